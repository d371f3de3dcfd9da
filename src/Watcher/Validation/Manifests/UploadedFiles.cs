using OfoWatcher.Intake;
using OfoWatcher.Platform;

namespace OfoWatcher.Validation.Manifests;

/// <summary>
/// All regular files of an upload with their sizes: the only ones that a manifest can make the watcher read.
/// </summary>
internal static class UploadedFiles
{
    // More than any survey has; what comes behind takes no part.
    private const int Most = 500_000;

    /// <exception cref="FolderUnreadableException">A folder could not be read.</exception>
    public static IReadOnlyDictionary<string, long> Find(
        string folder, string completeMarker, Action onEntry, CancellationToken cancellationToken)
    {
        var collector = new Collector();
        var root = Path.GetDirectoryName(Path.GetFullPath(folder)) ?? "/";
        var walk = new FolderWalk<Collector>(
            RawPath.Of(folder), root, completeMarker, collector, onEntry, cancellationToken);
        walk.Walk();
        return collector.Files;
    }

    private readonly struct Collector() : IFolderVisitor
    {
        public Dictionary<string, long> Files { get; } = [];

        public void Folder(ReadOnlySpan<byte> path, in FileStatus status)
        {
        }

        public void Skipped(ReadOnlySpan<byte> path, string why)
        {
        }

        public void File(FileKind kind, Span<byte> pathAndRoom, int nameLength, in FileStatus status)
        {
            if (kind == FileKind.Content && Files.Count < Most
                && RawPath.TryDecode(pathAndRoom[..^Revision.Room], out var path))
                Files[path] = (long)status.Size;
        }
    }
}
