using OfoWatcher.Platform;

namespace OfoWatcher.Intake;

/// <summary>Observes one project's folder; <see cref="UploadWalk.Observe"/> in the program.</summary>
internal delegate (UploadObservation Seen, FolderStamps Folders) ObserveUpload(
    RawPath folder, string root, string completeMarker, Action? onEntry, CancellationToken cancellationToken);

/// <summary>
/// A number that changes when files do that lie outside of a project's folder and count for it, 0 when there are none;
/// in the program <c>ConfigLocation.StampBeside</c>. Called on the scan's own threads, since the share may hang.
/// </summary>
internal delegate ulong StampBeside(string folder);

/// <summary>What a scan saw of one folder under an input root.</summary>
/// <param name="Project">The folder's name, shown.</param>
/// <param name="Folder">Its path.</param>
/// <param name="Walked">What a walk saw; null when the folder was not walked, or could not be.</param>
/// <param name="Fault">
/// Why it could not be read; null when it could, or when a glance at its folders was enough.
/// </param>
internal sealed record FolderSighting(
    string Project, RawPath Folder, (UploadObservation Seen, FolderStamps Folders)? Walked, string? Fault)
{
    /// <summary>See <see cref="StampBeside"/>.</summary>
    public ulong Beside { get; init; }

    /// <summary>
    /// Before the first file was looked at. Other folders may keep a scan busy for long before and after.
    /// </summary>
    public Moment Began { get; init; }

    /// <summary>After the last file was looked at.</summary>
    public Moment Ended { get; init; }
}

/// <summary>
/// One scan of one input root, on threads of its own: a mount that hangs takes these threads with it and nothing else.
/// </summary>
internal sealed class RootScan
{
    private readonly string root;
    private readonly string output;
    private readonly IntakeOptions options;
    private readonly IReadOnlyDictionary<string, UploadEntry> known;
    private readonly TimeProvider time;
    private readonly ObserveUpload observe;
    private readonly StampBeside stampBeside;
    private readonly CancellationToken cancellationToken;
    private readonly TaskCompletionSource<RootSighting> completion =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private long steps;

    private RootScan(
        string root,
        string output,
        IntakeOptions options,
        IReadOnlyDictionary<string, UploadEntry> known,
        TimeProvider time,
        ObserveUpload observe,
        StampBeside stampBeside,
        CancellationToken cancellationToken)
    {
        this.root = root;
        this.output = output;
        this.options = options;
        this.known = known;
        this.time = time;
        this.observe = observe;
        this.stampBeside = stampBeside;
        this.cancellationToken = cancellationToken;
    }

    /// <summary>Ends when the scan has ended; a hung mount lets it never end.</summary>
    public Task<RootSighting> Completion => completion.Task;

    /// <summary>Grows as long as the file system answers.</summary>
    public long Steps => Interlocked.Read(ref steps);

    /// <param name="root">The input root.</param>
    /// <param name="output">The output root: a folder that contains it is no project, wherever it is mounted.</param>
    /// <param name="known">
    /// The entries of earlier scans, by the folder's path, whose files need not be looked at when no folder changed.
    /// Nobody may change them while the scan runs.
    /// </param>
    public static RootScan Start(
        string root,
        string output,
        IntakeOptions options,
        IReadOnlyDictionary<string, UploadEntry> known,
        TimeProvider time,
        ObserveUpload observe,
        StampBeside stampBeside,
        CancellationToken cancellationToken)
    {
        var scan = new RootScan(root, output, options, known, time, observe, stampBeside, cancellationToken);
        scan.OnThread(scan.Run);
        return scan;
    }

    private void OnThread(Action action) =>
        new Thread(() =>
        {
            try
            {
                action();
            }
            catch (OperationCanceledException)
            {
                completion.TrySetCanceled(cancellationToken);
            }
            catch (Exception e)
            {
                completion.TrySetException(e);
            }
        })
        {
            IsBackground = true,
            Name = $"scan {root}",
        }.Start();

    private void Run()
    {
        RootListing listing;
        VolumeSpace? space;
        try
        {
            listing = RootListing.Read(root, Step);
            space = FreeSpace.SpaceAt(root);
            Step();
        }
        catch (FolderUnreadableException e)
        {
            completion.TrySetResult(new RootSighting(root, RootListing.Empty, [], e.Message));
            return;
        }

        var folders = listing.Folders.Where(folder => !options.IgnoredFolders.Contains(folder.Shown)
            && !Folders.Contains(folder.Path.ToString(), output)).ToList();
        var sightings = new FolderSighting[folders.Count];
        var next = -1;
        var left = folders.Count;
        var sighting = new RootSighting(root, listing, sightings, null) { Space = space };
        if (left == 0)
            completion.TrySetResult(sighting);

        // The work is waiting for the kernel: as many threads as there are processors, though few for a network's sake.
        for (var thread = Math.Min(Math.Clamp(Environment.ProcessorCount, 2, 8), left); thread > 0; thread--)
        {
            OnThread(() =>
            {
                int index;
                while ((index = Interlocked.Increment(ref next)) < folders.Count)
                {
                    sightings[index] = Look(folders[index].Shown, folders[index].Path);
                    if (Interlocked.Decrement(ref left) == 0)
                        completion.TrySetResult(sighting);
                }
            });
        }
    }

    private FolderSighting Look(string project, RawPath folder)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var beside = stampBeside(folder.ToString());
        Step();
        return LookInto(project, folder) with { Beside = beside };
    }

    private FolderSighting LookInto(string project, RawPath folder)
    {
        var began = Moment.Now(time);
        try
        {
            if (known.TryGetValue(folder.ToString(), out var entry) && IsUntouched(entry, folder, began.Utc))
                return new FolderSighting(project, folder, null, null) { Began = began, Ended = Moment.Now(time) };
            var walked = observe(folder, root, options.UploadCompleteMarker, Step, cancellationToken);
            return new FolderSighting(project, folder, walked, null) { Began = began, Ended = Moment.Now(time) };
        }
        catch (FolderUnreadableException e)
        {
            return new FolderSighting(project, folder, null, e.Message);
        }
    }

    /// <summary>
    /// Whether a settled project can be taken to be as it was. Its folders were quiet for the whole quiet period, which
    /// is far above the granularity of any file system's time stamps, so that a later change
    /// cannot hide in the same tick.
    /// </summary>
    private bool IsUntouched(UploadEntry entry, RawPath folder, DateTimeOffset now)
    {
        if (entry.SettledAt is null || entry.QuietFor < options.QuietPeriod || entry.Folders is null)
            return false;
        if (now - entry.WalkedAt >= options.FullScanInterval || now < entry.WalkedAt)
            return false;
        Step();
        return FolderStamps.Read(folder, entry.Folders) == entry.FoldersStamp;
    }

    private void Step() => Interlocked.Increment(ref steps);
}

/// <summary>What a scan saw of an input root.</summary>
/// <param name="Fault">Why the root itself could not be read; null when it could.</param>
internal sealed record RootSighting(
    string Root, RootListing Listing, IReadOnlyList<FolderSighting> Folders, string? Fault)
{
    /// <summary>The room of its volume; null when that does not tell.</summary>
    public VolumeSpace? Space { get; init; }
}
