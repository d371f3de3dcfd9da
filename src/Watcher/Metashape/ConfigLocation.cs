using System.Buffers.Binary;
using System.IO.Hashing;
using OfoWatcher.Platform;

namespace OfoWatcher.Metashape;

/// <summary>Where a project's configuration of automate-metashape is looked for.</summary>
internal static class ConfigLocation
{
    private const string Ending = ".yml";

    /// <summary>More than any project has files in one folder.</summary>
    private const int MostEntries = 200_000;

    private static readonly string[] Stems = ["metashape", "config"];
    private static readonly string[] OwnNames = [.. Stems.Select(stem => stem + Ending)];

    // Windows hides an extension that it knows, and so makes "config.yml.txt" of what is called "config.yml".
    private static readonly string[] Endings = [Ending, ".yaml", ".YML", ".YAML", ".yml.txt", ".yaml.txt"];

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

    /// <summary>
    /// A file that looks like the project's own configuration and has a name under which none is read, such as
    /// <c>config.yaml</c> or <c>Metashape.yml</c>; null when there is none, or the project has its own.
    /// </summary>
    /// <param name="photos">The project's folder, which lies right in an input root.</param>
    /// <param name="found">The configuration that is read instead; null when there is none.</param>
    /// <exception cref="IOException">The share failed.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder may not be read.</exception>
    public static MisnamedConfig? FindMisnamed(string photos, string? found)
    {
        if (found is not null && Path.GetDirectoryName(found) == photos)
            return null;
        var own = Directory.EnumerateFileSystemEntries(photos).Take(MostEntries).Select(path => Path.GetFileName(path))
            .Where(name => !OwnNames.Contains(name))
            .Select(name => (Name: name, Stem: Stems.FirstOrDefault(stem => Endings.Any(
                ending => string.Equals(name, stem + ending, StringComparison.OrdinalIgnoreCase)))))
            .Where(entry => entry.Stem is not null)
            .OrderBy(entry => entry.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        if (own.Stem is not null)
            return new MisnamedConfig(own.Name, own.Stem + Ending, true);
        var beside = PlacesBeside(photos)[0];
        if (found == beside)
            return null;
        return Endings.Where(ending => ending != Ending).Select(ending => Path.ChangeExtension(beside, null) + ending)
            .Where(place => FileStatus.Find(place, follow: false) is not null)
            .Select(place => new MisnamedConfig(NameOf(photos, place), NameOf(photos, beside), false))
            .FirstOrDefault();
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
        [.. OwnNames.Select(name => Path.Combine(photos, name)), .. PlacesBeside(photos)];

    private static string[] PlacesBeside(string photos)
    {
        var root = Path.GetDirectoryName(photos)!;
        return [Path.Combine(root, "configs", Path.GetFileName(photos) + Ending), Path.Combine(root, "config.yml")];
    }
}
