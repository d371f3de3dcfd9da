using System.Buffers;
using OfoWatcher.Metashape;

namespace OfoWatcher.Validation;

/// <summary>What is wrong with a photo.</summary>
/// <param name="File">The photo, relative to the project.</param>
/// <param name="Code">One of the photo codes of <see cref="FindingCodes"/>.</param>
/// <param name="What">The fault in words that follow the file's name.</param>
internal sealed record PhotoFault(string File, string Code, string What);

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
            var (code, what) = PhotoSelection.IsJpeg(file) ? CheckJpeg(photo, buffer) : CheckTiff(photo, buffer);
            return code.Length == 0 ? null : new PhotoFault(file, code, what);
        }
        catch (UnauthorizedAccessException)
        {
            return new PhotoFault(file, FindingCodes.PhotoUnreadable, "may not be read by the watcher");
        }
        catch (FileNotFoundException)
        {
            return new PhotoFault(file, FindingCodes.PhotoUnreadable, "went away while it was being checked");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static (string Code, string What) CheckJpeg(PhotoBytes photo, byte[] buffer)
    {
        if (photo.Length == 0)
            return (FindingCodes.PhotoEmpty, "is empty (0 bytes)");
        var head = photo.Read(0, buffer.AsSpan(0, HeadBytes));
        if (!head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]))
        {
            return head.ContainsAnyExcept((byte)0)
                ? (FindingCodes.PhotoNoStart, "does not begin like a JPEG")
                : (FindingCodes.PhotoZeroed, "begins with zeros instead of a picture");
        }

        if (JpegSegments.FindFrame(photo, head) is not { } frame)
            return (FindingCodes.PhotoNoFrame, "holds no picture (no frame header)");
        // Looked for behind the frame header only: the preview within the metadata has an end of its own.
        var tailAt = Math.Max(frame, photo.Length - TailBytes);
        var tail = photo.Read(tailAt, buffer.AsSpan(0, TailBytes));
        var end = tail.LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]);
        if (end < 0)
        {
            return tail[^Math.Min(ZeroEnd, tail.Length)..].ContainsAnyExcept((byte)0)
                ? (FindingCodes.PhotoCutOff, "is cut off (the JPEG has no end)")
                : (FindingCodes.PhotoZeroed, "ends in zeros instead of the picture");
        }

        return FindZeros(photo, frame, tailAt + end, buffer);
    }

    private static (string Code, string What) CheckTiff(PhotoBytes photo, byte[] buffer)
    {
        if (photo.Length == 0)
            return (FindingCodes.PhotoEmpty, "is empty (0 bytes)");
        var head = photo.Read(0, buffer.AsSpan(0, 4));
        return head.SequenceEqual("II*\0"u8) || head.SequenceEqual("MM\0*"u8)
            || head.SequenceEqual("II+\0"u8) || head.SequenceEqual("MM\0+"u8)
            ? FindZeros(photo, 0, photo.Length, buffer)
            : (FindingCodes.PhotoNoStart, "does not begin like a TIFF");
    }

    /// <summary>Probes places spread over the file: compressed pictures hold no long runs of zeros.</summary>
    /// <param name="photo">The file.</param>
    /// <param name="from">Where its picture begins; metadata before it may be filled up with zeros.</param>
    /// <param name="to">Where its picture ends; cameras fill up what comes behind it as well.</param>
    /// <param name="buffer">Room for what is read.</param>
    private static (string Code, string What) FindZeros(PhotoBytes photo, long from, long to, byte[] buffer)
    {
        if (to - from < LeastProbed)
            return ("", "");
        for (var probe = 1; probe <= Probes; probe++)
        {
            var offset = from + (to - from) / (Probes + 1) * probe;
            if (photo.Read(offset, buffer.AsSpan(0, ProbeBytes)).ContainsAnyExcept((byte)0))
                continue;
            var percent = offset * 100 / photo.Length;
            return (FindingCodes.PhotoZeroed, $"consists of zeros at {percent} % of its length");
        }

        return ("", "");
    }
}
