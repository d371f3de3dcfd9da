using OfoWatcher.Intake;
using OfoWatcher.Markers;
using OfoWatcher.Platform;
using OfoWatcher.Workflows;

namespace OfoWatcher.Reconciling;

/// <summary>The part about a run that was launched, or meant to be, and is not dealt with yet.</summary>
internal static partial class ProjectPolicy
{
    // The rest is counted: a step that failed unseen takes every later product with it.
    private const int MostFaults = 5;

    private static ProjectDecision DecideOpenRun(
        ProjectObservation seen, RunRecord open, RunOptions options, DateTimeOffset now)
    {
        // The marker is written first and the record closed after it: a crash between the two is made good here.
        if (IsTold(seen, open))
            return new ProjectDecision.Mark(seen.Marker!, open);
        if (open.Engine != seen.Engine)
        {
            return new ProjectDecision.Wait(
                WaitReason.Attention,
                $"run {open.Run} was launched by the engine {open.Engine}, and the watcher now works with {seen.Engine}: "
                + "set it back until the run has ended");
        }

        return seen.Run switch
        {
            null when open.LaunchedAt is null => DecideUnconfirmed(seen, open, options, now),
            null when open.Stop is { Reason: StopReason.ImageryChanged } =>
                new ProjectDecision.Retire(open, "stopped because the imagery changed"),
            null when open.Stop is { Reason: StopReason.Cancelled } stop =>
                Failed(seen, open, options, now, stop.Words, mayRetry: false),
            null => DecideGone(seen, open, options, now),
            { HasEnded: true } run => DecideEnd(seen, open, run, options, now),
            var run => DecideGoing(seen, open, run, options),
        };
    }

    /// <summary>
    /// A launch was written down and the engine has no trace of it: it never happened, so it may happen now.
    /// </summary>
    private static ProjectDecision DecideUnconfirmed(
        ProjectObservation seen, RunRecord open, RunOptions options, DateTimeOffset now)
    {
        if (open.Stop is { Reason: StopReason.Cancelled, ByOperator: true } stop)
            return Failed(seen, open, options, now, $"{stop.Words} before it started", mayRetry: false);
        if (open.Stop is { Reason: StopReason.Cancelled } || IsCancelled(seen))
            return Failed(seen, open, options, now, "cancelled before it started", mayRetry: false);
        if (open.Stop is not null || HasChanged(seen, open))
            return new ProjectDecision.Retire(open, "the imagery changed before the run started");
        if (seen.Upload is null)
            return new ProjectDecision.Retire(open, "the imagery went away before the run started");
        if (seen.IsConfigLost)
            return new ProjectDecision.Retire(open, "its configuration went away before the run started");
        if (seen.Upload.Fault is { } fault)
            return new ProjectDecision.Wait(WaitReason.Share, fault.Words);
        return options.PauseLaunches
            ? new ProjectDecision.Wait(WaitReason.Paused, "ready; launches are paused by the operator")
            : new ProjectDecision.Launch(open);
    }

    /// <summary>
    /// A run that was launched is gone from its engine: deleted by hand, or by its time to live while nobody watched.
    /// What it left tells how it ended. It is not launched again by itself: whoever deleted it may not want that.
    /// </summary>
    private static ProjectDecision.Mark DecideGone(
        ProjectObservation seen, RunRecord open, RunOptions options, DateTimeOffset now) =>
        seen.ProductsProveEnd
            ? DecideProducts(
                seen, open, options, now, "; the run is gone from its engine, but its log says that it came to its end"
                    + (open.Plan?.UploadTo is null ? "" : "; whether its products were uploaded is not known"))
            : Failed(
                seen, open, options, now,
                "the run is gone from its engine and its products do not show that it came to its end; "
                + $"a new {FileNames.Retry} file asks for another run",
                mayRetry: false);

    private static ProjectDecision DecideGoing(ProjectObservation seen, RunRecord open, Run run, RunOptions options)
    {
        if (open.Stop is { } stop)
            return new ProjectDecision.Stop(open, stop.Reason); // Asked again: the first time may not have got through.
        if (IsCancelled(seen))
            return new ProjectDecision.Stop(open, StopReason.Cancelled);
        if (options.OnChangeWhileRunning == RunningChangePolicy.Restart && HasChanged(seen, open))
            return new ProjectDecision.Stop(open, StopReason.ImageryChanged);
        return new ProjectDecision.Follow(open, run);
    }

