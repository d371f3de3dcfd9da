using System.Buffers.Binary;
using System.Globalization;

namespace OfoWatcher.Sample;

/// <summary>
/// Writes the EXIF structure of a photo: a little-endian TIFF file of three directories (main, EXIF, GPS) after EXIF
/// 2.32 (CIPA DC-008-2019). SkiaSharp encodes JPEG, but writes no metadata.
/// </summary>
internal static class ExifWriter
{
    /// <summary>The structure as it stands in the APP1 segment, with its preamble.</summary>
    public static byte[] Write(PhotoTags tags)
    {
        var exif = ExifDirectory(tags);
        var gps = GpsDirectory(tags);
        var main = MainDirectory(tags);
        // The pointers are set once the sizes of the directories before them are known.
        main.AddLong(0x8769, TiffDirectory.HeaderSize + (uint)(main.Size + 2 * TiffDirectory.EntrySize));
        main.AddLong(0x8825, TiffDirectory.HeaderSize + (uint)(main.Size + TiffDirectory.EntrySize + exif.Size));

        using var stream = new MemoryStream();
        stream.Write("Exif\0\0II*\0"u8);
        Span<byte> first = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(first, TiffDirectory.HeaderSize);
        stream.Write(first);
        var offset = TiffDirectory.HeaderSize;
        foreach (var directory in (TiffDirectory[])[main, exif, gps])
        {
            directory.WriteTo(stream, offset);
            offset += (uint)directory.Size;
        }

        return stream.ToArray();
    }

    private static TiffDirectory MainDirectory(PhotoTags tags)
    {
        var main = new TiffDirectory();
        main.AddText(0x010E, "default");
        main.AddText(0x010F, "DJI");
        main.AddText(0x0110, tags.Camera.Model);
        main.AddShort(0x0112, 1); // Orientation: as stored.
        main.AddRationals(0x011A, (72u, 1u));
        main.AddRationals(0x011B, (72u, 1u));
        main.AddShort(0x0128, 2); // Resolution per inch.
        main.AddText(0x0131, "10.11.35.17");
        main.AddText(0x0132, Time(tags));
        main.AddShort(0x0213, 1);
        return main;
    }

    private static TiffDirectory ExifDirectory(PhotoTags tags)
    {
        var exif = new TiffDirectory();
        exif.AddRationals(0x829A, (1u, 1000u)); // Exposure time.
        exif.AddRationals(0x829D, (280u, 100u)); // F number.
        exif.AddShort(0x8822, 2); // Exposure program: normal.
        exif.AddShort(0x8827, 100); // ISO.
        exif.AddUndefined(0x9000, "0230"u8);
        exif.AddText(0x9003, Time(tags));
        exif.AddText(0x9004, Time(tags));
        exif.AddUndefined(0x9101, [1, 2, 3, 0]);
        exif.AddRationals(0x920A, (Part(tags.Camera.FocalLength, 100), 100u));
        exif.AddUndefined(0xA000, "0100"u8);
        exif.AddShort(0xA001, 1); // sRGB.
        exif.AddLong(0xA002, (uint)tags.Width);
        exif.AddLong(0xA003, (uint)tags.Height);
        exif.AddShort(0xA405, (ushort)tags.Camera.FocalLengthIn35mm);
        exif.AddText(0xA431, tags.Camera.SerialNumber);
        return exif;
    }

    private static TiffDirectory GpsDirectory(PhotoTags tags)
    {
        var gps = new TiffDirectory();
        gps.AddBytes(0x0000, [2, 3, 0, 0]);
        if (tags.Position is not { } position)
            return gps; // As a camera without a fix writes it: only the version of the directory.

        gps.AddText(0x0001, position.Latitude < 0 ? "S" : "N");
        gps.AddRationals(0x0002, Sexagesimal(position.Latitude));
        gps.AddText(0x0003, position.Longitude < 0 ? "W" : "E");
        gps.AddRationals(0x0004, Sexagesimal(position.Longitude));
        gps.AddBytes(0x0005, [(byte)(tags.AbsoluteAltitude < 0 ? 1 : 0)]);
        gps.AddRationals(0x0006, (Part(Math.Abs(tags.AbsoluteAltitude), 1000), 1000u));
        gps.AddText(0x0012, "WGS-84");
        return gps;
    }

    // Degrees, minutes and ten-thousandths of a second (3 mm), rounded as one number so that no 60 appears.
    private static (uint, uint)[] Sexagesimal(double degrees)
    {
        var parts = (ulong)Math.Round(Math.Abs(degrees) * 3600 * 10_000);
        return [((uint)(parts / 36_000_000), 1), ((uint)(parts / 600_000 % 60), 1), ((uint)(parts % 600_000), 10_000)];
    }

    private static uint Part(double value, int denominator) => (uint)Math.Round(value * denominator);

    private static string Time(PhotoTags tags) =>
        tags.CapturedAt.ToString("yyyy:MM:dd HH:mm:ss", CultureInfo.InvariantCulture);
}
