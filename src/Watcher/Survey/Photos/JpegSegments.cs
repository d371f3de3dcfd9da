using System.Buffers.Binary;

namespace OfoWatcher.Survey.Photos;

/// <summary>Steps over a JPEG's segments (ITU-T T.81, annex B) as far as its first frame header.</summary>
internal static class JpegSegments
{
    // Metadata and previews take a few dozen segments of up to 64 KiB; a file with more is made to waste time.
    private const int MostSegments = 512;

    // A marker, its length, and the fill bytes that writers put before a marker.
    private const int Window = 64;

    /// <summary>Where the first frame header begins: what lies before it are metadata and small previews.</summary>
    /// <param name="photo">The file.</param>
    /// <param name="head">Its first bytes, which hold most of the segments.</param>
    /// <returns>The position in bytes from the file's start; null when there is no frame header.</returns>
    /// <exception cref="IOException">The device or the mount failed.</exception>
    public static long? FindFrame(PhotoBytes photo, ReadOnlySpan<byte> head)
    {
        Span<byte> far = stackalloc byte[Window];
        long offset = 2;
        for (var segment = 0; segment < MostSegments; segment++)
        {
            var isNear = offset + Window <= head.Length || head.Length == photo.Length;
            var bytes = isNear ? head[(int)Math.Min(offset, head.Length)..] : photo.Read(offset, far);
            var fill = bytes.IndexOfAnyExcept((byte)0xFF);
            if (fill < 0 && bytes.Length > 1)
            {
                offset += bytes.Length - 1; // Fill bytes only: the marker's own 0xFF may be the last of them.
                continue;
            }

            if (fill < 1 || bytes.Length < fill + 3)
                return null; // No marker where one must be, or the end of the file.
            var marker = bytes[fill];
            if (JpegMarker.IsFrameHeader(marker))
                return offset;
            if (marker is JpegMarker.EndOfImage or JpegMarker.StartOfScan)
                return null; // The end, or the picture's data, without a frame header before it.
            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(fill + 1)..]);
            if (length < 2)
                return null;
            offset += fill + 1 + length;
        }

        return null;
    }
}
