using System.Buffers.Binary;
using OfoWatcher.Survey.Photos;

namespace OfoWatcher.Validation.Report;

/// <summary>
/// What must be known of a JPEG (ITU-T T.81, annex B) before a decoder may have it, and where its EXIF preview lies.
/// </summary>
/// <param name="Width">In pixels; 0 when no frame header was found.</param>
/// <param name="Height">In pixels; likewise.</param>
/// <param name="IsPlain">
/// The picture is a baseline one whose first scan holds all of it. Of any other kind a decoder keeps the whole picture
/// in memory, and a small file can hold millions of scans that each go over all of it.
/// </param>
/// <param name="Preview">Where the preview within the EXIF lies, which is a JPEG of its own; empty without one.</param>
internal readonly record struct JpegOutline(int Width, int Height, bool IsPlain, Range Preview)
{
    // Metadata take a few dozen segments.
    private const int MostSegments = 1000;

    private static ReadOnlySpan<byte> ExifName => "Exif\0\0"u8;

    /// <param name="jpeg">The file, or as much of its beginning as was read.</param>
    public static JpegOutline Of(ReadOnlySpan<byte> jpeg)
    {
        var outline = new JpegOutline(0, 0, false, 0..0);
        var at = 2;
        for (var segment = 0; segment < MostSegments && at + 4 <= jpeg.Length && jpeg[at] == 0xFF; segment++)
        {
            var marker = jpeg[at + 1];
            if (marker == 0xFF)
            {
                at++; // A fill byte (B.1.1.2).
                continue;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 2)..]);
            var content = jpeg[(at + 4)..Math.Clamp(at + 2 + length, at + 4, jpeg.Length)];
            if (marker == JpegMarker.StartOfScan)
                return outline.WithScan(content);
            if (marker == JpegMarker.EndOfImage || length < 2)
                break;
            if (JpegMarker.IsFrameHeader(marker) && content.Length >= 6)
                outline = outline.WithFrame(marker, content);
            else if (marker == JpegMarker.App1 && content.StartsWith(ExifName) && outline.Preview.Equals(0..0))
                outline = outline.WithExif(content, at + 4);
            at += 2 + length;
        }

        return outline with { IsPlain = false }; // What comes is not known.
    }

    // Components of the picture: three for a coloured one.
    private byte Parts { get; init; }

    // The precision, the height, the width and the number of components (B.2.2). Frame 0 is baseline, 1 extended.
    private JpegOutline WithFrame(byte marker, ReadOnlySpan<byte> content) => this with
    {
        Height = BinaryPrimitives.ReadUInt16BigEndian(content[1..]),
        Width = BinaryPrimitives.ReadUInt16BigEndian(content[3..]),
        Parts = content[5],
        IsPlain = marker is 0xC0 or 0xC1,
    };

    // A scan's header begins with the number of components in it (B.2.3).
    private JpegOutline WithScan(ReadOnlySpan<byte> content) =>
        this with { IsPlain = IsPlain && content is [var scanned, ..] && scanned == Parts };

    private JpegOutline WithExif(ReadOnlySpan<byte> content, int at) =>
        this with { Preview = ExifPreview.Find(content[ExifName.Length..], at + ExifName.Length) };
}
