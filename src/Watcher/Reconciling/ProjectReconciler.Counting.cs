using OfoWatcher.Markers;
using OfoWatcher.Telemetry;
using OfoWatcher.Workflows;

namespace OfoWatcher.Reconciling;

/// <summary>The part that counts launches and endings, each when it has just been written down.</summary>
internal sealed partial class ProjectReconciler
{
    // Later attempts wait for what they are tried again for, not for the watcher.
    private static void CountLaunch(ProjectObservation seen, RunRecord record, DateTimeOffset now) =>
        RunMetrics.Launched(record.Attempt == 1 ? now - seen.Upload?.Entry?.SettledAt : null);

    private static void CountEnd(RunResult result, RunRecord record, DateTimeOffset now) =>
        RunMetrics.Ended(result, now - record.LaunchedAt);

    internal static RunResult ResultOf(ProjectObservation seen, Marker marker) => (marker, seen.Run) switch
    {
        (CompletedMarker, _) => RunResult.Completed,
        (_, { IsSpecificationWrong: true }) => RunResult.Refused,
        (FailedMarker { RetryAt: not null }, _) => RunResult.Retried,
        _ => RunResult.Failed,
    };
}
