using System.Buffers.Binary;
using System.IO.Hashing;
using OfoWatcher.Platform;

namespace OfoWatcher.Metashape;

/// <summary>Where a project's configuration of automate-metashape is looked for.</summary>
internal static class ConfigLocation
{
    /// <summary>
    /// The project's own <c>metashape.yml</c> or <c>config.yml</c>, else <c>configs/&lt;project&gt;.yml</c> beside the
    /// projects, else the share's <c>config.yml</c>; null when there is none. It may be what nobody may open: a project
    /// is never run with another configuration because its own is no good.
    /// </summary>
    /// <param name="photos">The project's folder, which lies right in an input root.</param>
    /// <exception cref="IOException">The share failed.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder on the way may not be entered.</exception>
    public static string? Find(string photos) =>
        Places(photos).FirstOrDefault(place => FileStatus.Find(place, follow: false) is not null);

    /// <summary>What people call a configuration that was found: "metashape.yml", "configs/oak.yml".</summary>
    public static string NameOf(string photos, string found)
    {
        var root = Path.GetDirectoryName(photos)!;
        if (Path.GetDirectoryName(found) == photos)
            return Path.GetFileName(found);
        return Path.GetDirectoryName(found) == root
            ? $"the share's {Path.GetFileName(found)}"
            : Path.GetRelativePath(root, found);
    }

    /// <summary>
    /// Tells apart states of the two places outside of the project's folder, by what stands there, its size and its
    /// times; 0 when nothing does. Those within it are part of the upload. A place that cannot be seen is a state of its
    /// own for as long as that lasts, in which a look at the project fails and is tried again.
    /// </summary>
    /// <param name="photos">The project's folder.</param>
    public static ulong StampBeside(string photos)
    {
        var hash = new XxHash3();
        var isAny = false;
        foreach (var place in PlacesBeside(photos))
        {
            var error = FileStatus.Ask(place, follow: false, out var status);
            isAny |= error is not (Libc.NoSuchFile or Libc.NotAFolder);
            Append(hash, error, status);
            if (status.IsLink)
                Append(hash, FileStatus.Ask(place, follow: true, out var target), target);
        }

        return isAny ? Math.Max(hash.GetCurrentHashAsUInt64(), 1) : 0;
    }

    private static void Append(XxHash3 hash, int error, FileStatus status)
    {
        Span<byte> bytes = stackalloc byte[44];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, status.Inode);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], status.Size);
        status.Modified.Write(bytes[16..]);
        status.Changed.Write(bytes[28..]);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[40..], error);
        hash.Append(bytes);
    }

    private static string[] Places(string photos) =>
        [Path.Combine(photos, "metashape.yml"), Path.Combine(photos, "config.yml"), .. PlacesBeside(photos)];

    private static string[] PlacesBeside(string photos)
    {
        var root = Path.GetDirectoryName(photos)!;
        return [Path.Combine(root, "configs", Path.GetFileName(photos) + ".yml"), Path.Combine(root, "config.yml")];
    }
}
