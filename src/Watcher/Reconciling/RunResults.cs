using OfoWatcher.Markers;
using OfoWatcher.Telemetry;
using OfoWatcher.Workflows;

namespace OfoWatcher.Reconciling;

/// <summary>How runs ended, for their records and for those who count.</summary>
internal static class RunResults
{
    /// <param name="record">The record of the run that the marker tells of, as it was before that.</param>
    public static RunResult Of(ProjectObservation seen, Marker marker, RunRecord record) => (marker, seen.Run) switch
    {
        (CompletedMarker, _) => RunResult.Completed,
        (_, { IsSpecificationWrong: true }) => RunResult.Refused,
        _ when record.Stop is not null || (record.LaunchedAt is null && seen.Run is null) => RunResult.Stopped,
        (FailedMarker { RetryAt: not null }, _) => RunResult.Retried,
        _ => RunResult.Failed,
    };

    /// <summary>The words that stand in a record, which does not tell how a failure came to be one.</summary>
    public static string InRecord(RunResult result) => result switch
    {
        RunResult.Completed => "completed",
        RunResult.Refused => RunRecord.Refused,
        RunResult.Superseded => "superseded",
        _ => "failed",
    };
}
