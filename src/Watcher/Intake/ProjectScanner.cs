using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OfoWatcher.Platform;
using OfoWatcher.Telemetry;

namespace OfoWatcher.Intake;

/// <summary>
/// Scans all input roots and turns what is seen into the catalog of projects. Absence proves nothing: a root that is
/// missing, hung, or empty where projects were before is a fault to report, and its projects stay known.
/// </summary>
internal sealed class ProjectScanner(
    IOptionsMonitor<IntakeOptions> settings,
    UploadLedger ledger,
    ProjectCatalog catalog,
    OutputFolder output,
    ObserveUpload observe,
    StampBeside stampBeside,
    TimeProvider time,
    ILogger<ProjectScanner> logger)
{
    // Roots are scanned side by side, and those of one server hang together.
    private readonly ConcurrentDictionary<string, RootScan> hung = [];
    private readonly UploadStory story = new(logger);

    /// <summary>Whether the last scan could list every input root.</summary>
    public bool SawEveryRoot { get; private set; }

    /// <summary>Why the last scan could not rely on an input root, in words, by the root.</summary>
    public IReadOnlyDictionary<string, string> RootFaults { get; private set; } = new Dictionary<string, string>();

    /// <summary>Scans once; never two scans at a time.</summary>
    /// <param name="watched">Projects whose files are looked at each time even when no folder changed.</param>
    /// <returns>The roots that could be listed, with what they hold.</returns>
    public async Task<IReadOnlyList<RootSighting>> ScanAsync(
        IReadOnlySet<string> watched, CancellationToken cancellationToken)
    {
        var options = settings.CurrentValue;
        var roots = options.InputRoots.Select(Folders.Normalize).ToList();
        var sightings = await Task.WhenAll(
            roots.Select(root => ScanRootAsync(root, options, watched, cancellationToken)));
        var uploads = new List<ProjectUpload>();
        var faults = new Dictionary<string, string>();
        foreach (var sighting in sightings)
            uploads.AddRange(Digest(sighting, options, faults));
        RootFaults = faults;
        Forget(roots);
        catalog.Replace(Merge(uploads));
        SawEveryRoot = sightings.All(s => s.Fault is null);
        return [.. sightings.Where(s => s.Fault is null)];
    }

    private async Task<RootSighting> ScanRootAsync(
        string root, IntakeOptions options, IReadOnlySet<string> watched, CancellationToken cancellationToken)
    {
        if (hung.TryGetValue(root, out var earlier) && !earlier.Completion.IsCompleted)
            return Hung(root, options);
        hung.TryRemove(root, out _);

        var known = ledger.Entries.Where(e => e.Value.Root == root && !watched.Contains(Path.GetFileName(e.Key)))
            .ToDictionary(e => e.Key, e => e.Value);
        var scan = RootScan.Start(root, output.Root, options, known, time, observe, stampBeside, cancellationToken);
        if (await StallWatch.AnswersAsync(
            scan.Completion, () => scan.Steps, options.StallTimeout, time, cancellationToken))
        {
            return await scan.Completion;
        }

        hung[root] = scan;
        return Hung(root, options);
    }

    private static RootSighting Hung(string root, IntakeOptions options) =>
        new(root, RootListing.Empty, [], $"it gave no answer for {Words.Time(options.StallTimeout)}");

    private IEnumerable<ProjectUpload> Digest(
        RootSighting sighting, IntakeOptions options, Dictionary<string, string> faults)
    {
        var root = sighting.Root;
        var folders = sighting.Folders;
        var known = ledger.Entries.Where(e => e.Value.Root == root).Select(e => e.Key).ToList();
        var fault = sighting.Fault
            ?? (folders.Count == 0 && known.Count > 0
                ? $"it is empty, where {Words.Count(known.Count, "project")} lay before; is the volume mounted?"
                : null);
        story.Root(root, fault, sighting.Listing);
        VolumeMetrics.Saw("share", root, sighting.Space);
        if (fault is not null)
        {
            var words = $"the input folder {root} cannot be relied on: {fault}";
            faults[root] = words;
            return known.Select(folder => Known(folder, UploadFaultKind.RootUnavailable, words));
        }

        var uploads = folders.Select(f => Digest(root, f, options)).OfType<ProjectUpload>().ToList();
        return uploads.Concat(Absent(known.Except(folders.Select(f => f.Folder.ToString()))));
    }

    private ProjectUpload? Digest(string root, FolderSighting sighting, IntakeOptions options)
    {
        var folder = sighting.Folder.ToString();
        var earlier = ledger.Entries.GetValueOrDefault(folder);
        if (earlier is { IsMissing: true })
            ledger.Replace(folder, earlier = earlier with { IsMissing = false });
        var upload = new ProjectUpload
        {
            Project = sighting.Project,
            Folder = folder,
            Entry = earlier,
            Beside = sighting.Beside,
        };
        if (sighting.Fault is { } fault)
        {
            story.Unreadable(folder, sighting.Project, fault);
            return upload with { Fault = new UploadFault(UploadFaultKind.Unreadable, fault) };
        }

        story.Readable(folder, sighting.Project);
        if (sighting.Walked is not { } walked)
        {
            ledger.Put(folder, earlier!, sighting.Began);
            return upload;
        }

        ScanMetrics.FolderWalked(walked.Seen.Files);
        if (walked.Seen.IsEmpty)
        {
            return earlier is null
                ? null
                : upload with { Fault = new UploadFault(UploadFaultKind.Emptied, "the folder is empty now") };
        }

        // What is new may have changed until the walk's end; what is as it was, was so when the walk began.
        var moment = earlier?.Seen == walked.Seen ? sighting.Began : sighting.Ended;
        var entry = earlier is null
            ? UploadEntry.First(root, walked.Seen, walked.Folders, moment.Utc)
            : earlier.Observe(
                walked.Seen, walked.Folders, ledger.SinceLastObserved(folder, earlier, sighting.Began), moment.Utc);
        if (entry.SettledAt is null && SettlePolicy.Assess(entry, options).IsSettled)
            entry = entry with { SettledAt = time.GetUtcNow() };
        ledger.Put(folder, entry, moment);
        story.Observed(sighting.Project, earlier, entry);
        return upload with { Entry = entry };
    }

    /// <summary>A folder that two scans of a healthy root did not find is gone; its results stay as they are.</summary>
    /// <returns>Those that one scan did not find.</returns>
    private List<ProjectUpload> Absent(IEnumerable<string> folders)
    {
        var missed = new List<ProjectUpload>();
        foreach (var folder in folders)
        {
            var entry = ledger.Entries[folder];
            if (!entry.IsMissing)
            {
                ledger.Replace(folder, entry with { IsMissing = true });
                missed.Add(Known(folder, UploadFaultKind.Missing, "the folder was not there at the latest scan"));
                continue;
            }

            ledger.Remove(folder);
            story.Gone(folder, Path.GetFileName(folder));
        }

        return missed;
    }

    private ProjectUpload Known(string folder, UploadFaultKind fault, string words) => new()
    {
        Project = Path.GetFileName(folder),
        Folder = folder,
        Entry = ledger.Entries[folder],
        Fault = new UploadFault(fault, words),
    };

    /// <summary>Lets go of what belonged to roots that are no longer in the settings.</summary>
    private void Forget(List<string> roots)
    {
        foreach (var (folder, _) in ledger.Entries.Where(e => !roots.Contains(e.Value.Root)).ToList())
            ledger.Remove(folder);
    }

    private static Dictionary<string, ProjectUpload> Merge(List<ProjectUpload> uploads)
    {
        var merged = new Dictionary<string, ProjectUpload>(uploads.Count);
        var twice = uploads.Where(upload => !merged.TryAdd(upload.Project, upload)).Select(upload => upload.Project);
        foreach (var project in twice.ToHashSet())
        {
            var folders = uploads.Where(upload => upload.Project == project).Select(upload => upload.Folder)
                .Order(StringComparer.Ordinal).ToList();
            var words = $"several folders have this name: {string.Join(" and ", folders)}; rename all but one";
            merged[project] = merged[project] with
            {
                Fault = new UploadFault(UploadFaultKind.Ambiguous, words) { Folders = folders },
            };
        }

        return merged;
    }
}
