using OfoWatcher.Survey.Photos;

namespace OfoWatcher.Sample;

/// <summary>Puts metadata and filling into an encoded JPEG, which stays a valid one.</summary>
internal static class JpegAssembly
{
    // A segment's length field holds 16 bits and counts its own two bytes.
    private const int MaximumContent = 65_533;
    private const int SegmentOverhead = 4;


    /// <summary>
    /// Puts the two metadata segments in the place of the encoder's JFIF header, right behind the start of the image,
    /// as EXIF wants it, and fills the file up with comment segments before the picture data: a reader passes over them
    /// by their lengths.
    /// </summary>
    /// <param name="fillTo">
    /// Bytes of the finished file. One that is as large already is left alone; one that lacks fewer than four bytes
    /// gets four, since no segment is smaller.
    /// </param>
    public static byte[] Assemble(
        ReadOnlySpan<byte> encoded, byte[] exif, byte[] xmp, int fillTo, RepeatableRandom filling)
    {
        var (headers, scan) = Split(encoded);
        using var stream = new MemoryStream(Math.Max(fillTo, encoded.Length + 8192));
        stream.Write(encoded[..2]);
        WriteSegment(stream, JpegMarker.App1, exif);
        WriteSegment(stream, JpegMarker.App1, xmp);
        stream.Write(encoded[headers..scan]);
        Fill(stream, fillTo - (int)stream.Length - (encoded.Length - scan), filling);
        stream.Write(encoded[scan..]);
        return stream.ToArray();
    }

    // Where the tables start behind the JFIF header, and where the picture data start.
    private static (int Headers, int Scan) Split(ReadOnlySpan<byte> encoded)
    {
        var (headers, offset) = (2, 2);
        while (encoded[offset + 1] != JpegMarker.StartOfScan)
        {
            var next = offset + 2 + (encoded[offset + 2] << 8 | encoded[offset + 3]);
            if (encoded[offset + 1] == JpegMarker.App0)
                headers = next;
            offset = next;
        }

        return (headers, offset);
    }

    private static void Fill(MemoryStream stream, int missing, RepeatableRandom filling)
    {
        while (missing > 0)
        {
            var size = Math.Clamp(missing, SegmentOverhead, MaximumContent + SegmentOverhead);
            if (missing - size is > 0 and < SegmentOverhead)
                size -= SegmentOverhead; // Leaves enough for one more segment.
            var content = new byte[size - SegmentOverhead];
            Scramble(content, filling);
            WriteSegment(stream, JpegMarker.Comment, content);
            missing -= size;
        }
    }

    // Not compressible, so that no file system or network makes the files smaller; without FF, so that whoever looks
    // for markers byte by byte finds none.
    private static void Scramble(Span<byte> content, RepeatableRandom filling)
    {
        for (var i = 0; i < content.Length; i += 8)
        {
            var bits = filling.Next();
            for (var j = i; j < Math.Min(i + 8, content.Length); j++, bits >>= 8)
                content[j] = (byte)Math.Min((byte)bits, (byte)0xFE);
        }
    }

    private static void WriteSegment(MemoryStream stream, byte marker, ReadOnlySpan<byte> content)
    {
        var length = content.Length + 2;
        stream.Write([0xFF, marker, (byte)(length >> 8), (byte)length]);
        stream.Write(content);
    }
}
