namespace OfoWatcher.Survey.Photos;

/// <summary>
/// Writes photos one after another and reads them again: a text that came before is told by its number, so that those
/// that are read share it as those that were written did.
/// </summary>
internal sealed class PhotoRecord
{
    private readonly Dictionary<string, int> numbers = [];
    private readonly List<string> texts = [];

    public void Write(BinaryWriter writer, in FileStamp stamp, ExaminedPhoto photo)
    {
        writer.Write(photo.File);
        writer.Write(photo.Size);
        writer.Write(stamp.Size);
        WriteTime(writer, stamp.Written);
        WriteTime(writer, stamp.Changed);
        writer.Write(photo.Content);
        writer.Write(photo.Metadata is not null);
        if (photo.Metadata is { } metadata)
            WriteMetadata(writer, metadata);
    }

    /// <exception cref="IOException">The stream ends within the photo.</exception>
    /// <exception cref="InvalidDataException">It refers to a text that was never told.</exception>
    /// <exception cref="FormatException">A length makes no sense.</exception>
    /// <exception cref="ArgumentException">A time makes no sense.</exception>
    public (FileStamp Stamp, ExaminedPhoto Photo) Read(BinaryReader reader)
    {
        var file = reader.ReadString();
        var size = reader.ReadInt64();
        var stamp = new FileStamp(reader.ReadInt64(), ReadTime(reader), ReadTime(reader));
        var content = reader.ReadUInt64();
        return (stamp, new ExaminedPhoto(file, size, content, reader.ReadBoolean() ? ReadMetadata(reader, file) : null, null));
    }

    private void WriteMetadata(BinaryWriter writer, Photo photo)
    {
        writer.Write(photo.Width);
        writer.Write(photo.Height);
        WriteText(writer, photo.Make);
        WriteText(writer, photo.Model);
        WriteText(writer, photo.SerialNumber);
        WriteText(writer, photo.LensModel);
        WriteText(writer, photo.Software);
        Write(writer, photo.ExifWidth);
        Write(writer, photo.ExifHeight);
        Write(writer, photo.SensorWidth);
        Write(writer, photo.FocalLength);
        Write(writer, photo.FocalLengthIn35mm);
        Write(writer, photo.WrittenPosition?.Latitude);
        Write(writer, photo.WrittenPosition?.Longitude);
        Write(writer, photo.AbsoluteAltitude);
        Write(writer, photo.GpsAltitude);
        Write(writer, (int?)photo.AltitudeReference);
        Write(writer, photo.RelativeAltitude);
        Write(writer, photo.GimbalYaw);
        Write(writer, photo.GimbalPitch);
        Write(writer, photo.GimbalRoll);
        Write(writer, photo.FlightYaw);
        Write(writer, photo.RtkFlag);
        Write(writer, photo.RtkAccuracy?.East);
        Write(writer, photo.RtkAccuracy?.North);
        Write(writer, photo.RtkAccuracy?.Up);
        writer.Write(photo.HasFractionalGpsTime);
        writer.Write(photo.CapturedAt?.Ticks ?? -1);
        Write(writer, photo.Orientation);
    }

    // The initializers run in the order they stand in, which is the order of writing.
    private Photo ReadMetadata(BinaryReader reader, string file) => new()
    {
        File = file,
        Width = reader.ReadInt32(),
        Height = reader.ReadInt32(),
        Make = ReadText(reader),
        Model = ReadText(reader),
        SerialNumber = ReadText(reader),
        LensModel = ReadText(reader),
        Software = ReadText(reader),
        ExifWidth = ReadInteger(reader),
        ExifHeight = ReadInteger(reader),
        SensorWidth = ReadNumber(reader),
        FocalLength = ReadNumber(reader),
        FocalLengthIn35mm = ReadNumber(reader),
        WrittenPosition = ReadPosition(reader),
        AbsoluteAltitude = ReadNumber(reader),
        GpsAltitude = ReadNumber(reader),
        AltitudeReference = (AltitudeReference?)ReadInteger(reader),
        RelativeAltitude = ReadNumber(reader),
        GimbalYaw = ReadNumber(reader),
        GimbalPitch = ReadNumber(reader),
        GimbalRoll = ReadNumber(reader),
        FlightYaw = ReadNumber(reader),
        RtkFlag = ReadInteger(reader),
        RtkAccuracy = ReadAccuracy(reader),
        HasFractionalGpsTime = reader.ReadBoolean(),
        CapturedAt = reader.ReadInt64() is >= 0 and var ticks ? new DateTime(ticks) : null,
        Orientation = ReadInteger(reader),
    };

    private void WriteText(BinaryWriter writer, string? text)
    {
        if (text is null)
        {
            writer.Write7BitEncodedInt(0);
            return;
        }

        var isNew = numbers.TryAdd(text, numbers.Count + 1);
        writer.Write7BitEncodedInt(numbers[text]);
        if (isNew)
            writer.Write(text);
    }

    private string? ReadText(BinaryReader reader)
    {
        var number = reader.Read7BitEncodedInt();
        if (number == 0)
            return null;
        if (number == texts.Count + 1)
            texts.Add(reader.ReadString());
        return number <= texts.Count && number > 0
            ? texts[number - 1]
            : throw new InvalidDataException("a text was never told");
    }

    private static void WriteTime(BinaryWriter writer, (long Seconds, uint Nanoseconds) time)
    {
        writer.Write(time.Seconds);
        writer.Write(time.Nanoseconds);
    }

    private static (long Seconds, uint Nanoseconds) ReadTime(BinaryReader reader) =>
        (reader.ReadInt64(), reader.ReadUInt32());

    // Values are finite: what is not a number stands for none.
    private static void Write(BinaryWriter writer, double? value) => writer.Write(value ?? double.NaN);

    private static double? ReadNumber(BinaryReader reader) =>
        reader.ReadDouble() is var value && double.IsNaN(value) ? null : value;

    // Counts and flags are never negative.
    private static void Write(BinaryWriter writer, int? value) => writer.Write(value ?? -1);

    private static int? ReadInteger(BinaryReader reader) => reader.ReadInt32() is >= 0 and var value ? value : null;

    private static GeoPoint? ReadPosition(BinaryReader reader) =>
        (ReadNumber(reader), ReadNumber(reader)) is ({ } latitude, { } longitude)
            ? new GeoPoint(latitude, longitude)
            : null;

    private static PositionAccuracy? ReadAccuracy(BinaryReader reader) =>
        (ReadNumber(reader), ReadNumber(reader), ReadNumber(reader)) is ({ } east, { } north, { } up)
            ? new PositionAccuracy(east, north, up)
            : null;
}
