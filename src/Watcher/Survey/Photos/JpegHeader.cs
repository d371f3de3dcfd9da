using System.Buffers.Binary;

namespace OfoWatcher.Survey.Photos;

/// <summary>
/// The part of a JPEG file before its picture data that tells about the picture: the size and the two metadata
/// segments. Reading ends at the frame header, so that of an 8 MB photo some 60 KB are read.
/// </summary>
/// <param name="Width">Width of the stored picture in pixels, 1 to 65,535.</param>
/// <param name="Height">Height of the stored picture in pixels, 1 to 65,535.</param>
/// <param name="Exif">The TIFF structure of the EXIF segment; null when there is none.</param>
/// <param name="Xmp">The XMP packet; null when there is none.</param>
internal sealed record JpegHeader(int Width, int Height, byte[]? Exif, byte[]? Xmp)
{
    // A camera writes fewer than 20 segments; the limit keeps a file made of tiny ones from costing time.
    private const int MaximumSegments = 1000;

    /// <exception cref="InvalidDataException">
    /// The stream holds no JPEG header; the message says what is wrong.
    /// </exception>
    /// <exception cref="EndOfStreamException">The stream ends within the header.</exception>
    public static JpegHeader Read(Stream stream)
    {
        if (stream.ReadByte() != 0xFF || stream.ReadByte() != JpegMarker.StartOfImage)
            throw new InvalidDataException("is not a JPEG file: it does not start with FF D8");

        byte[]? exif = null, xmp = null;
        for (var segment = 0; segment < MaximumSegments; segment++)
        {
            var marker = ReadMarker(stream);
            if (marker is JpegMarker.StartOfScan or JpegMarker.EndOfImage)
                throw new InvalidDataException("has no frame header before its picture data");

            var length = ReadLength(stream);
            if (JpegMarker.IsFrameHeader(marker))
                return ReadFrame(stream, length, exif, xmp);

            if (marker == JpegMarker.App1)
                KeepMetadata(ReadBytes(stream, length), ref exif, ref xmp);
            else
                stream.Seek(length, SeekOrigin.Current);
        }

        throw new InvalidDataException($"has more than {MaximumSegments} segments before its picture data");
    }

    private static JpegHeader ReadFrame(Stream stream, int length, byte[]? exif, byte[]? xmp)
    {
        var frame = ReadBytes(stream, Math.Min(length, 5));
        var (height, width) = frame.Length < 5
            ? (0, 0)
            : (Number(frame, 1), Number(frame, 3));
        return width > 0 && height > 0
            ? new JpegHeader(width, height, exif, xmp)
            : throw new InvalidDataException("has a frame header without a picture size");
    }

    private static int Number(byte[] bytes, int offset) => BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(offset));

    private static void KeepMetadata(byte[] content, ref byte[]? exif, ref byte[]? xmp)
    {
        var exifPreamble = "Exif\0\0"u8;
        var xmpPreamble = "http://ns.adobe.com/xap/1.0/\0"u8;
        if (content.AsSpan().StartsWith(exifPreamble))
            exif ??= content[exifPreamble.Length..];
        else if (content.AsSpan().StartsWith(xmpPreamble))
            xmp ??= content[xmpPreamble.Length..];
    }

    private static byte ReadMarker(Stream stream)
    {
        if (ReadByte(stream) != 0xFF)
            throw new InvalidDataException("is damaged: a segment does not start with FF");
        // Any number of fill bytes may stand before a marker (T.81, B.1.1.2).
        for (var fill = 0; fill < MaximumSegments; fill++)
        {
            if (ReadByte(stream) is not 0xFF and var marker)
                return marker;
        }

        throw new InvalidDataException("is damaged: FF bytes where a segment should start");
    }

    private static int ReadLength(Stream stream)
    {
        var length = ReadByte(stream) << 8 | ReadByte(stream);
        return length >= 2
            ? length - 2
            : throw new InvalidDataException("is damaged: a segment shorter than its own length field");
    }

    private static byte ReadByte(Stream stream) =>
        stream.ReadByte() is >= 0 and var value
            ? (byte)value
            : throw new EndOfStreamException("ends within its header");

    private static byte[] ReadBytes(Stream stream, int length)
    {
        var bytes = new byte[length];
        return stream.ReadAtLeast(bytes, length, throwOnEndOfStream: false) == length
            ? bytes
            : throw new EndOfStreamException("ends within its header");
    }
}
