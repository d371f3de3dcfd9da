using FluentValidation;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OfoWatcher.Intake;
using OfoWatcher.Markers;
using OfoWatcher.Metashape;
using OfoWatcher.Validation;
using OfoWatcher.Workflows;

namespace OfoWatcher.Reconciling;

/// <summary>
/// Brings one project a step further: observe, decide, act. Called again and again for each project, by one worker at a
/// time, it depends on nothing but what it finds.
/// </summary>
internal sealed partial class ProjectReconciler(
    ProjectGatherer gatherer,
    RunRecordStore records,
    IWorkflowEngine engine,
    Inspections inspections,
    LaunchGate gate,
    StatusBoard board,
    WorkQueue queue,
    IOptionsMonitor<RunOptions> settings,
    IOptionsMonitor<ValidationOptions> validation,
    TimeProvider time,
    ILogger<ProjectReconciler> logger)
{
    /// <exception cref="IOException">The output volume failed; what was decided is decided again later.</exception>
    public async Task ReconcileAsync(string project, CancellationToken cancellationToken)
    {
        var options = settings.CurrentValue;
        var seen = await gatherer.GatherAsync(project, cancellationToken);
        var now = time.GetUtcNow();
        if (gate.Learn(project, seen.Records, now))
            CallNext(options);
        var decision = ProjectPolicy.Decide(seen, options, now);
        if (decision is not ProjectDecision.Launch)
            gate.Withdraw(project);

        switch (decision)
        {
            case ProjectDecision.Wait wait:
                Wait(seen, wait, now);
                break;
            case ProjectDecision.Validate:
                Validate(seen);
                break;
            case ProjectDecision.Launch launch:
                await LaunchAsync(seen, launch.Record, options, cancellationToken);
                break;
            case ProjectDecision.Follow follow:
                Follow(seen, follow.Record, follow.Run);
                break;
            case ProjectDecision.Stop stop:
                await StopAsync(seen, stop, now, cancellationToken);
                break;
            case ProjectDecision.Mark mark:
                Mark(seen, mark, now);
                break;
            case ProjectDecision.Retire retire:
                Close(retire.Record, "superseded", now);
                TellRetired(project, retire.Record.Run, retire.Words);
                queue.Add(project);
                break;
            case ProjectDecision.None:
                Rest(seen);
                break;
        }
    }

    private void Wait(ProjectObservation seen, ProjectDecision.Wait wait, DateTimeOffset now)
    {
        var state = wait.Why switch
        {
            WaitReason.Uploading => ProjectState.Uploading,
            WaitReason.Checking => ProjectState.Checking,
            _ => ProjectState.Waiting,
        };
        Post(seen, state, wait.Words, tell: wait.Why is not (WaitReason.Uploading or WaitReason.Checking
            or WaitReason.Backlog or WaitReason.Queue or WaitReason.Retry));
        if (wait.Until is { } until)
            queue.AddAfter(seen.Project, until - now);
    }

    private void Validate(ProjectObservation seen)
    {
        var upload = seen.Upload!;
        var photos = upload.Entry?.Seen.Photos ?? 0;
        var isTwice = upload.Fault?.Kind == UploadFaultKind.Ambiguous;
        var imagery = new ProjectImagery
        {
            Project = seen.Project,
            Folders = isTwice ? upload.Fault!.Words.Split(" and ") : [upload.Folder],
            Partial = upload.Entry?.Seen.Partial ?? PartialFiles.None,
            NeedsConfig = engine.NeedsConfig,
            Config = isTwice ? null : ConfigLocation.Find(upload.Folder),
            Options = validation.CurrentValue,
        };
        inspections.Start(imagery, seen.UploadStamp!, photos);
        Post(seen, ProjectState.Checking, $"checking photos, 0 of {photos} done");
    }

    private async Task LaunchAsync(
        ProjectObservation seen, RunRecord record, RunOptions options, CancellationToken cancellationToken)
    {
        var isNew = seen.OpenRun is null;
        if (isNew && gate.Ask(record, seen.Upload!.Entry!.SettledAt ?? record.IntendedAt, options, record.IntendedAt)
            is { } refusal)
        {
            Post(seen, ProjectState.Waiting, refusal.Words, tell: seen.Records.Count == 0);
            if (refusal.LookAgainAfter is { } delay)
                queue.AddAfter(seen.Project, delay);
            return;
        }

        if (isNew)
            WriteIntent(seen, record);
        await engine.LaunchAsync(record, cancellationToken);
        records.Write(record with { LaunchedAt = time.GetUtcNow() });
        inspections.Forget(seen.Project);
        TellLaunched(seen.Project, record.Run, record.Attempt);
        Post(seen, ProjectState.Running, RunWords(record, null));
        queue.Add(seen.Project);
    }

    /// <summary>Writes down what is about to happen, then clears away what it replaces: in this order, so that a crash
    /// leaves a project that is known to be running, never one that looks new.</summary>
    private void WriteIntent(ProjectObservation seen, RunRecord record)
    {
        try
        {
            records.Write(record);
        }
        catch
        {
            gate.Return(record);
            throw;
        }

        if (seen.Report is { } report)
            ReportFile.Of(report, record.Revision, time.GetUtcNow()).Write(seen.Output);
        if (ConfigLocation.Find(record.Photos) is { } config)
            File.Copy(config, Path.Combine(record.Folder, "config.yml"), overwrite: true);
        MarkerStore.Remove(seen.Output);
    }

    private void Follow(ProjectObservation seen, RunRecord record, Run run)
    {
        if (record.LaunchedAt is null)
            records.Write(record with { LaunchedAt = run.StartedAt ?? time.GetUtcNow() });
        if (seen.Marker is not null)
            MarkerStore.Remove(seen.Output); // Of an earlier attempt, left by a crash.
        var before = board.Find(seen.Project)?.Progress ?? 0;
        Post(seen, ProjectState.Running, RunWords(record, run.Progress), run.Progress);
        // A line at each quarter: enough for a log that is read over days.
        if (run.Progress is { } progress && Math.Floor(progress * 4) > Math.Floor(before * 4))
            TellProgress(seen.Project, (int)Math.Floor(progress * 100));
    }

    private async Task StopAsync(
        ProjectObservation seen, ProjectDecision.Stop stop, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var words = stop.Reason == StopReason.Cancelled ? "cancelled by the pilot" : "its imagery changed";
        if (stop.Record.Stop is null)
        {
            records.Write(stop.Record with { Stop = new StopRequest(stop.Reason, now) });
            TellStop(seen.Project, stop.Record.Run, words);
        }

        Post(seen, ProjectState.Running, $"run {stop.Record.Run} is being stopped: {words}");
        await engine.StopAsync(stop.Record, cancellationToken);
    }

    private void Mark(ProjectObservation seen, ProjectDecision.Mark mark, DateTimeOffset now)
    {
        Directory.CreateDirectory(seen.Output);
        if (mark.Marker is InvalidMarker && seen.Report is { } report)
            ReportFile.Of(report, mark.Marker.Revision, now).Write(seen.Output);
        MarkerStore.Write(seen.Output, mark.Marker);
        if (mark.Closes is { } record)
            Close(record, ResultOf(mark.Marker), now);
        inspections.Forget(seen.Project);
        TellEnd(seen, mark.Marker);
        Post(seen, StateOf(mark.Marker), mark.Marker.Message);
        queue.Add(seen.Project);
    }

    private void Close(RunRecord record, string result, DateTimeOffset now)
    {
        records.Write(record with { ClosedAt = now, Result = result });
        if (gate.Learn(record.Project, [], now))
            CallNext(settings.CurrentValue);
    }

    private void Rest(ProjectObservation seen)
    {
        inspections.Forget(seen.Project);
        if (seen.Marker is { } marker)
            Post(seen, StateOf(marker), marker.Message);
        else if (seen.Baseline.AdoptedRevision is not null)
            Post(seen, ProjectState.Completed, "adopted: processed before the watcher came");
        else
            board.Remove(seen.Project);
    }

    /// <summary>Asks those who are first in line to try again, because there is room.</summary>
    private void CallNext(RunOptions options)
    {
        foreach (var project in gate.Waiting.Take(Math.Max(0, options.MaxConcurrentRuns - gate.Running)))
            queue.Add(project);
    }

    private void Post(
        ProjectObservation seen, ProjectState state, string words, double? progress = null, bool tell = false)
    {
        var before = board.Post(seen.Output, new ProjectStatus(seen.Project, state, words, progress));
        if (tell && before?.Words != words)
            TellWaiting(seen.Project, words);
    }

    private static string RunWords(RunRecord record, double? progress) =>
        $"run {record.Run}, attempt {record.Attempt}{(progress is { } part ? $", {Math.Floor(part * 100)} % done" : "")}";

    internal static ProjectState StateOf(Marker marker) => marker switch
    {
        CompletedMarker => ProjectState.Completed,
        InvalidMarker => ProjectState.Invalid,
        FailedMarker { RetryAt: not null } => ProjectState.Waiting,
        _ => ProjectState.Failed,
    };

    private static string ResultOf(Marker marker) => marker is CompletedMarker ? "completed" : "failed";

    private void TellEnd(ProjectObservation seen, Marker marker)
    {
        switch (marker)
        {
            case CompletedMarker completed:
                TellCompleted(seen.Project, completed.Run, completed.Message, seen.Output);
                break;
            case FailedMarker { RetryAt: { } at } failed:
                TellFailedForNow(seen.Project, failed.Run, failed.Message, at);
                break;
            case FailedMarker failed:
                TellFailed(seen.Project, failed.Run, failed.Message, seen.Output);
                break;
            case InvalidMarker invalid:
                TellFindings(seen.Project, invalid.Findings);
                TellInvalid(seen.Project, invalid.Findings.Count(f => f.Severity == Severity.Error), seen.Output);
                break;
        }
    }
}
