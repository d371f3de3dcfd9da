using System.Buffers.Binary;
using System.Text;

namespace OfoWatcher.Tests.Fixtures;

/// <summary>
/// TIFFs as MicaSense and GDAL write them, with whatever is in them: classic or big, of either byte order. The
/// directories come last unless it is asked otherwise.
/// </summary>
internal sealed class TiffBytes(bool isBig = false, bool isLittle = true)
{
    private readonly List<byte> bytes = [];

    /// <summary>A value of a directory: its tag, its type, how many there are, and their bytes.</summary>
    public sealed record Field(ushort Tag, ushort Type, ulong Count, byte[] Value);

    public static Field Text(ushort tag, string text) =>
        new(tag, 2, (ulong)text.Length + 1, Encoding.ASCII.GetBytes(text + '\0'));

    public Field Short(ushort tag, ushort value) => new(tag, 3, 1, Number(value, 2));

    public Field Long(ushort tag, params ulong[] values) =>
        new(tag, (ushort)(isBig ? 16 : 4), (ulong)values.Length, [.. values.SelectMany(v => Number(v, isBig ? 8 : 4))]);

    public Field Rational(ushort tag, params (uint Numerator, uint Denominator)[] values) =>
        new(tag, 5, (ulong)values.Length,
            [.. values.SelectMany(v => (byte[])[.. Number(v.Numerator, 4), .. Number(v.Denominator, 4)])]);

    public static Field Bytes(ushort tag, ushort type, byte[] value) => new(tag, type, (ulong)value.Length, value);

    /// <summary>A picture of noise in four strips, with its directories behind it.</summary>
    /// <param name="strips">Bytes of each strip.</param>
    /// <param name="more">Fields of the first directory beside those of the picture.</param>
    public byte[] Picture(int width, int height, int strips, params Field[] more) =>
        Picture(width, height, strips, [], [], more);

    /// <inheritdoc cref="Picture(int, int, int, Field[])"/>
    public byte[] Picture(int width, int height, int strips, Field[] exif, Field[] gps, params Field[] more)
    {
        Begin();
        var random = new Random(7);
        var offsets = new List<ulong>();
        for (var strip = 0; strip < 4; strip++)
        {
            var content = new byte[strips];
            random.NextBytes(content);
            offsets.Add((ulong)bytes.Count);
            bytes.AddRange(content);
        }

        List<Field> fields =
        [
            Long(0x0100, (ulong)width), Long(0x0101, (ulong)height), Short(0x0102, 16), Short(0x0103, 1),
            Short(0x0106, 1), Long(0x0111, [.. offsets]), Short(0x0115, 1), Long(0x0116, (ulong)(height / 4)),
            Long(0x0117, [.. offsets.Select(_ => (ulong)strips)]), .. more,
        ];
        if (exif.Length > 0)
            fields.Add(Long(0x8769, Directory(exif)));
        if (gps.Length > 0)
            fields.Add(Long(0x8825, Directory(gps)));
        PointTo(Directory([.. fields.OrderBy(field => field.Tag)]));
        return [.. bytes];
    }

    /// <summary>Only a header and one directory.</summary>
    public byte[] Only(params Field[] fields)
    {
        Begin();
        PointTo(Directory(fields));
        return [.. bytes];
    }

    private void Begin()
    {
        bytes.Clear();
        bytes.AddRange(isLittle ? "II"u8 : "MM"u8);
        bytes.AddRange(Number(isBig ? 43u : 42u, 2));
        bytes.AddRange(isBig ? [.. Number(8, 2), 0, 0, .. new byte[8]] : new byte[4]);
    }

    private ulong Directory(Field[] fields)
    {
        var room = isBig ? 8 : 4;
        // Values that do not fit stand before the directory.
        var places = fields.Select(field => field.Value.Length <= room ? 0ul : Place(field.Value)).ToList();
        if (bytes.Count % 2 == 1)
            bytes.Add(0);
        var at = (ulong)bytes.Count;
        bytes.AddRange(Number((ulong)fields.Length, isBig ? 8 : 2));
        foreach (var (field, place) in fields.Zip(places))
        {
            bytes.AddRange(Number(field.Tag, 2));
            bytes.AddRange(Number(field.Type, 2));
            bytes.AddRange(Number(field.Count, room));
            bytes.AddRange(place > 0 ? Number(place, room) : [.. field.Value, .. new byte[room - field.Value.Length]]);
        }

        bytes.AddRange(new byte[room]);
        return at;
    }

    private ulong Place(byte[] value)
    {
        if (bytes.Count % 2 == 1)
            bytes.Add(0);
        var at = (ulong)bytes.Count;
        bytes.AddRange(value);
        return at;
    }

    private void PointTo(ulong directory)
    {
        var place = Number(directory, isBig ? 8 : 4);
        for (var i = 0; i < place.Length; i++)
            bytes[place.Length + i] = place[i];
    }

    private byte[] Number(ulong value, int size)
    {
        var number = new byte[8];
        if (isLittle)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(number, value);
            return number[..size];
        }

        BinaryPrimitives.WriteUInt64BigEndian(number, value);
        return number[(8 - size)..];
    }
}
