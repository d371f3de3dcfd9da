using OfoWatcher.Markers;
using OfoWatcher.Workflows;

namespace OfoWatcher.Dashboard.Projects;

/// <summary>The steps of a run, by whatever still tells of them.</summary>
internal static class RunSteps
{
    /// <summary>
    /// Of a run that goes, those that began, and those of its plan that did not; of the run that a marker tells of, those
    /// of the marker. Of others nothing is remembered.
    /// </summary>
    /// <param name="begun">As the engine told; none when nothing is known.</param>
    public static IReadOnlyList<StepDetail> Of(RunRecord record, IReadOnlyList<RunStep> begun, RunMarker? marker)
    {
        if (!record.IsOpen)
            return marker is not null && marker.Run == record.Run ? [.. marker.Steps.OfType<MarkerStep>().Select(step => Of(step, marker))] : [];
        if (begun.Count == 0)
            return [];
        var planned = (record.Plan?.Steps ?? []).Where(step => begun.All(other => other.Name != step.Name));
        return
        [
            .. begun.Select(step => new StepDetail(step.Name, step.Phase, step.Tries)
            {
                StartedAt = step.StartedAt,
                EndedAt = step.EndedAt,
            }),
            .. planned.Select(step => new StepDetail(step.Name, RunPhase.Pending, 0)),
        ];
    }

    private static StepDetail Of(MarkerStep step, RunMarker marker)
    {
        // A step without an end was going when the run ended.
        var isGood = step.Seconds is not null && (marker as FailedMarker)?.FailedStep != step.Name;
        var endedAt = step is { StartedAt: { } start, Seconds: { } seconds } && IsBearable(start, seconds)
            ? start.AddSeconds(seconds)
            : marker.EndedAt;
        return new StepDetail(step.Name, isGood ? RunPhase.Succeeded : RunPhase.Failed, step.Tries)
        {
            StartedAt = step.StartedAt,
            EndedAt = endedAt,
        };
    }

    // Somebody else may have written the marker.
    private static bool IsBearable(DateTimeOffset start, double seconds) =>
        seconds >= 0 && seconds < (DateTimeOffset.MaxValue - start).TotalSeconds;
}
