using OfoWatcher.Intake;
using OfoWatcher.Markers;
using OfoWatcher.Platform;
using OfoWatcher.Validation;
using OfoWatcher.Workflows;

namespace OfoWatcher.Reconciling;

/// <summary>
/// Decides what to do about a project. Pure: the same observation, options and time give the same decision, so that a
/// watcher that was killed anywhere takes up where it was.
/// </summary>
internal static partial class ProjectPolicy
{
    /// <summary>
    /// After this time an INVALID project is looked at again if what stops it may have been mended elsewhere than in its
    /// folder.
    /// </summary>
    public static readonly TimeSpan LookAgainAfter = TimeSpan.FromHours(1);

    public static ProjectDecision Decide(ProjectObservation seen, RunOptions options, DateTimeOffset now)
    {
        if (seen.Damage is { } damage)
            return new ProjectDecision.Wait(WaitReason.Attention, damage);
        if (AnswerRequest(seen) is { } answer)
            return answer;
        if (seen.OpenRun is { } open)
            return DecideOpenRun(seen, open, options, now);
        if (seen.Revival is { } revival)
            return new ProjectDecision.Revive(revival);
        return HasEnded(seen, options, now) ?? MustWait(seen) ?? Examine(seen, now) ?? DecideLaunch(seen, options, now);
    }

    /// <summary>
    /// What to do when no run is open and the project stands as it ended; null when it must be looked at.
    /// </summary>
    private static ProjectDecision? HasEnded(ProjectObservation seen, RunOptions options, DateTimeOffset now)
    {
        if (seen.Upload is null)
            return new ProjectDecision.None();
        if (RetryAsked(seen))
            return null;
        if (IsTwice(seen) && seen.Marker is RunMarker)
            return new ProjectDecision.Wait(WaitReason.Attention, seen.Upload.Fault!.Words);
        if (seen.Upload.Fault is not null && !IsTwice(seen) && seen.Marker is not null)
            return new ProjectDecision.None(); // Nothing new is known; what it ended as stands.

        var ended = seen.Marker switch
        {
            CompletedMarker completed => StandsFor(completed.Revision, seen, options),
            FailedMarker failed => failed.Revision == seen.Revision && failed.RetryAt is null,
            InvalidMarker invalid => invalid.UploadStamp == seen.UploadStamp && !IsDueAgain(invalid, now),
            _ => seen.Baseline.AdoptedRevision is { } adopted && !WasDecided(seen) && StandsFor(adopted, seen, options),
        };
        if (ended)
            return new ProjectDecision.None();
        // A time further off than any wait is was written while the clock was wrong.
        return seen.Marker is FailedMarker { RetryAt: { } at } waiting && waiting.Revision == seen.Revision
            && now < at && at - now <= options.MaxRetryDelay
            ? new ProjectDecision.Wait(
                WaitReason.Retry, $"attempt {waiting.Attempt} failed ({waiting.Message}); tried again at {at:u}", at)
            : null;
    }

    /// <summary>What is waited for before the photos are looked at; null when nothing is.</summary>
    private static ProjectDecision.Wait? MustWait(ProjectObservation seen)
    {
        if (IsTwice(seen))
            return null; // That is a finding, whatever state the folders are in.
        if (seen.Upload!.Fault is { } fault)
            return new ProjectDecision.Wait(WaitReason.Share, fault.Words);
        if (IsHeld(seen))
        {
            return new ProjectDecision.Wait(
                WaitReason.Backlog, "held: it lay here when the watcher first saw the share; the operator decides");
        }

        var control = seen.Upload.Entry!.Seen.Control;
        if (control.Hold)
            return new ProjectDecision.Wait(WaitReason.Pilot, $"on hold; delete {FileNames.Hold} to go on");
        if (control.Cancel)
            return new ProjectDecision.Wait(WaitReason.Pilot, $"cancelled; delete {FileNames.Cancel} to go on");
        return seen.Settle.IsSettled ? null : new ProjectDecision.Wait(WaitReason.Uploading, seen.Settle.Why);
    }

