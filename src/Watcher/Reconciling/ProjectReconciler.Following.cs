using OfoWatcher.Platform;
using OfoWatcher.Reconciling.Progress;
using OfoWatcher.Workflows;
using OfoWatcher.Workflows.Argo;

namespace OfoWatcher.Reconciling;

/// <summary>The part that tells how far runs are.</summary>
internal sealed partial class ProjectReconciler
{
    private void Follow(ProjectObservation seen, RunRecord record, Run run)
    {
        var standing = StandingOf(record, run);
        gate.Expect(seen.Project, standing.EstimatedEnd);
        sightings.Note(seen.Project, record.Run, run);
        PostRun(seen, record, standing);
        var (isNewStep, isNewQuarter) = story.Note(seen.Project, record.Run, standing);
        var ends = RunStanding.Join(standing.EndWords(time.GetUtcNow()));
        if (isNewStep)
            TellStep(seen.Project, standing.StepWords, RunStanding.Join(standing.DoneWords) + ends);
        else if (isNewQuarter)
            TellProgress(seen.Project, standing.Percent ?? 0, ends);
    }

    private RunStanding StandingOf(RunRecord record, Run? run) =>
        RunStanding.Of(record, run, history.TimeOf(record), time.GetUtcNow());

    private void PostRun(ProjectObservation seen, RunRecord record, RunStanding standing) =>
        PostRunning(seen, record, standing.Describe(record, time.GetUtcNow()), standing);

    private void PostRunning(
        ProjectObservation seen, RunRecord record, string words, RunStanding? standing = null) =>
        board.Post(
            seen.Output,
            new ProjectStatus(seen.Project, ProjectState.Running, words)
            {
                Workflow = ArgoEngine.WorkflowOf(record),
            }.With(standing));

    // What a run may take, for whoever plans the day by the log.
    private string OutlookOf(RunRecord record) =>
        RunStanding.Join(record.Plan is { } plan ? Words.Count(plan.Photos, "photo") : "")
        + RunStanding.Join(history.TimeOf(record) is { } time ? Moments.Takes(time) : "");
}
