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
}
