using FsCheck;
using FsCheck.Fluent;
using OfoWatcher.Intake;
using OfoWatcher.Markers;
using OfoWatcher.Reconciling;
using OfoWatcher.Workflows;
using OfoWatcher.Workflows.Argo;
using static OfoWatcher.Tests.Reconciling.Sightings;

namespace OfoWatcher.Tests.Reconciling;

/// <summary>Random histories of one project, in which the watcher is killed between any two of its actions.</summary>
public sealed class HistoryTests
{
    private static readonly AfterRunOptions Follows =
        new() { CompletionLog = "/log", FollowUpTemplate = "next", DeleteProject = true };

    private static readonly Gen<Step> AnyStep = Gen.Frequency(
        (8, Gen.Choose(0, 8).Select(actions => new Step(StepKind.Reconcile, actions))),
        (4, Gen.Constant(new Step(StepKind.Reconcile, int.MaxValue))),
        (2, Gen.Choose(1, 3).Select(revision => new Step(StepKind.Upload, revision))),
        (3, Gen.Elements(
            StepKind.RunSucceeds, StepKind.RunFails, StepKind.RunHeedsStop, StepKind.EngineForgets, StepKind.Hours,
            StepKind.EngineForgetsRunning, StepKind.OperatorRetries, StepKind.OperatorResubmits,
            StepKind.DeleteMarker, StepKind.DropRetry, StepKind.ToggleCancel, StepKind.ToggleHold, StepKind.ToggleValid, StepKind.ToggleAccept,
            StepKind.ToggleShare, StepKind.ToggleUnseen, StepKind.ClockSetBack,
            StepKind.AskRetry, StepKind.AskStop, StepKind.LeaveRubbish).Select(kind => new Step(kind, 0))));

    [Theory]
    [InlineData(true, "new")]
    [InlineData(false, "new")]
    [InlineData(true, "held")]
    [InlineData(true, "adopted")]
    public void Whatever_happens_no_project_is_lost_run_twice_or_marked_for_the_wrong_revision(
        bool restart, string baseline)
    {
        var options = Options with
        {
            OnChangeWhileRunning = restart ? RunningChangePolicy.Restart : RunningChangePolicy.Finish,
        };
        var property = Prop.ForAll(Arb.From(Gen.ArrayOf(AnyStep, 60), WithoutOne), steps =>
        {
            var world = new World(options, baseline);
            foreach (var step in steps)
                world.Take(step);
            world.AssertComesToAnEnd();
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), property);
    }

    private static IEnumerable<Step[]> WithoutOne(Step[] steps) =>
        Enumerable.Range(0, steps.Length).Select(left => steps.Where((_, index) => index != left).ToArray());

    private enum StepKind
    {
        Reconcile, Upload, RunSucceeds, RunFails, RunHeedsStop, EngineForgets, Hours, DeleteMarker, DropRetry,
        ToggleCancel, ToggleHold, ToggleValid, ToggleAccept, ToggleShare, ToggleUnseen, ClockSetBack,
        EngineForgetsRunning, OperatorRetries, OperatorResubmits,
        AskRetry, AskStop, LeaveRubbish,
    }

    /// <param name="Argument">For a reconcile how many actions the watcher gets done before it is killed.</param>
    private sealed record Step(StepKind Kind, int Argument);

    /// <summary>The share, the output volume and the engine, as a watcher finds them.</summary>
    private sealed class World(RunOptions options, string baseline)
    {
        private readonly SortedDictionary<string, RunRecord> records = [];
        private readonly Dictionary<string, RunPhase> engine = []; // By the Workflow's name.
        private readonly Dictionary<string, string> runOf = []; // By the Workflow's name.
        private readonly Dictionary<string, DateTimeOffset> madeAt = []; // By the cluster's clock.
        private readonly Dictionary<string, int> starts = [];
        private readonly Dictionary<string, int> revisionOfRun = [];
        private readonly HashSet<string> succeeded = [];
        private readonly HashSet<string> stopAsked = [];
        private readonly HashSet<string> followed = [];
        private DateTimeOffset now = Now;
        private Marker? marker;
        private RequestReading? request;
        private bool isReleased;
        private int revision = 1, retries, touches, accepts;
        private bool cancel, hold, invalid, accepted, away, unseen;
        private int? doneRevision; // A run of it ended well, and nothing since asks for another.
        private int? lostRevision; // A run of it went away unseen, and nothing since asks for another.
        private DateTimeOffset clusterTime = Now;

