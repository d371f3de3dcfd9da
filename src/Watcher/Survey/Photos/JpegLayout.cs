using System.Buffers.Binary;

namespace OfoWatcher.Survey.Photos;

/// <summary>
/// Where things stand in a JPEG (ITU-T T.81, annex B): found by stepping over its segments as far as its first frame
/// header; what lies before that are metadata and small previews.
/// </summary>
/// <param name="Frame">Where the frame header begins, in bytes from the file's start.</param>
/// <param name="Width">Of the picture as it is stored, in pixels; 0 when the header does not tell.</param>
/// <param name="Height">As <paramref name="Width"/>.</param>
/// <param name="Exif">The TIFF structure of the EXIF segment (CIPA DC-008); null when there is none.</param>
/// <param name="Xmp">The packet of the XMP segment (ISO 16684-3); null when there is none.</param>
internal sealed record JpegLayout(long Frame, int Width, int Height, PhotoPart? Exif, PhotoPart? Xmp)
{
    /// <summary>The most that is read beyond the file's head.</summary>
    public const int MostBytes = MostSegments * Window;

    // Metadata, previews and thermal data take a few dozen segments of up to 64 KiB; a file with more is made to waste
    // time.
    private const int MostSegments = 400;

    // A marker, the fill bytes before it, its length, and the name that XMP's segment begins with.
    private const int Window = 40;

    private static ReadOnlySpan<byte> ExifName => "Exif\0\0"u8;

    private static ReadOnlySpan<byte> XmpName => "http://ns.adobe.com/xap/1.0/\0"u8;

    /// <summary>Steps over the segments of a file that begins with FF D8.</summary>
    /// <param name="fault">Why there is no frame header, in words that follow the file's name; else null.</param>
    /// <exception cref="IOException">The device or the mount failed.</exception>
    public static JpegLayout? Find(PhotoFile photo, out string? fault)
    {
        Span<byte> window = stackalloc byte[Window];
        PhotoPart? exif = null, xmp = null;
        long offset = 2;
        for (var segment = 0; segment < MostSegments; segment++)
        {
            var bytes = photo.Read(offset, window);
            var fill = bytes.IndexOfAnyExcept((byte)0xFF);
            if (fill < 0 ? bytes.Length > 1 : fill > Window / 8)
            {
                // Fill bytes (T.81, B.1.1.2), the last of which may be the marker's own.
                offset += fill < 0 ? bytes.Length - 1 : fill - 1;
                continue;
            }

            if ((fault = FaultOf(bytes, fill)) is not null)
                return null;
            var content = bytes[(fill + 3)..];
            var length = Number(bytes, fill + 1) - 2;
            var start = offset + fill + 3;
            if (JpegMarker.IsFrameHeader(bytes[fill]))
            {
                // The sample precision, the height and the width (T.81, B.2.2).
                return length < 5 || content.Length < 5
                    ? new JpegLayout(offset, 0, 0, exif, xmp)
                    : new JpegLayout(offset, Number(content, 3), Number(content, 1), exif, xmp);
            }

            if (bytes[fill] == JpegMarker.App1 && content.StartsWith(ExifName))
                exif ??= new PhotoPart(photo, start, length).From(ExifName.Length);
            else if (bytes[fill] == JpegMarker.App1 && content.StartsWith(XmpName))
                xmp ??= new PhotoPart(photo, start, length).From(XmpName.Length);
            offset = start + length;
        }

        fault = $"has more than {MostSegments} segments before its picture data";
        return null;
    }

    private static string? FaultOf(ReadOnlySpan<byte> bytes, int fill)
    {
        if (bytes.Length == 0 || (fill != 0 && bytes.Length < Math.Max(fill, 0) + 3))
            return "ends within its header";
        if (fill == 0)
            return "is damaged: a segment does not start with FF";
        if (bytes[fill] is JpegMarker.EndOfImage or JpegMarker.StartOfScan)
            return "has no frame header before its picture data";
        return Number(bytes, fill + 1) < 2 ? "is damaged: a segment shorter than its own length field" : null;
    }

    private static int Number(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);
}