    /// <summary>What is to be done for knowing whether the upload is worth a run; null when it is.</summary>
    private static ProjectDecision? Examine(ProjectObservation seen, DateTimeOffset now)
    {
        if (seen.Checking is { } progress)
            return new ProjectDecision.Wait(WaitReason.Checking, progress);
        if (seen.Report is not { } report)
            return new ProjectDecision.Validate();
        if (report.MayRun)
            return null;
        var errors = report.Findings.Where(finding => finding.Stops).ToList();
        return new ProjectDecision.Mark(
            new InvalidMarker
            {
                Project = seen.Project,
                Revision = RevisionOrNothing(seen),
                UploadStamp = seen.UploadStamp!,
                WrittenAt = now,
                LookAgainAt = errors.Any(error => FindingCatalog.IsOfSurroundings(error.Code)) ? now + LookAgainAfter : null,
                Message = errors.Count == 1
                    ? errors[0].Message
                    : $"{errors[0].Message} And {Words.Count(errors.Count - 1, "more error")}.",
                RetryFile = RetryFile(seen),
                Findings = report.Findings,
            },
            null);
    }

    private static ProjectDecision DecideLaunch(ProjectObservation seen, RunOptions options, DateTimeOffset now)
    {
        if (options.PauseLaunches)
            return new ProjectDecision.Wait(WaitReason.Paused, "ready; launches are paused by the operator");
        var revision = seen.Revision!;
        var earlier = RunRecord.LatestOf(seen.Records, revision);
        var isAutomaticRetry = seen.Marker is FailedMarker failed && failed.Revision == revision && !RetryAsked(seen)
            && earlier?.Result != RunRecord.Refused;
        var next = RunRecord.After(
            earlier, seen.Project, revision, seen.Engine, seen.Upload!.Folder, seen.Output, now);
        return new ProjectDecision.Launch(next with
        {
            FirstAttempt = isAutomaticRetry ? earlier?.FirstAttempt ?? next.Attempt : next.Attempt,
            RetryFile = RetryFile(seen),
            Plan = RunPlan.Of(seen.Report, seen.UploadTo, seen.KnowsProducts, next),
        });
    }

    // A time further off than the wait is was written while the clock was wrong.
    private static bool IsDueAgain(InvalidMarker invalid, DateTimeOffset now) =>
        invalid.LookAgainAt is { } at && (now >= at || at - now > LookAgainAfter);

    /// <summary>Whether an end reached for a revision is still the project's end.</summary>
    private static bool StandsFor(string revision, ProjectObservation seen, RunOptions options) =>
        revision == seen.Revision || options.OnChange == ChangePolicy.Ignore;

    /// <summary>A <c>_RETRY</c> file that the project's latest end does not answer yet.</summary>
    private static bool RetryAsked(ProjectObservation seen) =>
        RetryFile(seen) is { } file
        && (seen.Marker is not null || seen.Records.Count > 0 || seen.Baseline != BaselineStanding.None)
        && file != (seen.Marker?.RetryFile ?? (seen.Records.Count > 0 ? seen.Records[^1].RetryFile : null));

    /// <summary>Whether it lay on the share at the first scan, and nobody has decided about it since.</summary>
    public static bool IsHeld(ProjectObservation seen) =>
        seen.Baseline.IsHeld && !WasDecided(seen) && !RetryAsked(seen);

    /// <summary>
    /// Whether somebody let a project of the first scan go: then it is one like any other, with its retries, its changed
    /// imagery and its marker that can be deleted.
    /// </summary>
    private static bool WasDecided(ProjectObservation seen) =>
        seen.Records.Count > 0 || seen.Marker?.RetryFile is not null;

    private static string? RetryFile(ProjectObservation seen) => seen.Upload?.Entry?.Seen.Control.Retry;

    private static bool IsTwice(ProjectObservation seen) => seen.Upload?.Fault?.Kind == UploadFaultKind.Ambiguous;

    private static string RevisionOrNothing(ProjectObservation seen) => seen.Revision ?? default(Revision).ToString();
}
