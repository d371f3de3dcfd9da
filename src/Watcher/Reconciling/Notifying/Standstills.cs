using OfoWatcher.Intake;
using OfoWatcher.Markers;
using OfoWatcher.Notifications;
using OfoWatcher.Reconciling.Progress;
using OfoWatcher.Workflows;

namespace OfoWatcher.Reconciling.Notifying;

/// <summary>Which projects ought to come on, and by what it is known that they do.</summary>
internal static class Standstills
{
    /// <summary>The key of a project that fails to be handled.</summary>
    public const string Failing = "failing";

    /// <param name="wait">Why a launch that was decided has to wait; null when it does not.</param>
    /// <param name="words">Where the project stands, in words for people.</param>
    /// <param name="run">How far its run is; null when it has none.</param>
    /// <param name="takes">What its run may take; null when it has none or nobody knows.</param>
    /// <returns>
    /// Null when the project has ended, has just come on, or waits as somebody wants it to: on hold, held since the
    /// first scan, paused, in line behind others, until its next attempt. Null too while its whole input root is away:
    /// that is told once, and not by each project. What the engine refused time and again comes on when a run begins.
    /// </returns>
    public static Standstill? Of(
        ProjectObservation seen, ProjectDecision decision, WaitReason? wait, string words, RunStanding? run,
        TimeSpan? takes) => IsRefused(seen, decision, run)
        ? new Standstill($"refused, {seen.Revision}", (seen.Marker as FailedMarker)?.Message ?? words)
        : decision switch
        {
            // By photos alone: a log that some program keeps writing is no upload that comes on.
            ProjectDecision.Wait { Why: WaitReason.Uploading } =>
                new Standstill($"uploading, {seen.Upload?.Entry?.Seen.Photos}", words),
            ProjectDecision.Validate or ProjectDecision.Wait { Why: WaitReason.Checking } =>
                seen.Checked is { } photos ? new Standstill($"checking, {photos}", words) : null,
            ProjectDecision.Wait { Why: WaitReason.Share } => IsOnlyAway(seen) ? null : new Standstill("share", words),
            ProjectDecision.Wait { Why: WaitReason.Attention } => new Standstill("attention", words),
            ProjectDecision.Launch when wait == WaitReason.Obstacle => new Standstill("obstacle", words),
            ProjectDecision.Follow follow =>
                new Standstill($"{follow.Record.Run}, {run?.Step}, {run?.Percent}", words, takes),
            ProjectDecision.Stop stop => new Standstill($"{stop.Record.Run}, stopping", words),
            _ => null,
        };

    private static bool IsOnlyAway(ProjectObservation seen) =>
        seen.Upload?.Fault?.Kind == UploadFaultKind.RootUnavailable || ProjectPolicy.IsHeld(seen)
        || seen.Upload?.Entry?.Seen.Control is { Hold: true } or { Cancel: true };

    /// <summary>
    /// Whether the latest run of this imagery was refused and the next has not begun: without an end of attempts, such
    /// a project never fails for good.
    /// </summary>
    private static bool IsRefused(ProjectObservation seen, ProjectDecision decision, RunStanding? run)
    {
        var isOnItsWay = decision is ProjectDecision.Wait { Why: WaitReason.Retry or WaitReason.Checking }
            or ProjectDecision.Validate or ProjectDecision.Launch
            || (decision is ProjectDecision.Follow && run is null or { Step: null, Percent: null });
        return isOnItsWay
            && seen.Records.LastOrDefault(record => !record.IsOpen) is { Result: RunRecord.Refused } latest
            && latest.Revision == seen.Revision;
    }
}
