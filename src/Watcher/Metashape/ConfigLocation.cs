using System.Buffers.Binary;
using System.IO.Hashing;
using OfoWatcher.Platform;

namespace OfoWatcher.Metashape;

/// <summary>Where a project's configuration of automate-metashape is looked for.</summary>
internal static class ConfigLocation
{
    /// <summary>
    /// The project's own <c>metashape.yml</c> or <c>config.yml</c>, else <c>configs/&lt;project&gt;.yml</c> beside the
    /// projects, else the share's <c>config.yml</c>; null when there is none.
    /// </summary>
    /// <param name="photos">The project's folder, which lies right in an input root.</param>
    public static string? Find(string photos)
    {
        var root = Path.GetDirectoryName(photos)!;
        return Places(photos).FirstOrDefault(place => ShareFile.IsWithin(root, place));
    }

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
    /// times; 0 when nothing does. Those within it are part of the upload.
    /// </summary>
    /// <param name="photos">The project's folder.</param>
    public static ulong StampBeside(string photos)
    {
        var hash = new XxHash3();
        var isAny = false;
        foreach (var place in PlacesBeside(photos))
        {
            var status = FileStatus.Of(place, follow: true);
            isAny |= status is not null;
            Append(hash, status ?? default);
        }

        return isAny ? Math.Max(hash.GetCurrentHashAsUInt64(), 1) : 0;
    }

    private static void Append(XxHash3 hash, FileStatus status)
    {
        Span<byte> bytes = stackalloc byte[40];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, status.Inode);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], status.Size);
        status.Modified.Write(bytes[16..]);
        status.Changed.Write(bytes[28..]);
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
