using OfoWatcher.Markers;

namespace OfoWatcher.Reconciling;

/// <summary>The part that tells, in a dry run, what would have been done.</summary>
internal sealed partial class ProjectReconciler
{
    /// <returns>Whether the decision means nothing that outlives the watcher, so that it goes the usual way.</returns>
    private bool TellWouldBe(ProjectObservation seen, ProjectDecision decision)
    {
        if (WouldBe(decision) is not { } what)
            return true;
        if (decision is ProjectDecision.Launch { Record: { } record } && seen.OpenRun is null)
            gate.Return(record);
        if (decision is ProjectDecision.Mark { Marker: InvalidMarker invalid }
            && board.Find(seen.Project)?.State != ProjectState.Waiting)
            TellFindings(seen.Project, invalid.Findings);
        var before = board.Post(seen.Output, new ProjectStatus(seen.Project, ProjectState.Waiting, $"would {what}"));
        if (before?.Words != $"would {what}")
            TellDryRun(seen.Project, what);
        return false;
    }

    private static string? WouldBe(ProjectDecision decision) => decision switch
    {
        ProjectDecision.Launch launch => $"launch {launch.Record.Run}, attempt {launch.Record.Attempt}",
        ProjectDecision.Revive revive => $"follow {revive.Revival.Record.Run} again, as {revive.Revival.Workflow}",
        ProjectDecision.Stop stop => $"stop {stop.Record.Run}",
        ProjectDecision.Mark { Marker: CompletedMarker marker } => $"mark {marker.Run} COMPLETED: {marker.Message}",
        ProjectDecision.Mark { Marker: FailedMarker marker } => $"mark {marker.Run} FAILED: {marker.Message}",
        ProjectDecision.Mark { Marker: InvalidMarker marker } => $"mark INVALID: {marker.Message}",
        ProjectDecision.Retire retire => $"close {retire.Record.Run} without a marker: {retire.Words}",
        _ => null,
    };
}
