using System.Buffers.Binary;

namespace OfoWatcher.Validation;

/// <summary>Steps over a JPEG's segments (ITU-T T.81, annex B) as far as its first frame header.</summary>
internal static class JpegSegments
{
    // Metadata and previews take a few dozen segments of up to 64 KiB; a file with more is made to waste time.
    private const int MostSegments = 512;

    /// <param name="photo">The file.</param>
    /// <param name="head">Its first bytes, which hold most of the segments.</param>
    public static bool HasFrame(PhotoBytes photo, ReadOnlySpan<byte> head)
    {
        Span<byte> far = stackalloc byte[64];
        long offset = 2;
        for (var segment = 0; segment < MostSegments; segment++)
        {
            var bytes = offset + 4 <= head.Length ? head[(int)offset..] : photo.Read(offset, far);
            var fill = bytes.IndexOfAnyExcept((byte)0xFF);
            if (fill < 1 || bytes.Length < fill + 3)
                return false; // No marker where one must be, or the end of the file.
            var marker = bytes[fill];
            if (IsFrame(marker))
                return true;
            if (marker is 0xD9 or 0xDA)
                return false; // The end, or the picture's data, without a frame header before it.
            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(fill + 1)..]);
            if (length < 2)
                return false;
            offset += fill + 1 + length;
        }

        return false;
    }

    // SOF0 to SOF15, of which three numbers mean tables and a reserved extension.
    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
}
