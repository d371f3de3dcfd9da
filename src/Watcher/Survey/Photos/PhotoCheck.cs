using System.Buffers;

namespace OfoWatcher.Survey.Photos;

/// <summary>
/// Looks whether a photo arrived whole, without decoding it: its head up to the frame header, its tail, and
/// a few places between, together at most <see cref="MostBytes"/>. A copy that broke off shows there; a
/// scratch in the picture does not.
/// </summary>
internal static class PhotoCheck
{
    /// <summary>The most bytes that are read of one photo.</summary>
    public const int MostBytes = 256 * 1024;

    private const int HeadBytes = 64 * 1024;
    private const int TailBytes = 64 * 1024;
    private const int ProbeBytes = 4096;
    private const int Probes = 12;

    // So many zeros at the end are no chance.
    private const int ZeroEnd = 64;

    // A shorter picture is hardly more than its head and tail.
    private const int LeastProbed = 2 * (HeadBytes + TailBytes);

    /// <returns>The first fault found, or null.</returns>
    /// <exception cref="IOException">
    /// The folder of the photo went away; a fault of the photo alone is returned.
    /// </exception>
    public static PhotoFault? Check(string folder, string file)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(HeadBytes);
        try
        {
            // Shared with everybody: .NET would otherwise put a lock on the share's file.
            using var handle = File.OpenHandle(
                Path.Combine(folder, file),
                share: FileShare.ReadWrite | FileShare.Delete,
                options: FileOptions.RandomAccess);
            var length = RandomAccess.GetLength(handle);
            var photo = new PhotoBytes(handle, length);
            return IsJpeg(file) ? CheckJpeg(photo, buffer) : CheckTiff(photo, buffer);
        }
        catch (UnauthorizedAccessException)
        {
            return new PhotoFault(PhotoFaultKind.Unreadable, "may not be read by the watcher");
        }
        catch (FileNotFoundException)
        {
            return new PhotoFault(PhotoFaultKind.Unreadable, "went away while it was being checked");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool IsJpeg(string file) => Path.GetExtension(file) is ".jpg" or ".JPG";

    private static PhotoFault? CheckJpeg(PhotoBytes photo, byte[] buffer)
    {
        if (photo.Length == 0)
            return new PhotoFault(PhotoFaultKind.Empty, "is empty (0 bytes)");
        var head = photo.Read(0, buffer.AsSpan(0, HeadBytes));
        if (!head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]))
        {
            return head.ContainsAnyExcept((byte)0)
                ? new PhotoFault(PhotoFaultKind.NoStart, "does not begin like a JPEG")
                : new PhotoFault(PhotoFaultKind.Zeroed, "begins with zeros instead of a picture");
        }

        if (JpegSegments.FindFrame(photo, head) is not { } frame)
            return new PhotoFault(PhotoFaultKind.NoFrame, "holds no picture (no frame header)");
        // Looked for behind the frame header only: the preview within the metadata has an end of its own.
        var tailAt = Math.Max(frame, photo.Length - TailBytes);
        var tail = photo.Read(tailAt, buffer.AsSpan(0, TailBytes));
        var end = tail.LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]);
        if (end < 0)
        {
            return tail[^Math.Min(ZeroEnd, tail.Length)..].ContainsAnyExcept((byte)0)
                ? new PhotoFault(PhotoFaultKind.CutOff, "is cut off (the JPEG has no end)")
                : new PhotoFault(PhotoFaultKind.Zeroed, "ends in zeros instead of the picture");
        }

        return FindZeros(photo, frame, tailAt + end, buffer);
    }

    private static PhotoFault? CheckTiff(PhotoBytes photo, byte[] buffer)
    {
        if (photo.Length == 0)
            return new PhotoFault(PhotoFaultKind.Empty, "is empty (0 bytes)");
        var head = photo.Read(0, buffer.AsSpan(0, 4));
        return head.SequenceEqual("II*\0"u8) || head.SequenceEqual("MM\0*"u8)
            || head.SequenceEqual("II+\0"u8) || head.SequenceEqual("MM\0+"u8)
            ? FindZeros(photo, 0, photo.Length, buffer)
            : new PhotoFault(PhotoFaultKind.NoStart, "does not begin like a TIFF");
    }

    /// <summary>Probes places spread over the file: compressed pictures hold no long runs of zeros.</summary>
    /// <param name="photo">The file.</param>
    /// <param name="from">Where its picture begins; metadata before it may be filled up with zeros.</param>
    /// <param name="to">Where its picture ends; cameras fill up what comes behind it as well.</param>
    /// <param name="buffer">Room for what is read.</param>
    private static PhotoFault? FindZeros(PhotoBytes photo, long from, long to, byte[] buffer)
    {
        if (to - from < LeastProbed)
            return null;
        for (var probe = 1; probe <= Probes; probe++)
        {
            var offset = from + (to - from) / (Probes + 1) * probe;
            if (photo.Read(offset, buffer.AsSpan(0, ProbeBytes)).ContainsAnyExcept((byte)0))
                continue;
            var percent = offset * 100 / photo.Length;
            return new PhotoFault(PhotoFaultKind.Zeroed, $"consists of zeros at {percent} % of its length");
        }

        return null;
    }
}
