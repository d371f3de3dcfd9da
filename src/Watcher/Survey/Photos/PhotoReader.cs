using System.Globalization;
using MetadataExtractor;
using MetadataExtractor.Formats.Exif;
using MetadataExtractor.IO;

namespace OfoWatcher.Survey.Photos;

/// <summary>Reads a photo's metadata from the head of its file: EXIF, and the XMP that DJI's drones write.</summary>
internal static class PhotoReader
{
    private const int BufferSize = 16 * 1024;

    /// <summary>
    /// Reads one photo. Metadata that is missing or damaged leaves values null; only a file that is no JPEG at all, or
    /// cannot be opened, is an error.
    /// </summary>
    /// <exception cref="UnreadablePhotoException">
    /// The file is no photo; nothing else is ever thrown for what is in it.
    /// </exception>
    public static Photo Read(string path)
    {
        try
        {
            using var stream = new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BufferSize);
            return stream.Length == 0
                ? throw new UnreadablePhotoException(path, "is empty")
                : Read(JpegHeader.Read(stream), path);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new UnreadablePhotoException(path, e.Message, e);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new UnreadablePhotoException(path, "cannot be opened: " + e.Message, e);
        }
    }

    private static Photo Read(JpegHeader header, string path)
    {
        var directories = ReadExif(header.Exif);
        var main = directories.OfType<ExifIfd0Directory>().FirstOrDefault();
        var exif = directories.OfType<ExifSubIfdDirectory>().FirstOrDefault();
        var gps = directories.OfType<GpsDirectory>().FirstOrDefault();
        var drone = DroneTags.Read(header.Xmp);
        return new Photo
        {
            File = path,
            Width = header.Width,
            Height = header.Height,
            Make = Text(main, ExifDirectoryBase.TagMake),
            Model = Text(main, ExifDirectoryBase.TagModel),
            SerialNumber = Text(exif, ExifDirectoryBase.TagBodySerialNumber) ?? drone.Text("DroneSerialNumber"),
            FocalLength = Positive(exif, ExifDirectoryBase.TagFocalLength),
            FocalLengthIn35mm = Positive(exif, ExifDirectoryBase.Tag35MMFilmEquivFocalLength),
            WrittenPosition = PositionOf(gps),
            AbsoluteAltitude = drone.Number("AbsoluteAltitude") ?? AltitudeOf(gps),
            RelativeAltitude = drone.Number("RelativeAltitude"),
            GimbalYaw = drone.Angle("GimbalYawDegree"),
            GimbalPitch = drone.Angle("GimbalPitchDegree"),
            GimbalRoll = drone.Angle("GimbalRollDegree"),
            FlightYaw = drone.Angle("FlightYawDegree"),
            RtkFlag = drone.Number("RtkFlag") is >= 0 and <= 255 and var flag ? (int)flag : null,
            CapturedAt = TimeOf(exif) ?? TimeOf(main),
            Orientation = (int?)Positive(main, ExifDirectoryBase.TagOrientation),
        };
    }

    private static IReadOnlyList<MetadataExtractor.Directory> ReadExif(byte[]? exif)
    {
        if (exif is null)
            return [];
        try
        {
            return new ExifReader().Extract(new ByteArrayReader(exif));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The parser meets bytes that anybody may have written; what it throws for them is not documented. A photo
            // whose EXIF makes no sense is one without EXIF, and is judged as such by whoever needs the values.
            return [];
        }
    }

    private static string? Text(MetadataExtractor.Directory? directory, int tag)
    {
        var text = directory?.GetString(tag)?.Trim('\0', ' ');
        return string.IsNullOrEmpty(text) ? null : text;
    }

    // Asked for as a double, a rational would come rounded to single precision.
    private static double? Number(MetadataExtractor.Directory? directory, int tag)
    {
        if (directory is null)
            return null;
        var value = directory.TryGetRational(tag, out var rational) ? rational.ToDouble()
            : directory.TryGetDouble(tag, out var number) ? number
            : double.NaN;
        return double.IsFinite(value) ? value : null;
    }

    private static double? Positive(MetadataExtractor.Directory? directory, int tag) =>
        Number(directory, tag) is > 0 and var value ? value : null;

    private static GeoPoint? PositionOf(GpsDirectory? gps)
    {
        if (Degrees(gps, GpsDirectory.TagLatitude, GpsDirectory.TagLatitudeRef, "S") is not { } latitude
            || Degrees(gps, GpsDirectory.TagLongitude, GpsDirectory.TagLongitudeRef, "W") is not { } longitude)
            return null;
        return new GeoPoint(latitude, longitude);
    }

    // Degrees, minutes and seconds as three rationals; a position without its N/S or E/W letter is no position.
    private static double? Degrees(GpsDirectory? gps, int tag, int referenceTag, string negative)
    {
        if (Text(gps, referenceTag) is not { } reference || gps!.GetRationalArray(tag) is not { Length: 3 } parts)
            return null;
        var degrees = parts[0].ToDouble() + parts[1].ToDouble() / 60 + parts[2].ToDouble() / 3600;
        return reference.Equals(negative, StringComparison.OrdinalIgnoreCase) ? -degrees : degrees;
    }

    private static double? AltitudeOf(GpsDirectory? gps)
    {
        if (Number(gps, GpsDirectory.TagAltitude) is not { } altitude)
            return null;
        return gps!.TryGetInt32(GpsDirectory.TagAltitudeRef, out var below) && below == 1 ? -altitude : altitude;
    }

    private static DateTime? TimeOf(MetadataExtractor.Directory? directory)
    {
        var isMain = directory is ExifIfd0Directory;
        var text = Text(directory, isMain ? ExifDirectoryBase.TagDateTime : ExifDirectoryBase.TagDateTimeOriginal);
        return DateTime.TryParseExact(
            text, "yyyy:MM:dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : null;
    }
}
