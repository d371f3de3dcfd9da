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

    private static void CountEnd(RunResult result, RunRecord record, DateTimeOffset ended) =>
        RunMetrics.Ended(result, ended - record.LaunchedAt);

    // When it ended and not when that was seen: the watcher may have been away.
    private static DateTimeOffset EndOf(Marker marker, DateTimeOffset now) => (marker as RunMarker)?.EndedAt ?? now;

    /// <param name="record">The record of the run that the marker tells of, as it was before that.</param>
    internal static RunResult ResultOf(ProjectObservation seen, Marker marker, RunRecord record) => (marker, seen.Run) switch
    {
        (CompletedMarker, _) => RunResult.Completed,
        (_, { IsSpecificationWrong: true }) => RunResult.Refused,
        _ when record.Stop is not null || (record.LaunchedAt is null && seen.Run is null) => RunResult.Stopped,
        (FailedMarker { RetryAt: not null }, _) => RunResult.Retried,
        _ => RunResult.Failed,
    };
}