        private ControlFiles Control => new(false, hold, cancel, retries == 0 ? null : $"retry-{retries}")
        {
            Accept = accepted ? $"accept-{accepts}" : null,
        };

        public void Take(Step step)
        {
            now = now.AddSeconds(10);
            clusterTime = clusterTime.AddSeconds(10);
            switch (step.Kind)
            {
                case StepKind.Reconcile: Reconcile(step.Argument); break;
                case StepKind.Upload: (revision, doneRevision, lostRevision) = (step.Argument, null, null); break;
                case StepKind.RunSucceeds: EndRun(RunPhase.Succeeded); break;
                case StepKind.RunFails: EndRun(RunPhase.Failed); break;
                case StepKind.RunHeedsStop: HeedStop(); break;
                case StepKind.EngineForgets: Forget(phase => phase != RunPhase.Running); break;
                case StepKind.EngineForgetsRunning: Forget(phase => phase == RunPhase.Running); break;
                case StepKind.OperatorRetries: RetryByHand(); break;
                case StepKind.OperatorResubmits: ResubmitByHand(); break;
                case StepKind.Hours: now = now.AddHours(7); break;
                case StepKind.ToggleUnseen: unseen = !unseen; break;
                case StepKind.ClockSetBack: now = now.AddDays(-1); break;
                case StepKind.DeleteMarker: (marker, doneRevision, lostRevision) = (null, null, null); break;
                case StepKind.DropRetry: (retries, doneRevision, lostRevision) = (retries + 1, null, null); break;
                case StepKind.AskRetry: AskRetry(); break;
                case StepKind.AskStop:
                    request ??= new RequestReading(Request(RequestKind.Stop) with { Run = Open?.Run ?? "gone" }, null);
                    break;
                case StepKind.LeaveRubbish: request ??= new RequestReading(null, "it is damaged"); break;
                case StepKind.ToggleCancel: cancel = !cancel; break;
                case StepKind.ToggleHold: hold = !hold; break;
                case StepKind.ToggleValid: (invalid, touches) = (!invalid, touches + 1); break;
                case StepKind.ToggleAccept: (accepted, accepts) = (!accepted, accepts + 1); break;
                case StepKind.ToggleShare: away = !away; break;
            }
        }

        /// <summary>
        /// From here on nothing disturbs: the project must reach an end that fits the imagery on the share.
        /// </summary>
        public void AssertComesToAnEnd()
        {
            cancel = hold = away = unseen = false;
            if (baseline != "new" && retries == 0)
                Take(new Step(StepKind.DropRetry, 0)); // Somebody decides at last.
            for (var pass = 0; pass < 40; pass++)
            {
                now = now.AddHours(7);
                Reconcile(int.MaxValue);
                HeedStop();
                EndRun(RunPhase.Succeeded);
            }

            Assert.Null(request);
            Assert.DoesNotContain(records.Values, record => record.IsOpen);
            Assert.DoesNotContain(records.Values, record => record.AfterRun is not null);
            Assert.All(
                records.Values.Where(record => record.Result == "completed"),
                record => Assert.Contains(record.Run, followed));
            Assert.NotNull(marker);
            Assert.Equal(Revision(revision).ToString(), marker.Revision);
            if (invalid && !accepted)
                return; // It may have ended well before the photos were found broken.
            Assert.True(marker is CompletedMarker or FailedMarker { RetryAt: null }, marker.ToString());
        }

        private RunRecord? Open => records.Values.FirstOrDefault(record => record.IsOpen);

        // Whatever ended may go again once it is taken up; whether it is, is the watcher's to say.
        private void AskRetry()
        {
            if (request is not null)
                return;
            (request, doneRevision, lostRevision) = (new RequestReading(Request(RequestKind.Retry), null), null, null);
        }

        private static ProjectRequest Request(RequestKind kind) =>
            new() { Kind = kind, Id = "1", At = Now, From = "10.0.0.1" };

