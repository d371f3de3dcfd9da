using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using OfoWatcher.Platform;

namespace OfoWatcher.Intake;

/// <summary>
/// The folders of a project and a hash over their times: as long as it stays the same, no file was added, removed or
/// renamed. A file that grows in place does not show here, so this is of use for settled projects only; one whose
/// content is to be noticed at once is added like a folder.
/// </summary>
internal sealed class FolderStamps
{
    // A project with more folders than this is simply walked each time.
    private const int Most = 1000;

    private readonly List<string> paths = [];
    private ulong stamp;
    private bool complete = true;

    /// <summary>
    /// The folders relative to the project, its own ("") first; null when there are too many to keep.
    /// </summary>
    public IReadOnlyList<string>? Paths => complete ? paths : null;

    public ulong Stamp => stamp;

    public void Add(ReadOnlySpan<byte> path, in FileStatus status)
    {
        complete &= RawPath.TryDecode(path, out var text) && paths.Count < Most;
        if (!complete)
            return;
        paths.Add(text);
        stamp = Mix(stamp, status);
    }

    /// <summary>Reads the times of folders found earlier.</summary>
    /// <returns>The hash, or null when one of them is gone or cannot be read.</returns>
    public static unsafe ulong? Read(RawPath project, IReadOnlyList<string> folders)
    {
        var stamp = 0UL;
        foreach (var folder in folders)
        {
            var path = folder.Length == 0 ? project : project.Append(Encoding.UTF8.GetBytes(folder));
            FileStatus status;
            fixed (byte* name = path.Terminated)
            {
                if (Libc.StatX(Libc.AtCurrentFolder, name, Libc.StatNoFollow, FileStatus.Wanted, &status) < 0)
                    return null;
            }

            stamp = Mix(stamp, status);
        }

        return stamp;
    }

    private static ulong Mix(ulong stamp, in FileStatus status)
    {
        Span<byte> bytes = stackalloc byte[40];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, stamp);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], status.Inode);
        status.Modified.Write(bytes[16..]);
        status.Changed.Write(bytes[28..]);
        return XxHash3.HashToUInt64(bytes);
    }
}
