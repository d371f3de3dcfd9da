using System.Buffers;
using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace OfoWatcher.Survey.Photos;

/// <summary>
/// One photo, opened once and read by position. Its head is read at once, since nearly everything stands there; whatever
/// else is read goes into <see cref="Content"/> too. Of a photo that is read as <see cref="PhotoExaminer"/> does, no more
/// than <see cref="MostBytes"/> are read, whatever it claims to hold.
/// </summary>
internal sealed class PhotoFile : IDisposable
{
    /// <summary>
    /// The most bytes that are read of one photo: its head, the steps over its segments, metadata beyond the head, its
    /// tail, and the places between.
    /// </summary>
    public const int MostBytes =
        HeadBytes + JpegLayout.MostBytes + FarBytes + PhotoCheck.TailBytes + PhotoCheck.ProbesBytes;

    /// <summary>Metadata that a camera writes before the picture: up to 64 KiB of EXIF, a preview within.</summary>
    private const int HeadBytes = 64 * 1024;

    // An XMP packet is a few KiB long and at most one JPEG segment; a TIFF's directories are shorter.
    private const int FarBytes = 64 * 1024;

    private readonly SafeFileHandle handle;
    private readonly byte[] head = ArrayPool<byte>.Shared.Rent(HeadBytes);
    private readonly XxHash3 hash = new();
    private readonly int headLength;
    private int far;

    private PhotoFile(SafeFileHandle handle)
    {
        this.handle = handle;
        Length = RandomAccess.GetLength(handle);
        headLength = ReadFromDisk(0, head.AsSpan(0, HeadBytes));
    }

    /// <summary>In bytes, at the time it was opened.</summary>
    public long Length { get; }

    /// <summary>The first bytes, all of them when the file is short.</summary>
    public ReadOnlySpan<byte> Head => head.AsSpan(0, headLength);

    /// <summary>A hash over the file's length and all that was read of it so far, in the order of reading.</summary>
    public ulong Content => hash.GetCurrentHashAsUInt64() ^ (ulong)Length * 0x9E37_79B9_7F4A_7C15;

    /// <exception cref="IOException">There is no such file, or the device or the mount failed.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or is a folder.</exception>
    public static PhotoFile Open(string path)
    {
        // Shared with everybody: .NET would otherwise put a lock on the share's file. Random access keeps the kernel
        // from reading ahead what nobody asks for.
        var handle = File.OpenHandle(
            path, share: FileShare.ReadWrite | FileShare.Delete, options: FileOptions.RandomAccess);
        try
        {
            return new PhotoFile(handle);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Reads into the buffer.</summary>
    /// <returns>What was read: shorter than the buffer only at the end of the file.</returns>
    /// <exception cref="IOException">The device or the mount failed.</exception>
    public ReadOnlySpan<byte> Read(long offset, Span<byte> buffer)
    {
        if (offset >= Length)
            return default;
        if (offset + buffer.Length > headLength && headLength < Length)
            return buffer[..ReadFromDisk(offset, buffer)];
        var near = Head[(int)Math.Min(offset, headLength)..];
        near = near[..Math.Min(near.Length, buffer.Length)];
        near.CopyTo(buffer);
        return buffer[..near.Length];
    }

    /// <summary>Fills the buffer with metadata, of which only so much is read beyond the head.</summary>
    /// <returns>False when the file ends before, or when too much has been asked for.</returns>
    /// <exception cref="IOException">The device or the mount failed.</exception>
    public bool TryReadMetadata(long offset, Span<byte> buffer)
    {
        if (offset < 0 || offset > Length - buffer.Length)
            return false;
        if (offset + buffer.Length > headLength)
        {
            if (far + buffer.Length > FarBytes)
                return false;
            far += buffer.Length;
        }

        return Read(offset, buffer).Length == buffer.Length;
    }

    public void Dispose()
    {
        handle.Dispose();
        ArrayPool<byte>.Shared.Return(head);
    }

    private int ReadFromDisk(long offset, Span<byte> buffer)
    {
        var filled = 0;
        while (filled < buffer.Length && offset + filled < Length)
        {
            var read = RandomAccess.Read(handle, buffer[filled..], offset + filled);
            if (read == 0)
                break;
            filled += read;
        }

        hash.Append(buffer[..filled]);
        return filled;
    }
}

/// <summary>A part of a photo that holds metadata, by position within the part.</summary>
internal readonly record struct PhotoPart(PhotoFile File, long Start, long Length)
{
    /// <summary>Fills the buffer.</summary>
    /// <returns>False when the part ends before, or when too much has been asked for.</returns>
    /// <exception cref="IOException">The device or the mount failed.</exception>
    public bool TryRead(long offset, Span<byte> buffer) =>
        offset >= 0 && offset <= Length - buffer.Length && File.TryReadMetadata(Start + offset, buffer);

    /// <summary>What is left of it from an offset on.</summary>
    public PhotoPart From(long offset) => new(File, Start + offset, Length - offset);
}