        private void Reconcile(int actionsBeforeTheKill)
        {
            var seen = Gather();
            var decision = ProjectPolicy.Decide(seen, options, now);
            var left = actionsBeforeTheKill;
            foreach (var action in ActionPlan.For(seen, decision, now))
            {
                if (left-- == 0 || !Do(action))
                    return; // Killed, or the engine refused it.
            }

            foreach (var record in seen.Records.Where(record => record != seen.Revival?.Record))
            {
                var known = record;
                foreach (var item in AfterRunPlan.For(record, Follows))
                {
                    if (left-- == 0)
                        return;
                    Do(item.Do!);
                    if (left-- == 0)
                        return;
                    known = known with { AfterRun = AfterRunDue.OrNothing(item.Note(known.AfterRun!)) };
                    Do(new DurableAction.WriteRecord(known));
                }
            }
        }

        private ProjectObservation Gather()
        {
            var entry = Entry(revision, Control);
            entry = entry with { Seen = entry.Seen with { Stamp = (ulong)(revision + (100 * touches)) } };
            var open = Open;
            var fault = away ? new UploadFault(UploadFaultKind.RootUnavailable, "away") : null;
            var phase = open is not null && engine.TryGetValue(open.WorkflowName, out var known) ? known : (RunPhase?)null;
            var isGone = phase is null && open?.LaunchedAt is not null;
            var ordered = records.Values.OrderBy(r => r.IntendedAt).ThenBy(r => r.Attempt).ToList();
            return Ready(revision) with
            {
                Upload = unseen ? null : Upload(entry, fault),
                Report = Report(mayRun: !invalid || accepted),
                Baseline = (isReleased ? "released" : baseline) switch
                {
                    "held" => new BaselineStanding(true, null),
                    "adopted" => new BaselineStanding(false, Revision(1).ToString()),
                    _ => BaselineStanding.None,
                },
                Marker = marker,
                Request = request,
                AfterRun = AfterRunDue.Of(Follows, makesWorkflows: true),
                Engine = ArgoEngine.EngineName,
                Records = ordered,
                Revival = open is null ? WorkflowRevivals.Find(Sightings, unseen ? marker?.Revision : Revision(revision).ToString(), ordered) : null,
                Run = phase is { } p ? new Run(p, Message: "as it ended") : null,
                Products = phase == RunPhase.Succeeded || (isGone && succeeded.Contains(open!.Run))
                    ? [new Product("ortho.tif", 1)]
                    : [],
                ProductsProveEnd = isGone && succeeded.Contains(open!.Run),
            };
        }

        private IReadOnlyList<WorkflowSighting> Sightings =>
        [
            .. engine.Select(entry => new WorkflowSighting(
                entry.Key, Project, records[runOf[entry.Key]].Revision, runOf[entry.Key], madeAt[entry.Key],
                entry.Value, "")),
        ];

        private bool Do(DurableAction action)
        {
            switch (action)
            {
                case DurableAction.WriteRecord write:
                    records[write.Record.Run] = write.Record;
                    Assert.True(records.Values.Count(record => record.IsOpen) <= 1, "two runs are open");
                    break;
                case DurableAction.Launch launch:
                    return Launch(launch.Record);
                case DurableAction.Stop stop:
                    stopAsked.Add(stop.Record.WorkflowName);
                    break;
                case DurableAction.WriteMarker write:
                    AssertTrue(write.Marker);
                    marker = write.Marker;
                    break;
                case DurableAction.RemoveMarkers:
                    marker = null;
                    break;
                case DurableAction.ReleaseFromBaseline:
                    isReleased = true;
                    break;
                case DurableAction.RemoveRequest:
                    Assert.NotNull(request);
                    request = null;
                    break;
                case DurableAction.AppendToLog append:
                    followed.Add(append.Record.Run); // Every one of these may be done again.
                    Assert.Contains(append.Record.Run, succeeded);
                    break;
                case DurableAction.DeleteProject delete:
                    Assert.False(records[delete.Record.Run].IsOpen, "the project of a run that goes is deleted");
                    Assert.Contains(delete.Record.Run, succeeded);
                    break;
            }

            return true;
        }

