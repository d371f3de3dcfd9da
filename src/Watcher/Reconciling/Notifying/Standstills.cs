using OfoWatcher.Notifications;
using OfoWatcher.Reconciling.Progress;

namespace OfoWatcher.Reconciling.Notifying;

/// <summary>Which projects ought to come on, and by what it is known that they do.</summary>
internal static class Standstills
{
    /// <param name="wait">Why a launch that was decided has to wait; null when it does not.</param>
    /// <param name="words">Where the project stands, in words for people.</param>
    /// <param name="run">How far its run is; null when it has none.</param>
    /// <param name="takes">What its run may take; null when it has none or nobody knows.</param>
    /// <returns>
    /// Null when the project has ended, has just come on, or waits as somebody wants it to: on hold, held since the
    /// first scan, paused, in line behind others, until its next attempt.
    /// </returns>
    public static Standstill? Of(
        ProjectObservation seen, ProjectDecision decision, WaitReason? wait, string words, RunStanding? run,
        TimeSpan? takes) => decision switch
        {
            // By photos alone: a log that some program keeps writing is no upload that comes on.
            ProjectDecision.Wait { Why: WaitReason.Uploading } =>
                new Standstill($"uploading, {seen.Upload?.Entry?.Seen.Photos}", words),
            ProjectDecision.Validate or ProjectDecision.Wait { Why: WaitReason.Checking } =>
                new Standstill("checking", words),
            ProjectDecision.Wait { Why: WaitReason.Share } => new Standstill("share", words),
            ProjectDecision.Wait { Why: WaitReason.Attention } => new Standstill("attention", words),
            ProjectDecision.Launch when wait == WaitReason.Obstacle => new Standstill("obstacle", words),
            ProjectDecision.Follow follow =>
                new Standstill($"{follow.Record.Run}, {run?.Step}, {run?.Percent}", words, takes),
            ProjectDecision.Stop stop => new Standstill($"{stop.Record.Run}, stopping", words),
            _ => null,
        };
}
