using Microsoft.Extensions.Options;
using OfoWatcher.Intake;
using OfoWatcher.Markers;
using OfoWatcher.Notifications;
using OfoWatcher.Platform;
using OfoWatcher.Validation;
using OfoWatcher.Workflows;

namespace OfoWatcher.Reconciling;

/// <summary>
/// Does all the reading that a decision needs, clears away what a crash left of it, and decides nothing.
/// </summary>
internal sealed class ProjectGatherer(
    ProjectCatalog catalog,
    OutputFolder output,
    MarkerStore markers,
    RunRecordStore records,
    IWorkflowEngine engine,
    Inspections inspections,
    Baseline baseline,
    IOptionsMonitor<IntakeOptions> intake,
    IOptionsMonitor<RunOptions> runs,
    IOptionsMonitor<ValidationOptions> validation,
    IOptionsMonitor<AfterRunOptions> afterRun,
    IOptionsMonitor<NotificationOptions> notifications)
{
    // Told anew when the settings change, and not for each project of each pass.
    private volatile JudgedBy? judgedBy;

    /// <summary>Reads all but what the engine knows of an open run.</summary>
    /// <exception cref="IOException">The output volume cannot be read.</exception>
    public ProjectObservation Gather(string project)
    {
        output.ThrowIfGone();
        var upload = catalog.Find(project);
        var folder = ProjectName.OutputFolder(output.Root, project);
        var seen = new ProjectObservation
        {
            Project = project,
            Output = folder,
            Engine = engine.Name,
            UploadTo = engine.MakesWorkflows ? afterRun.CurrentValue.UploadTo : "",
            UploadUrl = afterRun.CurrentValue.UploadUrl,
            AfterRun = AfterRunDue.Of(afterRun.CurrentValue, engine.MakesWorkflows),
            Notifications = notifications.CurrentValue,
            KnowsProducts = engine.KnowsProducts,
            Upload = upload,
            Settle = upload?.Entry is { } entry ? SettlePolicy.Assess(entry, intake.CurrentValue) : default,
            Baseline = baseline.Find(project, runs.CurrentValue.Backlog),
            Criteria = Criteria(),
        };
        seen = ReadResults(seen);
        output.ThrowIfGone(); // Had it gone meanwhile, the project would look as if it had no results.
        if (seen.Damage is not null)
            return seen;
        if (seen.OpenRun is { } open)
            return seen with { IsConfigLost = IsConfigLost(open) };
        return seen with
        {
            Revival = engine.FindRevival(project, seen.Revision ?? seen.Marker?.Revision, seen.Records),
            // A command that takes a configuration by now was given none to look at then.
            Report = inspections.Find(project, seen.UploadStamp) is { } report
                && (report.Imagery.NeedsConfig || !engine.NeedsConfig) ? report : null,
            Checking = inspections.Progress(project, seen.UploadStamp),
            Checked = inspections.Furthest(project, seen.UploadStamp),
        };
    }

    /// <summary>Asks the engine for the open run; without one the observation stays as it is.</summary>
    /// <exception cref="IOException">The output volume or the engine cannot be read; engines throw others
    /// too.</exception>
    public async Task<ProjectObservation> GatherRunAsync(ProjectObservation seen, CancellationToken cancellationToken)
    {
        if (seen.Damage is not null || seen.OpenRun is not { } open || open.Engine != engine.Name)
            return seen;
        var run = await engine.FindAsync(open, cancellationToken);
        var isGone = run is null && open.LaunchedAt is not null;
        // Looked at once: what was told of this end already stands in its marker.
        var isTold = seen.Marker is RunMarker told && told.Run == open.Run && told.WrittenAt != open.OutdatedMarkerAt;
        var left = (isGone || run?.Phase == RunPhase.Succeeded) && !isTold
            ? RunProducts.Of(open, engine.KnowsProducts)
            : RunProducts.None;
        return seen with
        {
            Run = run,
            Products = left.Products,
            ProductFaults = left.Faults,
            ProductsProveEnd = isGone && left.Products.Count > 0 && RunProducts.LogSaysCompleted(open),
        };
    }

    // A record of an earlier version has no plan to launch it by.
    private bool IsConfigLost(RunRecord open) =>
        open.LaunchedAt is null && open.Engine == engine.Name && engine.NeedsConfig
        && (open.Plan is null || !Presence.Of(open.ConfigFile));

    private ProjectObservation ReadResults(ProjectObservation seen)
    {
        var marker = markers.Read(seen.Output);
        if (marker.Fault is { } fault)
            return seen with { Damage = fault };
        seen = seen with { Request = output.IsReadOnly ? null : marker.Request };
        foreach (var leftover in output.IsReadOnly ? [] : marker.Leftovers)
            File.Delete(leftover);
        try
        {
            return seen with { Marker = marker.Marker, Records = records.ReadAll(seen.Output) };
        }
        catch (DamagedRunRecordException e)
        {
            return seen with { Damage = e.Message };
        }
    }

    private string Criteria()
    {
        var options = validation.CurrentValue;
        var known = judgedBy;
        if (!ReferenceEquals(known?.Options, options))
            judgedBy = known = new JudgedBy(options, options.Fingerprint);
        return known!.Fingerprint;
    }

    private sealed record JudgedBy(ValidationOptions Options, string Fingerprint);
}
