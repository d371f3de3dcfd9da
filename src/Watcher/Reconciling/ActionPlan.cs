using OfoWatcher.Markers;
using OfoWatcher.Metashape.Configuration;
using OfoWatcher.Notifications;
using OfoWatcher.Telemetry;
using OfoWatcher.Validation;
using OfoWatcher.Workflows;

namespace OfoWatcher.Reconciling;

/// <summary>
/// One thing that outlives the watcher: something written to the output volume or asked of the engine.
/// </summary>
internal abstract record DurableAction
{
    private DurableAction()
    {
    }

    /// <summary>Write a run's record.</summary>
    internal sealed record WriteRecord(RunRecord Record) : DurableAction;

    /// <summary>Ask the engine to start a run.</summary>
    internal sealed record Launch(RunRecord Record) : DurableAction;

    /// <summary>Ask the engine to end a run.</summary>
    internal sealed record Stop(RunRecord Record) : DurableAction;

    /// <summary>Write the project's marker in place of any other.</summary>
    internal sealed record WriteMarker(Marker Marker) : DurableAction;

    /// <summary>Remove the project's markers, because it starts anew.</summary>
    internal sealed record RemoveMarkers : DurableAction;

    /// <summary>Let the baseline say nothing of the project any more.</summary>
    internal sealed record ReleaseFromBaseline(string Project) : DurableAction;

    /// <summary>Remove what the operator asked for: it is done, or never will be.</summary>
    internal sealed record RemoveRequest : DurableAction;

    /// <summary>Write what was found in the imagery.</summary>
    internal sealed record WriteReport(ValidationReport Report, string Revision) : DurableAction;

    /// <summary>Give a run its configuration.</summary>
    internal sealed record WriteConfig(RunRecord Record, string Text) : DurableAction;

    /// <summary>Write a run's line into the completion log.</summary>
    internal sealed record AppendToLog(RunRecord Record, string Path) : DurableAction;

    /// <summary>Ask the engine to start what follows a run.</summary>
    internal sealed record FollowUp(RunRecord Record, string Template) : DurableAction;

    /// <summary>Note in the project's marker who was told of it, unless it is gone.</summary>
    internal sealed record NoteInMarker(Marker Marker) : DurableAction;

    /// <summary>Write that the project is stuck, and who was told of it.</summary>
    internal sealed record WriteStuckNote(StuckNote Note) : DurableAction;

    /// <summary>Remove that note, because the project comes on.</summary>
    internal sealed record RemoveStuckNote : DurableAction;

    /// <summary>Delete a run's Metashape project.</summary>
    internal sealed record DeleteProject(RunRecord Record) : DurableAction;
}

/// <summary>
/// What a decision means in durable actions, in an order in which the watcher may be killed between any two: what was
/// done so far, looked at afresh, leads to the rest being done, and to nothing being done twice.
/// </summary>
internal static class ActionPlan
{
    public static IReadOnlyList<DurableAction> For(
        ProjectObservation seen, ProjectDecision decision, DateTimeOffset now) =>
        decision switch
        {
            ProjectDecision.Launch launch => PlanLaunch(seen, launch.Record, now),
            ProjectDecision.Revive revive => PlanRevival(seen, revive.Revival, now),
            ProjectDecision.Follow follow => PlanFollow(seen, follow.Record, now),
            ProjectDecision.Stop { Record.Stop: not null } again => [new DurableAction.Stop(again.Record)],
            ProjectDecision.Stop stop =>
            [
                new DurableAction.WriteRecord(stop.Record with { Stop = new StopRequest(stop.Reason, now) }),
                new DurableAction.Stop(stop.Record),
            ],
            ProjectDecision.TakeStop stop =>
            [
                new DurableAction.WriteRecord(
                    stop.Record with { Stop = new StopRequest(StopReason.Cancelled, now, ByOperator: true) }),
                new DurableAction.RemoveRequest(),
            ],
            ProjectDecision.StartAnew => PlanAnew(seen),
            ProjectDecision.Dismiss => [new DurableAction.RemoveRequest()],
            ProjectDecision.Mark mark => PlanMark(seen, mark, now),
            ProjectDecision.Retire retire => [Close(seen, retire.Record, RunResult.Superseded, now)],
            _ => [],
        };