        private bool Launch(RunRecord record)
        {
            Assert.True(records.ContainsKey(record.Run), "a launch that nobody wrote down");
            if (engine.Any(entry => entry.Value == RunPhase.Running && entry.Key != record.Run))
                return false; // Somebody's hand was faster; the engine lets no second one go.
            if (starts.ContainsKey(record.Run) && engine.ContainsKey(record.Run))
                return true; // As every engine does: the name is taken.
            Assert.True(!starts.ContainsKey(record.Run) || records[record.Run].LaunchedAt is null, "launched again");
            Assert.NotEqual(lostRevision, revision);
            Assert.Equal(Revision(revision).ToString(), record.Revision);
            Assert.NotEqual(doneRevision, revision);
            starts[record.Run] = 1;
            Make(record.Run, record.Run);
            revisionOfRun[record.Run] = revision;
            return true;
        }

        private void Make(string workflow, string run)
        {
            engine[workflow] = RunPhase.Running;
            runOf[workflow] = run;
            madeAt[workflow] = clusterTime;
        }

        private void RetryByHand()
        {
            if (Ended() is not { } workflow)
                return;
            engine[workflow] = RunPhase.Running;
            stopAsked.Remove(workflow);
            GoesAgain(workflow);
        }

        private void ResubmitByHand()
        {
            if (Ended() is not { } workflow)
                return;
            Make($"{runOf[workflow]}-{madeAt.Count}", runOf[workflow]);
            GoesAgain(workflow);
        }

        private string? Ended() => engine.ContainsValue(RunPhase.Running)
            ? null // An operator sees what goes.
            : engine.Keys.OrderByDescending(name => madeAt[name]).FirstOrDefault();

        private void GoesAgain(string workflow)
        {
            if (revisionOfRun[runOf[workflow]] == doneRevision)
                doneRevision = null; // It may fail this time.
            if (revisionOfRun[runOf[workflow]] == lostRevision)
                lostRevision = null;
        }

        private void AssertTrue(Marker written)
        {
            if (written is not CompletedMarker completed)
                return;
            Assert.Contains(completed.Run, succeeded);
            Assert.Equal(Revision(revisionOfRun[completed.Run]).ToString(), completed.Revision);
        }

        private void EndRun(RunPhase phase)
        {
            foreach (var (workflow, _) in engine.Where(entry => entry.Value == RunPhase.Running).ToList())
            {
                var run = runOf[workflow];
                engine[workflow] = phase;
                if (phase != RunPhase.Succeeded)
                    continue;
                succeeded.Add(run);
                if (records[run].Stop?.Reason != StopReason.ImageryChanged && records[run].RetryFile == Control.Retry
                    && IsFollowed(workflow))
                    doneRevision = revisionOfRun[run];
            }
        }

        /// <summary>
        /// What a run comes to that an operator's hand set going again is known once the watcher has found it; until
        /// then another change may come first, and a further run is what its rules ask for.
        /// </summary>
        private bool IsFollowed(string workflow) =>
            records[runOf[workflow]] is { IsOpen: true } record && record.WorkflowName == workflow;

        private void HeedStop()
        {
            foreach (var run in stopAsked.Where(
                run => engine.GetValueOrDefault(run, RunPhase.Failed) == RunPhase.Running))
                engine[run] = RunPhase.Failed;
        }

        /// <summary>The run's end was told before the watcher was killed, so it does not go away unseen.</summary>
        private bool IsMarked(RunRecord record) =>
            marker is RunMarker told && told.Run == record.Run && told.WrittenAt != record.OutdatedMarkerAt;

        /// <summary>Workflows go away, by their time to live or by somebody's hand.</summary>
        private void Forget(Func<RunPhase, bool> which)
        {
            foreach (var (workflow, _) in engine.Where(entry => which(entry.Value)).ToList())
            {
                engine.Remove(workflow);
                var record = records[runOf[workflow]];
                if (record is { IsOpen: true, LaunchedAt: not null } && record.WorkflowName == workflow
                    && record.Stop?.Reason != StopReason.ImageryChanged && record.RetryFile == Control.Retry
                    && !IsMarked(record) && !engine.Keys.Any(other => runOf[other] == record.Run))
                    lostRevision = revisionOfRun[record.Run];
                else if (record is { IsOpen: true, LaunchedAt: null } || record.WorkflowName != workflow)
                    doneRevision = null; // It was never known to go.
            }
        }
    }
}
