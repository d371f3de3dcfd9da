using Microsoft.Extensions.Options;
using OfoWatcher.Dashboard.Listing;
using OfoWatcher.Markers;
using OfoWatcher.Reconciling;
using OfoWatcher.Reconciling.Progress;
using OfoWatcher.Validation;
using OfoWatcher.Workflows;
using OfoWatcher.Workflows.Argo;

namespace OfoWatcher.Dashboard.Projects;

/// <summary>Puts together what a project's own page shows.</summary>
internal sealed class ProjectDetails(
    ProjectIndex index, ProjectFolder folder, VolumeReads reads, RunSightings sightings, RunGlimpses glimpses,
    ArgoLinks links, IOptionsMonitor<DashboardOptions> settings)
{
    /// <summary>All that is known of a project; null when there is none of that name.</summary>
    /// <exception cref="TimeoutException">A volume gives no answer.</exception>
    /// <exception cref="IOException">A volume failed.</exception>
    /// <exception cref="UnauthorizedAccessException">Something on it may not be read.</exception>
    public async Task<ProjectDetail?> FindAsync(string project, CancellationToken cancellationToken)
    {
        var list = await index.GetAsync(cancellationToken)
            ?? throw new IOException("where the projects stand cannot be read now");
        if (list.Rows.Find(project) is not { } row)
            return null;
        var seen = await reads.RunAsync(() => folder.Read(project), cancellationToken);
        var glimpse = seen.Latest is { IsOpen: true } going
            ? await glimpses.LookAsync(going, cancellationToken)
            : RunGlimpse.Nothing;
        var runs = seen.Records.Select(record => RunOf(record, seen, glimpse)).ToList();
        var products = seen.Products;
        return new ProjectDetail
        {
            Version = list.Version,
            Project = row,
            Timeline = Timeline.Of(seen, runs),
            Runs = [.. Enumerable.Reverse(runs)],
            RunCount = seen.RunCount,
            Findings = [.. seen.Findings.Take(ProjectDetail.Most).Select(Of)],
            FindingCount = seen.Findings.Count,
            Products = [.. products.Take(ProjectDetail.Most).Select(Of)],
            ProductCount = products.Count,
            Config = seen is { Latest: { } latest, Config: { } text } ? new ConfigDetail(latest.Run, text) : null,
            Log = LogOf(seen, glimpse.Log),
            Report = seen.HasPage,
            Map = seen.HasMap,
            Actions = ActionsFor(row.State, seen),
        };
    }

    // The list may be some seconds behind the disk. Until both agree, nothing is offered that the state shown excludes.
    private ProjectActions ActionsFor(ProjectState state, ProjectEvidence seen)
    {
        var obstacles = RequestObstacles.For(
            seen.Reading,
            seen.Records,
            seen.IsInBaseline,
            isOnShare: seen.Upload is not null,
            tokenIsSet: settings.CurrentValue.Token.Length > 0 && !folder.IsReadOnly);
        return new ProjectActions(
            Retry: obstacles.MayRetry && !seen.IsDamaged && state is not ProjectState.Running,
            Stop: obstacles.MayStop && !seen.IsDamaged
                && state is not (ProjectState.Completed or ProjectState.Failed or ProjectState.Invalid));
    }

    private RunDetail RunOf(RunRecord record, ProjectEvidence seen, RunGlimpse glimpse) => new()
    {
        Run = record.Run,
        Attempt = record.Attempt,
        Revision = record.Revision,
        Engine = record.Engine,
        PlannedAt = record.IntendedAt,
        LaunchedAt = record.LaunchedAt,
        EndedAt = Timeline.EndOf(record, seen.RunMarker),
        Result = record.Result,
        Workflow = ArgoEngine.WorkflowOf(record),
        ArgoUrl = links.Of(record),
        Config = seen.WithConfig.Contains(record.Run),
        Log = seen.WithLog.Contains(record.Run),
        Steps = [.. RunSteps.Of(record, BegunSteps(record, seen, glimpse), seen.RunMarker).Take(ProjectDetail.Most)],
    };

    // Where the engine shows none, what it told the watcher that follows the run, if that is this one.
    private IReadOnlyList<RunStep> BegunSteps(RunRecord record, ProjectEvidence seen, RunGlimpse glimpse) =>
        record == seen.Latest && glimpse.Steps.Count > 0
            ? glimpse.Steps
            : sightings.Find(record.Project, record.Run)?.Steps ?? [];

    private static LogDetail? LogOf(ProjectEvidence seen, IReadOnlyList<string> keptByEngine)
    {
        if (seen.Latest is not { } latest)
            return null;
        var lines = keptByEngine.Count > 0 ? keptByEngine : seen.LogLines;
        if (lines.Count == 0 && seen.Marker is FailedMarker failed && failed.Run == latest.Run)
            lines = failed.LastLogLines;
        return lines.Count > 0 ? new LogDetail(latest.Run, lines) : null;
    }

    private static ProductDetail Of(Product product) => new(product.Path, product.Bytes) { Url = product.Url };

    private static FindingDetail Of(Finding finding) =>
        new(finding.Code, finding.Severity, finding.Accepted, finding.Message)
        {
            File = OrNull(finding.File),
            Remedy = OrNull(finding.Remedy),
        };

    private static string? OrNull(string text) => text.Length > 0 ? text : null;
}
