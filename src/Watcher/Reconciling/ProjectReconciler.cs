using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OfoWatcher.Intake;
using OfoWatcher.Markers;
using OfoWatcher.Platform;
using OfoWatcher.Reconciling.Launching;
using OfoWatcher.Reconciling.Leadership;
using OfoWatcher.Reconciling.Notifying;
using OfoWatcher.Reconciling.Progress;
using OfoWatcher.Telemetry;
using OfoWatcher.Validation;
using OfoWatcher.Workflows;
using OfoWatcher.Workflows.Argo;

namespace OfoWatcher.Reconciling;

/// <summary>
/// Brings one project a step further: observe, decide, act. Called again and again for each project, by one worker at a
/// time, it depends on nothing but what it finds.
/// </summary>
internal sealed partial class ProjectReconciler(
    ProjectGatherer gatherer,
    ActionExecutor executor,
    AfterRun afterRun,
    ProjectNotices notices,
    ClusterStory clusterStory,
    IWorkflowEngine engine,
    Inspections inspections,
    LaunchGate gate,
    EngineHealth engineHealth,
    OutputRoom room,
    RunHistory history,
    RunStory story,
    RunSightings sightings,
    OutputFolder output,
    StatusBoard board,
    WorkQueue queue,
    IOptionsMonitor<RunOptions> settings,
    IOptionsMonitor<IntakeOptions> intake,
    IOptionsMonitor<ValidationOptions> validation,
    TimeProvider time,
    ILogger<ProjectReconciler> logger)
{
    /// <exception cref="IOException">The output volume failed; what was decided is decided again later.</exception>
    public async Task ReconcileAsync(string project, CancellationToken cancellationToken)
    {
        try
        {
            await BringOnAsync(project, cancellationToken);
        }
        catch (Exception e) when (e is not (LeadershipLostException or OperationCanceledException))
        {
            await KeepNoticesOfFailureAsync(project, e, cancellationToken);
            throw;
        }
    }

    private async Task BringOnAsync(string project, CancellationToken cancellationToken)
    {
        var options = settings.CurrentValue;
        var seen = gatherer.Gather(project);
        var now = time.GetUtcNow();
        // Before the engine is asked, which may fail: the run takes its place all the same.
        if (gate.Learn(project, seen.Records, now))
            CallNext(options, now);
        history.Learn(project, seen.Marker, seen.Records);
        seen = await GatherRunAsync(seen, cancellationToken);
        seen = await KeepReportAsync(seen, cancellationToken);
        var decision = ProjectPolicy.Decide(seen, options, now);
        if (decision is not ProjectDecision.Launch)
            gate.Withdraw(project);
        WaitReason? wait = null;
        if (decision is not ProjectDecision.Launch launch)
            await DoAsync(seen, decision, now, cancellationToken);
        else
            wait = await MustWaitAsync(seen, launch, options, cancellationToken)
                ?? await LaunchAsync(seen, launch, now, cancellationToken);
        if (output.IsReadOnly)
            return;
        await afterRun.DoDueAsync(seen, cancellationToken);
        await KeepNoticesAsync(seen, decision, wait, cancellationToken);
    }

    /// <returns>Null when it was launched, otherwise why it waits after all.</returns>
    private async Task<WaitReason?> LaunchAsync(
        ProjectObservation seen, ProjectDecision.Launch launch, DateTimeOffset now,
        CancellationToken cancellationToken) =>
        await DoAsync(seen, AtItsTime(seen, launch), now, cancellationToken) ? null : WaitReason.Obstacle;

    private ProjectDecision.Launch AtItsTime(ProjectObservation seen, ProjectDecision.Launch launch) =>
        seen.OpenRun is null
            ? launch with { Record = launch.Record with { IntendedAt = gate.TimeOf(launch.Record) } }
            : launch;

    /// <returns>False when it could not be done now, or would not be in a dry run.</returns>
    private async Task<bool> DoAsync(
        ProjectObservation seen, ProjectDecision decision, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (output.IsReadOnly && !TellWouldBe(seen, decision))
            return false;
        if (!await ActAsync(seen, decision, now, cancellationToken))
            return false;
        Tell(seen, decision, now);
        return true;
    }

    private async Task<ProjectObservation> GatherRunAsync(ProjectObservation seen, CancellationToken cancellationToken)
    {
        try
        {
            return await gatherer.GatherRunAsync(seen, cancellationToken);
        }
        catch (EngineException e)
        {
            Post(
                seen, ProjectState.Running,
                $"{StandingOf(seen.OpenRun!, null).Describe(seen.OpenRun!, time.GetUtcNow())}; "
                + $"how it stands is not known: {e.Message}");
            throw;
        }
    }

    /// <summary>
    /// Writes a new report at once: a pilot wants to read it while the project waits for its turn.
    /// </summary>
    private async Task<ProjectObservation> KeepReportAsync(ProjectObservation seen, CancellationToken cancellationToken)
    {
        if (seen.Report is not { IsKept: false } report)
            return seen;
        if (!output.IsReadOnly)
        {
            var revision = seen.Revision ?? default(Revision).ToString();
            await executor.ExecuteAsync(
                seen.Output, [new DurableAction.WriteReport(report, revision)], cancellationToken);
        }

        if (report.Imagery.Inventory.CacheFault is { } fault)
            TellNotKept(seen.Project, fault);
        TellLooked(seen.Project, report.Imagery.Inventory.Examined, report.Imagery.Inventory.Photos.Count);
        return seen with { Report = inspections.Lighten(seen.Project, report) };
    }

    /// <summary>
    /// Takes the durable actions that the decision means. A launch that was written down keeps its place whatever the
    /// engine says: it will be asked again, and others that went meanwhile would be too many.
    /// </summary>
    /// <returns>False when the engine could not make a launch now, which has been told.</returns>
    private async Task<bool> ActAsync(
        ProjectObservation seen, ProjectDecision decision, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (output.IsReadOnly)
            return true;
        try
        {
            await executor.ExecuteAsync(seen.Output, ActionPlan.For(seen, decision, now), cancellationToken);
            if (decision is ProjectDecision.Launch)
                engineHealth.NoteSuccess();
            return true;
        }
        catch (EngineException e) when (e is not ClusterException { Fault: ClusterFault.Refused }
            && decision is ProjectDecision.Launch launch && RunRecordStore.Has(launch.Record))
        {
            engineHealth.NoteFailure(e.Message);
            WaitForEngine(seen, e.Message);
            return false;
        }
        catch when (decision is ProjectDecision.Launch launch && seen.OpenRun is null && !RunRecordStore.Has(launch.Record))
        {
            gate.Return(launch.Record);
            throw;
        }
    }

    /// <summary>
    /// Says what was decided, and sees to it that the project is looked at again when something follows.
    /// </summary>
    private void Tell(ProjectObservation seen, ProjectDecision decision, DateTimeOffset now)
    {
        switch (decision)
        {
            case ProjectDecision.Wait wait:
                Wait(seen, wait, now);
                break;
            case ProjectDecision.Validate:
                Validate(seen);
                break;
            case ProjectDecision.Launch launch:
                inspections.Forget(seen.Project);
                story.Forget(seen.Project);
                sightings.Forget(seen.Project);
                CountLaunch(seen, launch.Record, now);
                clusterStory.Launched(launch.Record);
                TellLaunched(seen.Project, launch.Record.Run, launch.Record.Attempt, OutlookOf(launch.Record));
                PostRun(seen, launch.Record, StandingOf(launch.Record, null));
                queue.Add(seen.Project);
                break;
            case ProjectDecision.Revive revive:
                TellRevived(seen.Project, revive.Revival.Record.Run, revive.Revival.Workflow);
                queue.Add(seen.Project);
                break;
            case ProjectDecision.Follow follow:
                Follow(seen, follow.Record, follow.Run);
                break;
            case ProjectDecision.Stop stop:
                Stop(seen, stop);
                break;
            case ProjectDecision.TakeStop or ProjectDecision.StartAnew or ProjectDecision.Dismiss:
                TellAnswer(seen, decision);
                queue.Add(seen.Project);
                break;
            case ProjectDecision.Mark mark:
                inspections.Forget(seen.Project);
                story.Forget(seen.Project);
                sightings.Forget(seen.Project);
                if (mark.Closes is { } closed)
                    CountEnd(RunResults.Of(seen, mark.Marker, closed), closed, EndOf(mark.Marker, now));
                if (seen.Run is { } run)
                    engineHealth.NoteEnd(run, mark.Closes?.LaunchedAt);
                TellEnd(seen, mark.Marker);
                clusterStory.Ended(mark.Marker, mark.Closes?.WorkflowName, seen.Marker);
                PostEnd(seen, mark.Marker, mark.Closes);
                queue.Add(seen.Project);
                break;
            case ProjectDecision.Retire retire:
                sightings.Forget(seen.Project);
                CountEnd(RunResult.Superseded, retire.Record, now);
                TellRetired(seen.Project, retire.Record.Run, retire.Words);
                queue.Add(seen.Project);
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
            or WaitReason.Backlog or WaitReason.Queue or WaitReason.Retry or WaitReason.Share)); // The scan told these.
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
            Folders = isTwice ? upload.Fault!.Folders : [upload.Folder],
            Partial = upload.Entry?.Seen.Partial ?? PartialFiles.None,
            CompleteMarker = intake.CurrentValue.UploadCompleteMarker,
            CacheFile = output.IsReadOnly ? null : output.SurveyFile(seen.Project),
            NeedsConfig = engine.NeedsConfig,
            OutputRoot = output.Root,
            Options = validation.CurrentValue,
            Now = time.GetUtcNow(),
        };
        inspections.Start(imagery, seen.UploadStamp!, photos);
        Post(seen, ProjectState.Checking, $"checking photos, 0 of {photos} done");
    }

    private void Stop(ProjectObservation seen, ProjectDecision.Stop stop)
    {
        var words = (stop.Record.Stop ?? new StopRequest(stop.Reason, default)).Words;
        if (stop.Record.Stop is null)
            TellStop(seen.Project, stop.Record.Run, words);
        PostRunning(seen, stop.Record, $"run {stop.Record.Run} is being stopped: {words}");
    }

    private void Rest(ProjectObservation seen)
    {
        inspections.Forget(seen.Project);
        if (seen.Marker is { } marker)
            PostEnd(seen, marker, seen.Records.LastOrDefault(record => record.Run == (marker as RunMarker)?.Run));
        else if (seen.Baseline.AdoptedRevision is not null)
            Post(seen, ProjectState.Completed, "adopted: processed before the watcher came");
        else
            board.Remove(seen.Project);
    }

    /// <param name="run">The run that ended so; null when none did.</param>
    private void PostEnd(ProjectObservation seen, Marker marker, RunRecord? run) => board.Post(
        seen.Output,
        ProjectStatus.Of(seen.Project, marker, run is null ? null : ArgoEngine.WorkflowOf(run)));

    private void Post(ProjectObservation seen, ProjectState state, string words, bool tell = false)
    {
        var before = board.Post(seen.Output, new ProjectStatus(seen.Project, state, words));
        if (tell && before?.Words != words)
            TellWaiting(seen.Project, words);
    }
}
