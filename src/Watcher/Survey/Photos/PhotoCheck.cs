using System.Buffers;

namespace OfoWatcher.Survey.Photos;

/// <summary>
/// Looks whether a photo arrived whole, without decoding it: its head up to the frame header or the directory, its tail,
/// and a few places between. A copy that broke off shows there; a scratch in the picture does not.
/// </summary>
internal static class PhotoCheck
{
    /// <summary>The most that is read of the end of a JPEG.</summary>
    public const int TailBytes = 64 * 1024;

    /// <summary>The most that is read between head and tail.</summary>
    public const int ProbesBytes = Probes * ProbeBytes;

    // The end stands in the last few bytes, unless something follows the picture.
    private const int UsualTailBytes = 8 * 1024;

    // A page of the kernel's cache, aligned as one: what is read of a disk or a mount is whole pages anyway.
    private const int ProbeBytes = 4096;
    private const int Probes = 12;

    // So many zeros at the end are no chance.
    private const int ZeroEnd = 64;

    // A shorter picture is hardly more than its head and tail.
    private const int LeastProbed = 256 * 1024;

    /// <summary>Looks at a JPEG.</summary>
    /// <param name="layout">Null when it has no frame header.</param>
    /// <returns>The first fault found, or null.</returns>
    /// <exception cref="IOException">The device or the mount failed.</exception>
    public static PhotoFault? Check(PhotoFile photo, JpegLayout? layout)
    {
        if (StartFault(photo, isStart: IsJpeg(photo.Head), "JPEG") is { } fault)
            return fault;
        if (layout is null)
            return new PhotoFault(PhotoFaultKind.NoFrame, "holds no picture (no frame header)");
        var buffer = ArrayPool<byte>.Shared.Rent(TailBytes);
        try
        {
            return FindEnd(photo, layout.Frame, buffer, out var end) ?? FindZeros(photo, layout.Frame, end, buffer);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Looks at a TIFF.</summary>
    /// <param name="layout">Null when it does not begin like one.</param>
    /// <returns>The first fault found, or null.</returns>
    /// <exception cref="IOException">The device or the mount failed.</exception>
    public static PhotoFault? Check(PhotoFile photo, TiffLayout? layout)
    {
        if ((StartFault(photo, layout is not null, "TIFF") ?? layout!.Fault) is { } fault)
            return fault;
        var buffer = ArrayPool<byte>.Shared.Rent(ProbeBytes);
        try
        {
            return FindZeros(photo, 0, photo.Length, buffer);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Whether a file begins like a JPEG: with the marker of the start of an image.</summary>
    public static bool IsJpeg(ReadOnlySpan<byte> head) => head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]);

    private static PhotoFault? StartFault(PhotoFile photo, bool isStart, string kind)
    {
        if (photo.Length == 0)
            return new PhotoFault(PhotoFaultKind.Empty, "is empty (0 bytes)");
        if (isStart)
            return null;
        return photo.Head.ContainsAnyExcept((byte)0)
            ? new PhotoFault(PhotoFaultKind.NoStart, $"does not begin like a {kind}")
            : new PhotoFault(PhotoFaultKind.Zeroed, "begins with zeros instead of a picture");
    }

    /// <summary>
    /// Looks for the end of the picture, behind the frame header only: the preview within the metadata has an end of
    /// its own.
    /// </summary>
    private static PhotoFault? FindEnd(PhotoFile photo, long frame, byte[] buffer, out long end)
    {
        // The last bytes of the buffer, so that what stands before them can be put before them.
        var start = Math.Max(frame, photo.Length - UsualTailBytes);
        var room = buffer.AsSpan(0, TailBytes);
        var tail = room[^(int)(photo.Length - start)..];
        var read = photo.Read(start, tail).Length;
        var at = tail[..read].LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]);
        var from = Math.Max(frame, photo.Length - TailBytes);
        if (at < 0 && from < start && read == tail.Length)
        {
            tail = room[^(int)(photo.Length - from)..];
            photo.Read(from, tail[..(int)(start - from)]);
            (read, start) = (tail.Length, from);
            at = tail.LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]);
        }

        end = start + at;
        if (at >= 0)
            return null;
        return tail[..read][^Math.Min(ZeroEnd, read)..].ContainsAnyExcept((byte)0)
            ? new PhotoFault(PhotoFaultKind.CutOff, "is cut off (the JPEG has no end)")
            : new PhotoFault(PhotoFaultKind.Zeroed, "ends in zeros instead of the picture");
    }

    /// <summary>Probes places spread over the file: compressed pictures hold no long runs of zeros.</summary>
    /// <param name="photo">The file.</param>
    /// <param name="from">Where its picture begins; metadata before it may be filled up with zeros.</param>
    /// <param name="to">Where its picture ends; cameras fill up what comes behind it as well.</param>
    /// <param name="buffer">Room for what is read.</param>
    private static PhotoFault? FindZeros(PhotoFile photo, long from, long to, byte[] buffer)
    {
        if (to - from < LeastProbed)
            return null;
        for (var probe = 1; probe <= Probes; probe++)
        {
            var offset = (from + (to - from) / (Probes + 1) * probe) & -ProbeBytes;
            if (photo.Read(offset, buffer.AsSpan(0, ProbeBytes)).ContainsAnyExcept((byte)0))
                continue;
            var percent = offset * 100 / photo.Length;
            return new PhotoFault(PhotoFaultKind.Zeroed, $"consists of zeros at {percent} % of its length");
        }

        return null;
    }
}
