using Microsoft.Win32.SafeHandles;

namespace OfoWatcher.Survey.Photos;

/// <summary>A photo's bytes by position.</summary>
internal readonly struct PhotoBytes(SafeFileHandle handle, long length)
{
    public long Length => length;

    /// <summary>Reads into the buffer.</summary>
    /// <returns>What was read: shorter than the buffer only at the end of the file.</returns>
    /// <exception cref="IOException">The device or the mount failed.</exception>
    public ReadOnlySpan<byte> Read(long offset, Span<byte> buffer)
    {
        var filled = 0;
        while (filled < buffer.Length)
        {
            var read = RandomAccess.Read(handle, buffer[filled..], offset + filled);
            if (read == 0)
                break;
            filled += read;
        }

        return buffer[..filled];
    }
}
