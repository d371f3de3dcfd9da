using Microsoft.Win32.SafeHandles;
using OfoWatcher.Platform;

namespace OfoWatcher.Metashape.Products;

/// <summary>
/// A product, read by position. Whatever its header claims, no more than <see cref="MostBytes"/> are read of it.
/// </summary>
internal sealed class ProductFile : IDisposable
{
    /// <summary>A head and a tail, and headers between them.</summary>
    public const int MostBytes = 256 * 1024;

    private readonly SafeFileHandle handle;
    private int left = MostBytes;

    private ProductFile(SafeFileHandle handle)
    {
        this.handle = handle;
        Length = RandomAccess.GetLength(handle);
    }

    /// <summary>In bytes, at the time it was opened.</summary>
    public long Length { get; }

    /// <summary>Opens a file that is known to be a regular one.</summary>
    /// <exception cref="IOException">It cannot be read now.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static ProductFile Open(string path) => new(File.OpenHandle(
        path, share: FileShare.ReadWrite | FileShare.Delete, options: FileOptions.RandomAccess));

    /// <summary>What stands at an offset: less than asked for at the end of the file, and when too much was read.</summary>
    /// <exception cref="IOException">It cannot be read now.</exception>
    public byte[] Read(long offset, int count)
    {
        if (offset < 0 || offset >= Length)
            return [];
        var bytes = new byte[(int)Math.Min(Math.Min(count, left), Length - offset)];
        var filled = 0;
        while (filled < bytes.Length)
        {
            var read = RandomAccess.Read(handle, bytes.AsSpan(filled), offset + filled);
            if (read == 0)
                break;
            filled += read;
        }

        left -= filled;
        return bytes[..filled];
    }

    /// <summary>The last bytes.</summary>
    public byte[] Tail(int count) => Read(Math.Max(0, Length - count), count);

    /// <summary>The words for a file that is shorter than it must be.</summary>
    /// <param name="least">Its least length in bytes by its header.</param>
    public string CutOff(double least) =>
        $"ends after {Words.Size(Length)}, its header says {Words.Size((long)Math.Min(least, 9e18))}";

    public void Dispose() => handle.Dispose();
}
