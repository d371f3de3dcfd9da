using OfoWatcher.Markers;
using OfoWatcher.Workflows;

namespace OfoWatcher.Reconciling;

/// <summary>The part about what an operator asks for.</summary>
internal static partial class ProjectPolicy
{
    /// <summary>What a request comes to; null when there is none, or when something else must be done first.</summary>
    private static ProjectDecision? AnswerRequest(ProjectObservation seen)
    {
        if (seen.Request is not { } reading)
            return null;
        if (reading.Request is not { } request)
            return new ProjectDecision.Dismiss(reading.Fault!);
        if (seen.OpenRun is null && seen.Revival is not null)
            return null; // Somebody's hand was faster.
        return request.Kind == RequestKind.Stop ? AnswerStop(seen, request) : AnswerRetry(seen);
    }

    private static ProjectDecision? AnswerStop(ProjectObservation seen, ProjectRequest request)
    {
        if (seen.OpenRun is not { } open || (request.Run ?? open.Run) != open.Run)
            return new ProjectDecision.Dismiss($"{request.Run ?? "its run"} has ended");
        if (open.Stop is not null)
            return new ProjectDecision.Dismiss($"{open.Run} is being stopped");
        if (open.Engine != seen.Engine || IsTold(seen, open))
            return null;
        var goes = seen.Run is { HasEnded: false } || (seen.Run is null && open.LaunchedAt is null);
        return goes ? new ProjectDecision.TakeStop(open) : null; // How it ended is told first.
    }

    private static ProjectDecision AnswerRetry(ProjectObservation seen)
    {
        if (seen.OpenRun is { } open)
            return new ProjectDecision.Dismiss($"{open.Run} is under way");
        if (seen.Upload is null)
            return new ProjectDecision.Dismiss("it is not on the share");
        return seen.Marker is null && seen.Baseline == BaselineStanding.None
            ? new ProjectDecision.Dismiss("it has not ended and goes on by itself")
            : new ProjectDecision.StartAnew();
    }

    /// <summary>Whether the marker tells how an open run ended, so that only its record is to be closed.</summary>
    private static bool IsTold(ProjectObservation seen, RunRecord open) =>
        seen.Marker is RunMarker marker && marker.Run == open.Run && marker.WrittenAt != open.OutdatedMarkerAt;
}