    // The record comes before the launch: a crash after it leaves a project that is known to be under way, never one
    // that looks new. The configuration comes before the record, since a later look at a recorded run has no report to
    // make it from; without a record its folder is no run.
    private static List<DurableAction> PlanLaunch(ProjectObservation seen, RunRecord record, DateTimeOffset now)
    {
        var actions = new List<DurableAction>();
        if (seen.OpenRun is null)
        {
            if (seen.Report?.Imagery.Configuration is { } configuration)
                actions.Add(new DurableAction.WriteConfig(record, TextOf(configuration)));
            actions.Add(new DurableAction.WriteRecord(record));
        }

        if (seen.Marker is not null)
            actions.Add(new DurableAction.RemoveMarkers());
        actions.Add(new DurableAction.Launch(record));
        actions.Add(new DurableAction.WriteRecord(record with { LaunchedAt = now }));
        return actions;
    }

    private static string TextOf(ResolvedConfig configuration) => configuration.Text
        ?? throw new InvalidOperationException($"{configuration.Name} cannot be used, so nothing may be launched with it");

    // The record comes first here too. It remembers which marker no longer counts, lest that one close it again.
    private static List<DurableAction> PlanRevival(ProjectObservation seen, Revival revival, DateTimeOffset now)
    {
        var record = revival.Record;
        var isAnother = revival.Workflow != record.Run;
        var actions = new List<DurableAction>
        {
            new DurableAction.WriteRecord(record with
            {
                ClosedAt = null,
                Result = null,
                EndPhase = null,
                AfterRun = null, // What follows, follows its new end.
                Stop = null,
                LaunchedAt = record.LaunchedAt ?? now,
                RevivedAt = now,
                Workflow = isAnother ? revival.Workflow : null,
                WorkflowCreatedAt = isAnother ? revival.CreatedAt : record.WorkflowCreatedAt,
                OutdatedMarkerAt = seen.Marker?.WrittenAt,
            }),
        };
        if (seen.Marker is not null)
            actions.Add(new DurableAction.RemoveMarkers());
        return actions;
    }

    private static List<DurableAction> PlanFollow(ProjectObservation seen, RunRecord record, DateTimeOffset now)
    {
        var actions = new List<DurableAction>();
        if (record.LaunchedAt is null)
            actions.Add(new DurableAction.WriteRecord(record with { LaunchedAt = now }));
        if (seen.Marker is not null)
            actions.Add(new DurableAction.RemoveMarkers()); // Of an earlier attempt, left by a crash.
        return actions;
    }

    // The marker comes first: a record that were closed without one would mean that somebody deleted it to run again.
    private static List<DurableAction> PlanMark(ProjectObservation seen, ProjectDecision.Mark mark, DateTimeOffset now)
    {
        var actions = new List<DurableAction>();
        if (mark.Marker != seen.Marker)
        {
            var notice = MarkerNotices.For(mark.Marker, seen.Marker, seen.Notifications);
            actions.Add(new DurableAction.WriteMarker(mark.Marker with { Notice = notice }));
        }

        if (mark.Closes is { } record)
        {
            var due = mark.Marker is CompletedMarker ? seen.AfterRun : null;
            actions.Add(Close(seen, record with { AfterRun = due }, RunResults.Of(seen, mark.Marker, record), now));
        }

        return actions;
    }

    // The request goes last: one that is found again is answered again, which changes nothing.
    private static List<DurableAction> PlanAnew(ProjectObservation seen)
    {
        var actions = new List<DurableAction>();
        if (seen.Baseline != BaselineStanding.None)
            actions.Add(new DurableAction.ReleaseFromBaseline(seen.Project));
        if (seen.Marker is not null)
            actions.Add(new DurableAction.RemoveMarkers());
        actions.Add(new DurableAction.RemoveRequest());
        return actions;
    }

    private static DurableAction.WriteRecord Close(
        ProjectObservation seen, RunRecord record, RunResult result, DateTimeOffset now) =>
        new(record with { ClosedAt = now, Result = RunResults.InRecord(result), EndPhase = seen.Run?.Phase });
}
