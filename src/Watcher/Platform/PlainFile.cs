using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace OfoWatcher.Platform;

/// <summary>
/// A file opened for reading on a volume that others write to: a plain file that really lies below a folder. No symbolic
/// link is followed on the way, and nothing is waited for that is no file, such as a pipe.
/// </summary>
internal sealed class PlainFile : IDisposable
{
    private readonly SafeFileHandle handle;

    private PlainFile(SafeFileHandle handle, FileStatus status)
    {
        this.handle = handle;
        Length = (long)status.Size;
        Modified = status.Modified.ToDateTimeOffset();
    }

    /// <summary>Its length in bytes when it was opened.</summary>
    public long Length { get; }

    /// <summary>When it had last been written to when it was opened.</summary>
    public DateTimeOffset Modified { get; }

    /// <summary>Whether a path is one of names alone: relative, and with no way up.</summary>
    public static bool IsBelow(string path) =>
        path.Length > 0 && !path.Contains('\0') && path.Split('/').All(name => name is not ("" or "." or ".."));

    /// <summary>Opens a file; null when there is no such plain file below the folder.</summary>
    /// <param name="folder">The folder, whose own path may hold links.</param>
    /// <param name="path">The file's path relative to it; one that is not of names alone is no file's.</param>
    /// <exception cref="IOException">The volume failed.</exception>
    /// <exception cref="UnauthorizedAccessException">The file, or a folder on the way, may not be read.</exception>
    public static PlainFile? Open(string folder, string path)
    {
        if (!IsBelow(path))
            return null;
        var names = path.Split('/');
        var place = OpenAt(null, folder, Libc.DirectoryFlags(follow: true), path);
        foreach (var name in names[..^1])
        {
            using var parent = place;
            if (parent is null)
                return null;
            place = OpenAt(parent, name, Libc.DirectoryFlags(follow: false), path);
        }

        using (place)
            return place is not null && OpenAt(place, names[^1], Libc.PlainFileFlags, path) is { } file ? Of(file) : null;
    }

    /// <summary>Reads from an offset on.</summary>
    /// <returns>How many bytes were read; 0 behind the end.</returns>
    /// <exception cref="IOException">It cannot be read now.</exception>
    public int Read(Span<byte> buffer, long offset) => RandomAccess.Read(handle, buffer, offset);

    /// <summary>The whole content; null when there is more of it than that.</summary>
    /// <inheritdoc cref="Read" path="/exception"/>
    public byte[]? ReadAll(int most) => Length <= most ? ReadEnd(most) : null;

    /// <summary>The last bytes of it.</summary>
    /// <inheritdoc cref="Read" path="/exception"/>
    public byte[] ReadEnd(int most)
    {
        var bytes = new byte[Math.Min(most, Length)];
        var (start, count) = (Length - bytes.Length, 0);
        while (count < bytes.Length && Read(bytes.AsSpan(count), start + count) is > 0 and var read)
            count += read;
        return count == bytes.Length ? bytes : bytes[..count];
    }

    public void Dispose() => handle.Dispose();

    private static PlainFile? Of(SafeFileHandle file)
    {
        if (StatusOf(file) is { IsRegularFile: true } status)
            return new PlainFile(file, status);
        file.Dispose();
        return null;
    }

    /// <returns>Null when nothing of that kind is there, or the folder it would lie in is none.</returns>
    private static unsafe SafeFileHandle? OpenAt(SafeFileHandle? folder, string name, int flags, string path)
    {
        fixed (byte* bytes = Encoding.UTF8.GetBytes(name + '\0'))
        {
            var at = folder is null ? Libc.AtCurrentFolder : (int)folder.DangerousGetHandle();
            var opened = Libc.OpenAt(at, bytes, flags, 0);
            if (opened >= 0)
                return new SafeFileHandle(opened, ownsHandle: true);
        }

        return Marshal.GetLastPInvokeError() switch
        {
            // A link answers as a circle of links does, or as no folder; a socket as no device.
            Libc.NoSuchFile or Libc.NotAFolder or Libc.LinksInACircle or Libc.NameTooLong or Libc.NoSuchDevice => null,
            Libc.PermissionDenied =>
                throw new UnauthorizedAccessException($"{path}: {Libc.Describe(Libc.PermissionDenied)}"),
            var error => throw new IOException($"{path}: {Libc.Describe(error)}"),
        };
    }

    private static unsafe FileStatus StatusOf(SafeFileHandle file)
    {
        FileStatus status;
        var nothing = (byte)0;
        return Libc.StatX((int)file.DangerousGetHandle(), &nothing, Libc.StatEmptyPath, FileStatus.Wanted, &status) == 0
            ? status
            : throw new IOException($"a file cannot be looked at: {Libc.Describe(Marshal.GetLastPInvokeError())}");
    }
}
