using OfoWatcher.Intake;
using OfoWatcher.Notifications;
using OfoWatcher.Reconciling.Notifying;

namespace OfoWatcher.Reconciling;

/// <summary>The part that has others told of projects that ended or are stuck.</summary>
internal sealed partial class ProjectReconciler
{
    /// <param name="wait">Why a launch that was decided has to wait; null when it does not.</param>
    private async Task KeepNoticesAsync(
        ProjectObservation seen, ProjectDecision decision, WaitReason? wait, CancellationToken cancellationToken)
    {
        if (decision is ProjectDecision.Mark)
            return; // The project comes again at once, with its new marker.
        var follow = decision as ProjectDecision.Follow;
        var standstill = Standstills.Of(
            seen, decision, wait, board.Find(seen.Project)?.Words ?? "",
            follow is null ? null : StandingOf(follow.Record, follow.Run),
            follow is null ? null : history.TimeOf(follow.Record));
        var markerStands = wait is not null
            || decision is ProjectDecision.None or ProjectDecision.Wait or ProjectDecision.Validate
                or ProjectDecision.Follow;
        await notices.KeepAsync(seen, markerStands, standstill, cancellationToken);
    }

    /// <summary>
    /// Does the same for a project that failed to be handled: what is due is due all the same, and one that fails for
    /// long is stuck. Never throws: the failure itself says more, and what is due stays due.
    /// </summary>
    private async Task KeepNoticesOfFailureAsync(string project, Exception failure, CancellationToken cancellationToken)
    {
        if (output.IsReadOnly)
            return;
        try
        {
            output.ThrowIfGone();
            var (seen, markerStands) = LookAgain(project);
            await notices.KeepAsync(
                seen, markerStands, new Standstill(Standstills.Failing, failure.Message), cancellationToken);
        }
        catch (Exception)
        {
            // The volume that failed before, or the program's end.
        }
    }

    /// <summary>
    /// Gathers anew, since part of what was decided may have been done. Where that is what fails, the marker is not
    /// known.
    /// </summary>
    private (ProjectObservation Seen, bool IsMarkerKnown) LookAgain(string project)
    {
        try
        {
            return (gatherer.Gather(project), true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var folder = ProjectName.OutputFolder(output.Root, project);
            return (new ProjectObservation { Project = project, Output = folder, Engine = engine.Name }, false);
        }
    }
}
