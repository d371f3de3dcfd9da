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
            || decision is ProjectDecision.None or ProjectDecision.Wait or ProjectDecision.Validate;
        await notices.KeepAsync(seen, markerStands, standstill, cancellationToken);
    }
}
