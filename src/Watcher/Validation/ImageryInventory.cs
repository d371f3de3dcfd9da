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

    // A bad sector spoils a photo or two; where more than one of so many fails, it is the share that does.
    private const int FailingShare = 20;

    /// <summary>
    /// Photos that are looked at: five times as many as the largest mission known has. What more there are says that the
    /// folder is something else than a mission.
    /// </summary>
    public const int MostPhotos = 100_000;

    /// <summary>What Metashape would load, in the order of the paths' characters.</summary>
    public IReadOnlyList<ExaminedPhoto> Photos { get; init; } = [];

    /// <summary>Size of all photos in bytes.</summary>
    public long PhotoBytes => Photos.Sum(photo => photo.Size);

    /// <summary>Files that look like photos, which Metashape would pass over.</summary>
    public CappedList<string> Ignored { get; init; } = IgnoredFiles();

    /// <summary>Links and special files that were passed over, each with what it is.</summary>
    public CappedList<(string File, string Why)> Skipped { get; init; } = new(entry => entry.File);

    /// <summary>Whether there are more photos than <see cref="MostPhotos"/>, which were not looked at.</summary>
    public bool IsTooLarge { get; init; }

    /// <summary>How many photos were opened, the others being known from an earlier look.</summary>
    public int Examined { get; init; }

    /// <summary>
    /// Why what was found could not be kept for the next look, which will take longer then; else null. Nobody needs to be
    /// told: an output volume that cannot be written is told as such.
    /// </summary>
    public string? CacheFault { get; init; }

    /// <summary>Goes through all files of a project.</summary>
    /// <param name="completeMarker">The name of the upload-complete marker.</param>
    /// <param name="cacheFile">Where what is found is kept for the next look; null keeps nothing.</param>
    /// <param name="photosChecked">
    /// Told the number of photos checked so far; 0 again and again while files are listed, as a sign of life.
    /// </param>
    /// <param name="mostPhotos">So many are looked at.</param>
    /// <exception cref="FolderUnreadableException">A folder could not be read.</exception>
    /// <exception cref="IOException">The share failed while photos were read.</exception>
    public static ImageryInventory Take(
        string folder,
        string completeMarker,
        string? cacheFile,
        IProgress<int>? photosChecked,
        CancellationToken cancellationToken,
        int mostPhotos = MostPhotos)
    {
        var collector = new Collector(mostPhotos);
        var root = Path.GetDirectoryName(Path.GetFullPath(folder)) ?? "/";
        var walk = new FolderWalk<Collector>(
            RawPath.Of(folder), root, completeMarker, collector,
            () => photosChecked?.Report(0), // A sign of life.
            cancellationToken);
        walk.Walk();
        collector = walk.Visitor;
        collector.Files.Sort((one, other) => string.CompareOrdinal(one.File, other.File));
        var known = cacheFile is null ? PhotoCache.Empty : PhotoCache.Load(cacheFile);
        var look = new Look(folder, collector.Files, known, photosChecked);
        look.AtAll(cancellationToken);
        return new ImageryInventory
        {
            Photos = look.Photos,
            Ignored = collector.Ignored,
            Skipped = collector.Skipped,
            IsTooLarge = collector.AreTooMany,
            Examined = look.Examined,
            CacheFault = cacheFile is null ? null : look.Keep(cacheFile),
        };
    }

    // Only few extensions look like those of photos.
    private static CappedList<string> IgnoredFiles() => new(file => file, file => Path.GetExtension(file));

    /// <summary>The look at each photo that is not known already, several at once.</summary>
    private sealed class Look(
        string folder,
        List<(string File, FileStamp Stamp)> files,
        PhotoCache known,
        IProgress<int>? photosChecked)
    {
        private readonly ExaminedPhoto[] photos = new ExaminedPhoto[files.Count];
        private int next = -1;
        private int done;
        private int examined;
        private int failures;

        public IReadOnlyList<ExaminedPhoto> Photos => photos;

        public int Examined => examined;

        public void AtAll(CancellationToken cancellationToken)
        {
            // Threads of their own: a share that hangs must not take those of the whole program with it.
            var readers = Enumerable.Range(0, Math.Min(Readers, files.Count)).Select(_ => Task.Factory.StartNew(
                () => Read(cancellationToken),
                cancellationToken,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)).ToArray();
            try
            {
                Task.WaitAll(readers, CancellationToken.None);
            }
            catch (AggregateException many)
            {
                ExceptionDispatchInfo.Throw(many.InnerExceptions[0]);
            }
        }

        /// <summary>Writes the cache, unless it already says the same.</summary>
        public string? Keep(string cacheFile)
        {
            var whole = photos.Count(photo => photo.Fault is null);
            return examined == photos.Length - whole && known.Count == whole
                ? null
                : PhotoCache.Save(cacheFile, files.Select((file, index) => (file.Stamp, photos[index])));
        }

        private void Read(CancellationToken cancellationToken)
        {
            int index;
            while ((index = Interlocked.Increment(ref next)) < files.Count)
            {
                cancellationToken.ThrowIfCancellationRequested();
                photos[index] = Examine(files[index].File, files[index].Stamp);
                photosChecked?.Report(Interlocked.Increment(ref done));
            }
        }

        private bool MayFail() => Interlocked.Increment(ref failures) <= files.Count / FailingShare;

        private ExaminedPhoto Examine(string file, in FileStamp stamp)
        {
            if (known.Find(file, stamp) is { } photo)
                return photo;
            Interlocked.Increment(ref examined);
            try
            {
                var seen = PhotoExaminer.Examine(folder, file, stamp.Size);
                return seen.Fault is { IsGone: true } && !MayFail()
                    ? throw new FileNotFoundException($"{file} went away, as others did", file)
                    : seen;
            }
            catch (IOException e) when (e is not FileNotFoundException && MayFail())
            {
                return new ExaminedPhoto(
                    file, stamp.Size, 0, null, new PhotoFault(PhotoFaultKind.Unreadable, $"cannot be read ({e.Message})"));
            }
        }
    }

    private struct Collector(int mostPhotos) : IFolderVisitor
    {
        public List<(string File, FileStamp Stamp)> Files { get; } = [];

        public bool AreTooMany { get; private set; }

        public CappedList<string> Ignored { get; } = IgnoredFiles();

        public CappedList<(string File, string Why)> Skipped { get; } = new(entry => entry.File);

        public readonly void Folder(ReadOnlySpan<byte> path, in FileStatus status)
        {
        }

        readonly void IFolderVisitor.Skipped(ReadOnlySpan<byte> path, string why) => Skipped.Add((RawPath.Show(path), why));

        public void File(FileKind kind, Span<byte> pathAndRoom, int nameLength, in FileStatus status)
        {
            if (kind != FileKind.Content)
                return;
            var bytes = pathAndRoom[..^Revision.Room];
            if (!RawPath.TryDecode(bytes, out var path))
                Skipped.Add((RawPath.Show(bytes), "has a name that is not valid text"));
            else if (!PhotoSelection.PicksUp(path))
                KeepIgnored(bytes, path);
            else if (Files.Count < mostPhotos)
                Files.Add((path, FileStamp.Of(status)));
            else
                AreTooMany = true;
        }

        private readonly void KeepIgnored(ReadOnlySpan<byte> bytes, string path)
        {
            if (FileNames.LooksLikePhoto(bytes))
                Ignored.Add(path);
        }
    }
}