    private static ProjectDecision DecideEnd(
        ProjectObservation seen, RunRecord open, Run run, RunOptions options, DateTimeOffset now)
    {
        if (open.Stop is { Reason: StopReason.ImageryChanged })
            return new ProjectDecision.Retire(open, "stopped because the imagery changed");
        if (run.Phase == RunPhase.Failed)
        {
            if (open.Stop is null && run.FailedStep == RunStep.Upload)
            {
                return Failed(
                    seen, open, options, now,
                    $"{run.Message}; the products are there: `argo retry {open.WorkflowName}` repeats the upload alone, "
                    + $"a new {FileNames.Retry} file the whole run",
                    mayRetry: false);
            }

            return open.Stop is null
                ? Failed(seen, open, options, now, run.Message)
                : Failed(
                    seen, open, options, now, $"{open.Stop.Words}; a new {FileNames.Retry} file asks for another run",
                    mayRetry: false);
        }

        return seen.Products.Count == 0
            ? Failed(seen, open, options, now, "the run ended well by its own account but left no product")
            : DecideProducts(seen, open, options, now);
    }

    /// <summary>
    /// The run came to its end. It is complete only when all is there that its configuration promises; if not, another
    /// attempt may bring it, as after any failure.
    /// </summary>
    private static ProjectDecision.Mark DecideProducts(
        ProjectObservation seen, RunRecord open, RunOptions options, DateTimeOffset now, string remark = "") =>
        seen.ProductFaults.Count == 0
            ? Completed(seen, open, now, remark)
            : Failed(seen, open, options, now, WordsOf(seen.ProductFaults) + remark);

    private static string WordsOf(IReadOnlyList<string> faults)
    {
        var are = faults.Count == 1 ? "is" : "are";
        var more = faults.Count > MostFaults ? $"; and {faults.Count - MostFaults} more" : "";
        return $"{Words.Count(faults.Count, "product")} {are} missing or broken: "
            + string.Join("; ", faults.Take(MostFaults)) + more;
    }

    private static ProjectDecision.Mark Completed(
        ProjectObservation seen, RunRecord open, DateTimeOffset now, string remark) =>
        new(
            new CompletedMarker
            {
                Project = seen.Project,
                Revision = open.Revision,
                WrittenAt = now,
                Message = $"{Words.Count(seen.Products.Count, "product")}, "
                    + Words.Size(seen.Products.Sum(product => product.Bytes)) + remark,
                RetryFile = open.RetryFile,
                Run = open.Run,
                Engine = open.Engine,
                Attempt = open.Attempt,
                StartedAt = seen.Run?.StartedAt ?? open.LaunchedAt,
                EndedAt = seen.Run?.EndedAt ?? now,
                Steps = RunReceipt.Steps(seen.Run),
                Photos = open.Plan?.Photos,
                EstimatedHours = open.Plan?.EstimatedHours,
                ConfigSha256 = open.Plan?.ConfigSha256,
                Workflow = RunReceipt.Workflow(seen.Run),
                Products = RunReceipt.Products(
                    // Of a run that is gone nobody can tell whether the upload, which comes last, was done.
                    seen.Products, seen.Run is null ? null : open.Plan?.UploadTo, seen.UploadTo, seen.UploadUrl),
            },
            open);

    private static ProjectDecision.Mark Failed(
        ProjectObservation seen, RunRecord open, RunOptions options, DateTimeOffset now, string message,
        bool mayRetry = true)
    {
        var tried = open.Attempt - open.FirstAttempt + 1;
        return new ProjectDecision.Mark(
            new FailedMarker
            {
                Project = seen.Project,
                Revision = open.Revision,
                WrittenAt = now,
                Message = message,
                RetryFile = open.RetryFile,
                Run = open.Run,
                Engine = open.Engine,
                Attempt = open.Attempt,
                StartedAt = seen.Run?.StartedAt ?? open.LaunchedAt,
                EndedAt = seen.Run?.EndedAt ?? now,
                Steps = RunReceipt.Steps(seen.Run),
                FailedStep = seen.Run?.FailedStep,
                ProductFaults = seen.ProductFaults,
                LastLogLines = seen.Run?.LastLogLines ?? [],
                RetryAt = mayRetry && (tried < options.MaxAttempts || seen.Run is { IsSpecificationWrong: true })
                    ? now + RetryDelay(tried, options)
                    : null,
            },
            open);
    }

    /// <summary>The wait after a number of failed attempts: it doubles with each, up to the longest.</summary>
    private static TimeSpan RetryDelay(int tried, RunOptions options)
    {
        var delay = options.RetryDelay * Math.Pow(2, Math.Min(tried - 1, 30));
        return delay < options.MaxRetryDelay ? delay : options.MaxRetryDelay;
    }

    private static bool IsCancelled(ProjectObservation seen) =>
        seen.Upload is { Fault: null, Entry.Seen.Control.Cancel: true };

    // Seen twice alike: one odd look through a network's cache must not cost a run of ten hours.
    private static bool HasChanged(ProjectObservation seen, RunRecord open) =>
        seen.Upload is { Fault: null, Entry: { RevisionSightings: >= 2 } entry }
        && entry.Seen.Revision.ToString() != open.Revision;
}
