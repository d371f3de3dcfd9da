using Microsoft.Extensions.Options;
using OfoWatcher.Intake;
using OfoWatcher.Markers;
using OfoWatcher.Platform;
using OfoWatcher.Workflows;

namespace OfoWatcher.Reconciling;

/// <summary>Does all the reading that a decision needs, clears away what a crash left of it, and decides nothing.</summary>
internal sealed class ProjectGatherer(
    ProjectCatalog catalog,
    OutputFolder output,
    MarkerStore markers,
    RunRecordStore records,
    IWorkflowEngine engine,
    Inspections inspections,
    Baseline baseline,
    IOptionsMonitor<IntakeOptions> intake,
    IOptionsMonitor<RunOptions> runs)
{
    /// <exception cref="IOException">The output volume cannot be read.</exception>
    public async Task<ProjectObservation> GatherAsync(string project, CancellationToken cancellationToken)
    {
        output.ThrowIfGone();
        var upload = catalog.Find(project);
        var folder = Path.Combine(output.Root, ProjectName.OutputFolder(project));
        var seen = new ProjectObservation
        {
            Project = project,
            Output = folder,
            Engine = engine.Name,
            Upload = upload,
            Settle = upload?.Entry is { } entry ? SettlePolicy.Assess(entry, intake.CurrentValue) : default,
            Baseline = baseline.Find(project, runs.CurrentValue.Backlog),
        };
        seen = ReadResults(seen);
        if (seen.Damage is not null)
            return seen;
        if (seen.OpenRun is { } open)
            return await GatherRunAsync(seen, open, cancellationToken);
        return seen with
        {
            Report = inspections.Find(project, seen.UploadStamp),
            Checking = inspections.Progress(project, seen.UploadStamp),
        };
    }

    private ProjectObservation ReadResults(ProjectObservation seen)
    {
        var marker = markers.Read(seen.Output);
        if (marker.Fault is { } fault)
            return seen with { Damage = fault };
        foreach (var leftover in marker.Leftovers)
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

    private async Task<ProjectObservation> GatherRunAsync(
        ProjectObservation seen, RunRecord open, CancellationToken cancellationToken)
    {
        var run = await engine.FindAsync(open, cancellationToken);
        return seen with
        {
            Run = run,
            Products = run?.Phase == RunPhase.Succeeded ? Products.Find(open.Folder) : [],
        };
    }
}
