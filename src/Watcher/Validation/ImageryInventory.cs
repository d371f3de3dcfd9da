using System.Runtime.ExceptionServices;
using OfoWatcher.Intake;
using OfoWatcher.Metashape;
using OfoWatcher.Platform;

namespace OfoWatcher.Validation;

/// <summary>
/// What a look at every photo of a project found; in memory only numbers and the first faults of each kind.
/// </summary>
internal sealed class ImageryInventory
{
    // Photos lie on a network share: reading several at once hides its latency.
    private const int Readers = 8;

    /// <summary>How many files Metashape would load.</summary>
    public int Photos { get; private set; }

    /// <summary>Their size in bytes.</summary>
    public long PhotoBytes { get; private set; }

    /// <summary>Files that look like photos, which Metashape would pass over.</summary>
    public CappedList<string> Ignored { get; } = new(file => file);

    /// <summary>Photos that did not arrive whole.</summary>
    public CappedList<PhotoFault> Faults { get; } = new(fault => fault.File);

    /// <summary>Links and special files that were passed over, each with what it is.</summary>
    public CappedList<(string File, string Why)> Skipped { get; } = new(entry => entry.File);

    /// <summary>Goes through all files of a project.</summary>
    /// <param name="photosChecked">
    /// Told the number of photos checked so far; 0 again and again while files are listed, as a sign of life.
    /// </param>
    /// <exception cref="FolderUnreadableException">A folder could not be read.</exception>
    public static ImageryInventory Take(
        string folder, IProgress<int>? photosChecked, CancellationToken cancellationToken)
    {
        var inventory = new ImageryInventory();
        var root = Path.GetDirectoryName(Path.GetFullPath(folder)) ?? "/";
        var walk = new FolderWalk<Collector>(
            RawPath.Of(folder), root, IntakeOptions.DefaultCompleteMarker, new Collector(inventory),
            () => photosChecked?.Report(0), // A sign of life.
            cancellationToken);
        walk.Walk();
        inventory.CheckAll(folder, walk.Visitor.Photos, photosChecked, cancellationToken);
        return inventory;
    }

    private void CheckAll(
        string folder, List<string> photos, IProgress<int>? photosChecked, CancellationToken cancellationToken)
    {
        var next = -1;
        var done = 0;
        // Threads of their own: a share that hangs must not take those of the whole program with it.
        var readers = Enumerable.Range(0, Math.Min(Readers, photos.Count)).Select(_ => Task.Factory.StartNew(
            Read, cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        try
        {
            Task.WaitAll(readers, CancellationToken.None);
        }
        catch (AggregateException many)
        {
            ExceptionDispatchInfo.Throw(many.InnerExceptions[0]);
        }

        void Read()
        {
            int index;
            while ((index = Interlocked.Increment(ref next)) < photos.Count)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (PhotoCheck.Check(folder, photos[index]) is { } fault)
                {
                    lock (Faults)
                        Faults.Add(fault);
                }

                photosChecked?.Report(Interlocked.Increment(ref done));
            }
        }
    }

    private readonly struct Collector(ImageryInventory inventory) : IFolderVisitor
    {
        public readonly List<string> Photos = [];

        public void Folder(ReadOnlySpan<byte> path, in FileStatus status)
        {
        }

        public void Skipped(ReadOnlySpan<byte> path, string why) => inventory.Skipped.Add((RawPath.Show(path), why));

        public void File(FileKind kind, Span<byte> pathAndRoom, int nameLength, in FileStatus status)
        {
            if (kind != FileKind.Content)
                return;
            var bytes = pathAndRoom[..^Revision.Room];
            if (!RawPath.TryDecode(bytes, out var path))
                inventory.Skipped.Add((RawPath.Show(bytes), "has a name that is not valid text"));
            else if (PhotoSelection.PicksUp(path))
                Take(path, (long)status.Size);
            else if (FileNames.LooksLikePhoto(bytes))
                inventory.Ignored.Add(path);
        }

        private void Take(string path, long size)
        {
            Photos.Add(path);
            inventory.Photos++;
            inventory.PhotoBytes += size;
        }
    }
}
