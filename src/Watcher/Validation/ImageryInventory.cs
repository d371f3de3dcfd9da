using System.Runtime.ExceptionServices;
using OfoWatcher.Intake;
using OfoWatcher.Metashape;
using OfoWatcher.Platform;
using OfoWatcher.Survey.Photos;

namespace OfoWatcher.Validation;

/// <summary>
/// What a look at every file of a project found.
/// </summary>
internal sealed record ImageryInventory
{
    // Photos lie on a network share: reading several at once hides its latency.
    private const int Readers = 8;

    /// <summary>What Metashape would load, in the order of the paths' characters.</summary>
    public IReadOnlyList<ExaminedPhoto> Photos { get; init; } = [];

    /// <summary>Size of all photos in bytes.</summary>
    public long PhotoBytes => Photos.Sum(photo => photo.Size);

    /// <summary>Files that look like photos, which Metashape would pass over.</summary>
    public CappedList<string> Ignored { get; init; } = IgnoredFiles();

    /// <summary>There are more photos than one project can hold, so that not all were looked at.</summary>
    public bool IsTooLarge { get; init; }

    /// <summary>Links and special files that were passed over, each with what it is.</summary>
    public CappedList<(string File, string Why)> Skipped { get; init; } = new(entry => entry.File);

    /// <summary>Goes through all files of a project.</summary>
    /// <param name="photosChecked">
    /// Told the number of photos checked so far; 0 again and again while files are listed, as a sign of life.
    /// </param>
    /// <exception cref="FolderUnreadableException">A folder could not be read.</exception>
    public static ImageryInventory Take(
        string folder, IProgress<int>? photosChecked, CancellationToken cancellationToken)
    {
        var collector = new Collector();
        var root = Path.GetDirectoryName(Path.GetFullPath(folder)) ?? "/";
        var walk = new FolderWalk<Collector>(
            RawPath.Of(folder), root, IntakeOptions.DefaultCompleteMarker, collector,
            () => photosChecked?.Report(0), // A sign of life.
            cancellationToken);
        walk.Walk();
        collector.Files.Sort((one, other) => string.CompareOrdinal(one.File, other.File));
        return new ImageryInventory
        {
            Photos = ExamineAll(folder, collector.Files, photosChecked, cancellationToken),
            Ignored = collector.Ignored,
            Skipped = collector.Skipped,
        };
    }

    // Only few extensions look like those of photos.
    private static CappedList<string> IgnoredFiles() => new(file => file, file => Path.GetExtension(file));

    private static ExaminedPhoto[] ExamineAll(
        string folder, List<(string File, long Size)> files, IProgress<int>? photosChecked,
        CancellationToken cancellationToken)
    {
        var examined = new ExaminedPhoto[files.Count];
        var next = -1;
        var done = 0;
        // Threads of their own: a share that hangs must not take those of the whole program with it.
        var readers = Enumerable.Range(0, Math.Min(Readers, files.Count)).Select(_ => Task.Factory.StartNew(
            Read, cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        try
        {
            Task.WaitAll(readers, CancellationToken.None);
        }
        catch (AggregateException many)
        {
            ExceptionDispatchInfo.Throw(many.InnerExceptions[0]);
        }

        return examined;

        void Read()
        {
            int index;
            while ((index = Interlocked.Increment(ref next)) < files.Count)
            {
                cancellationToken.ThrowIfCancellationRequested();
                examined[index] = PhotoExaminer.Examine(folder, files[index].File, files[index].Size);
                photosChecked?.Report(Interlocked.Increment(ref done));
            }
        }
    }

    private readonly struct Collector() : IFolderVisitor
    {
        public List<(string File, long Size)> Files { get; } = [];

        public CappedList<string> Ignored { get; } = IgnoredFiles();

        public CappedList<(string File, string Why)> Skipped { get; } = new(entry => entry.File);

        public void Folder(ReadOnlySpan<byte> path, in FileStatus status)
        {
        }

        void IFolderVisitor.Skipped(ReadOnlySpan<byte> path, string why) => Skipped.Add((RawPath.Show(path), why));

        public void File(FileKind kind, Span<byte> pathAndRoom, int nameLength, in FileStatus status)
        {
            if (kind != FileKind.Content)
                return;
            var bytes = pathAndRoom[..^Revision.Room];
            if (!RawPath.TryDecode(bytes, out var path))
                Skipped.Add((RawPath.Show(bytes), "has a name that is not valid text"));
            else if (PhotoSelection.PicksUp(path))
                Files.Add((path, (long)status.Size));
            else if (FileNames.LooksLikePhoto(bytes))
                Ignored.Add(path);
        }
    }
}
