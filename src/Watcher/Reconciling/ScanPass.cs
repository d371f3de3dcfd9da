using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OfoWatcher.Intake;
using OfoWatcher.Platform;
using OfoWatcher.Reconciling.Leadership;
using OfoWatcher.Telemetry;

namespace OfoWatcher.Reconciling;

/// <summary>One pass: scan the share, keep what was seen, and ask for every project to be looked at.</summary>
internal sealed partial class ScanPass(
    ProjectScanner scanner,
    ProjectCatalog catalog,
    UploadLedger ledger,
    Baseline baseline,
    StatusBoard board,
    WorkQueue queue,
    FirstPass firstPass,
    OutputFolder output,
    OutputHealth health,
    ILeadership leadership,
    HealthBoard conditions,
    ScanPulse pulse,
    IOptionsMonitor<RunOptions> settings,
    TimeProvider time,
    ILogger<ScanPass> logger)
{
    private string? toldFault;
    private bool ledgerIsLoaded;

    /// <summary>Runs a pass. Never two at a time. What goes wrong is told once and the next pass tries again.</summary>
    /// <returns>Whether it came to its end.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        pulse.PassBegan();
        using var span = Spans.Start("scan");
        var begun = time.GetTimestamp();
        var isWhole = false;
        try
        {
            var kept = await ScanAsync(cancellationToken);
            isWhole = kept && scanner.SawEveryRoot;
            toldFault = null;
            return kept;
        }
        catch (LeadershipLostException)
        {
            return false; // The program ends; whoever leads now scans as well.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            span.Fail(e);
            if (e.Message != toldFault)
                TellFailed(e.Message);
            toldFault = e.Message;
            return false;
        }
        finally
        {
            pulse.PassEnded();
            ScanMetrics.Ended(isWhole, time.GetElapsedTime(begun), time.GetUtcNow());
        }
    }

    /// <returns>Whether what was seen could be kept; that it could not has been told.</returns>
    private async Task<bool> ScanAsync(CancellationToken cancellationToken)
    {
        LoadLedger();
        var watched = board.All.Where(s => s.State == ProjectState.Invalid).Select(s => s.Project).ToHashSet();
        var roots = await scanner.ScanAsync(watched, cancellationToken);
        conditions.Set(
            HealthBoard.Share, scanner.RootFaults.Count == 0 ? null : string.Join("; ", scanner.RootFaults.Values));
        leadership.ThrowIfLost();
        Measure();
        if (health.Check() is not null)
            return false;
        VolumeMetrics.Saw("output", output.Root, FreeSpace.SpaceAt(output.Root));
        VolumeMetrics.Keep(roots.Select(root => root.Root).Concat(scanner.RootFaults.Keys).Append(output.Root).ToHashSet());
        Keep(roots);
        var projects = catalog.Projects.Keys.Union(board.All.Select(status => status.Project));
        if (!firstPass.HasBegun)
        {
            projects = [.. projects.Union(ProjectsWithResults())];
            firstPass.Begin(projects);
        }

        foreach (var project in projects)
            queue.Add(project);
        return true;
    }

    // Once: to load it again after a pass that led to nothing would take back what that pass saw, and tell it anew.
    private void LoadLedger()
    {
        if (ledgerIsLoaded)
            return;
        if (ledger.Load(output.LedgerFile) is { } fault)
            TellLedgerLost(output.LedgerFile, fault);
        ledgerIsLoaded = true;
    }

    private void Measure()
    {
        var uploads = catalog.Projects.Values.Where(upload => upload.Entry is not null).ToList();
        ScanMetrics.Saw(
            uploads.Sum(upload => upload.Entry!.Seen.Files),
            uploads.Where(IsExpected).Select(upload => upload.Entry!.QuietFor).DefaultIfEmpty().Max());
    }

    // Nobody waits for what is held, what its pilot does not want now, what has ended whatever lies beside its photos, and
    // what can no longer be seen.
    private bool IsExpected(ProjectUpload upload) =>
        upload is { Fault: null, Entry.SettledAt: null } && board.Find(upload.Project)?.State == ProjectState.Uploading;

    private void Keep(IReadOnlyList<RootSighting> roots)
    {
        if (!output.IsReadOnly)
            ledger.Save(output.LedgerFile);
        baseline.Refresh();
        foreach (var root in roots)
        {
            var projects = catalog.Projects.Values.Where(upload => Path.GetDirectoryName(upload.Folder) == root.Root)
                .Select(upload => upload.Project).ToList();
            var held = baseline.Note(root.Root, root.Listing.Identity, projects);
            if (held > 0 && settings.CurrentValue.Backlog == BacklogPolicy.Hold)
                TellBacklog(root.Root, held);
        }
    }

    // A run goes on even when its photos are gone from the share. Only valid names have runs,
    // and those stay as they are.
    private IEnumerable<string> ProjectsWithResults() =>
        Directory.EnumerateDirectories(output.Root)
            .Select(folder => Path.GetFileName(folder))
            .Where(ProjectName.IsValid);

    [LoggerMessage(320, LogLevel.Warning, "The observations in {Path} cannot be used: {Fault}. Uploads settle anew")]
    private partial void TellLedgerLost(string path, string fault);

    [LoggerMessage(322, LogLevel.Error, "This scan led to nothing: {Fault}. The next one tries again")]
    private partial void TellFailed(string fault);

    [LoggerMessage(321, LogLevel.Warning,
        "{Held} project(s) lay in {Root} when the watcher first saw it, and are held: `adopt` leaves them as they are, "
        + "`retry PROJECT` runs one, the setting Runs:Backlog=Process runs all")]
    private partial void TellBacklog(string root, int held);
}
