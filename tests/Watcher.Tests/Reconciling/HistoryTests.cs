using FsCheck;
using FsCheck.Fluent;
using OfoWatcher.Intake;
using OfoWatcher.Markers;
using OfoWatcher.Reconciling;
using OfoWatcher.Workflows;
using static OfoWatcher.Tests.Reconciling.Sightings;

namespace OfoWatcher.Tests.Reconciling;

/// <summary>Random histories of one project, in which the watcher is killed between any two of its actions.</summary>
public sealed class HistoryTests
{
    private static readonly Gen<Step> AnyStep = Gen.Frequency(
        (8, Gen.Choose(0, 8).Select(actions => new Step(StepKind.Reconcile, actions))),
        (4, Gen.Constant(new Step(StepKind.Reconcile, int.MaxValue))),
        (2, Gen.Choose(1, 3).Select(revision => new Step(StepKind.Upload, revision))),
        (3, Gen.Elements(
            StepKind.RunSucceeds, StepKind.RunFails, StepKind.RunHeedsStop, StepKind.EngineForgets, StepKind.Hours,
            StepKind.DeleteMarker, StepKind.DropRetry, StepKind.ToggleCancel, StepKind.ToggleHold, StepKind.ToggleValid,
            StepKind.ToggleShare, StepKind.ToggleUnseen, StepKind.ClockSetBack).Select(kind => new Step(kind, 0))));

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
        ToggleCancel, ToggleHold, ToggleValid, ToggleShare, ToggleUnseen, ClockSetBack,
    }

    /// <param name="Argument">For a reconcile how many actions the watcher gets done before it is killed.</param>
    private sealed record Step(StepKind Kind, int Argument);

    /// <summary>The share, the output volume and the engine, as a watcher finds them.</summary>
    private sealed class World(RunOptions options, string baseline)
    {
        private readonly SortedDictionary<string, RunRecord> records = [];
        private readonly Dictionary<string, RunPhase> engine = [];
        private readonly Dictionary<string, int> starts = [];
        private readonly Dictionary<string, int> revisionOfRun = [];
        private readonly HashSet<string> succeeded = [];
        private readonly HashSet<string> stopAsked = [];
        private DateTimeOffset now = Now;
        private Marker? marker;
        private int revision = 1, retries, touches;
        private bool cancel, hold, invalid, away, unseen;
        private int? doneRevision; // A run of it ended well, and nothing since asks for another.

        private ControlFiles Control => new(false, hold, cancel, retries == 0 ? null : $"retry-{retries}");

        public void Take(Step step)
        {
            now = now.AddSeconds(10);
            switch (step.Kind)
            {
                case StepKind.Reconcile: Reconcile(step.Argument); break;
                case StepKind.Upload: (revision, doneRevision) = (step.Argument, null); break;
                case StepKind.RunSucceeds: EndRun(RunPhase.Succeeded); break;
                case StepKind.RunFails: EndRun(RunPhase.Failed); break;
                case StepKind.RunHeedsStop: HeedStop(); break;
                case StepKind.EngineForgets: ForgetEnded(); break;
                case StepKind.Hours: now = now.AddHours(7); break;
                case StepKind.ToggleUnseen: unseen = !unseen; break;
                case StepKind.ClockSetBack: now = now.AddDays(-1); break;
                case StepKind.DeleteMarker: (marker, doneRevision) = (null, null); break;
                case StepKind.DropRetry: (retries, doneRevision) = (retries + 1, null); break;
                case StepKind.ToggleCancel: cancel = !cancel; break;
                case StepKind.ToggleHold: hold = !hold; break;
                case StepKind.ToggleValid: (invalid, touches) = (!invalid, touches + 1); break;
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

            Assert.DoesNotContain(records.Values, record => record.IsOpen);
            Assert.NotNull(marker);
            Assert.Equal(Revision(revision).ToString(), marker.Revision);
            if (invalid)
                return; // It may have ended well before the photos were found broken.
            Assert.True(marker is CompletedMarker or FailedMarker { RetryAt: null }, marker.ToString());
        }

        private void Reconcile(int actionsBeforeTheKill)
        {
            var seen = Gather();
            var decision = ProjectPolicy.Decide(seen, options, now);
            foreach (var action in ActionPlan.For(seen, decision, now).Take(actionsBeforeTheKill))
                Do(action);
        }

        private ProjectObservation Gather()
        {
            var entry = Entry(revision, Control);
            entry = entry with { Seen = entry.Seen with { Stamp = (ulong)(revision + (100 * touches)) } };
            var open = records.Values.FirstOrDefault(record => record.IsOpen);
            var fault = away ? new UploadFault(UploadFaultKind.RootUnavailable, "away") : null;
            var phase = open is not null && engine.TryGetValue(open.Run, out var known) ? known : (RunPhase?)null;
            return Ready(revision) with
            {
                Upload = unseen ? null : Upload(entry, fault),
                Report = Report(mayRun: !invalid),
                Baseline = baseline switch
                {
                    "held" => new BaselineStanding(true, null),
                    "adopted" => new BaselineStanding(false, Revision(1).ToString()),
                    _ => BaselineStanding.None,
                },
                Marker = marker,
                Records = [.. records.Values.OrderBy(r => r.IntendedAt).ThenBy(r => r.Attempt)],
                Run = phase is { } p ? new Run(p, Message: "as it ended") : null,
                Products = phase == RunPhase.Succeeded ? [new Product("ortho.tif", 1)] : [],
            };
        }

        private void Do(DurableAction action)
        {
            switch (action)
            {
                case DurableAction.WriteRecord write:
                    records[write.Record.Run] = write.Record;
                    Assert.True(records.Values.Count(record => record.IsOpen) <= 1, "two runs are open");
                    break;
                case DurableAction.Launch launch:
                    Launch(launch.Record);
                    break;
                case DurableAction.Stop stop:
                    stopAsked.Add(stop.Record.Run);
                    break;
                case DurableAction.WriteMarker write:
                    AssertTrue(write.Marker);
                    marker = write.Marker;
                    break;
                case DurableAction.RemoveMarkers:
                    marker = null;
                    break;
            }
        }

        private void Launch(RunRecord record)
        {
            Assert.True(records.ContainsKey(record.Run), "a launch that nobody wrote down");
            if (starts.ContainsKey(record.Run))
                return; // As every engine does: the name is taken.
            Assert.DoesNotContain(RunPhase.Running, engine.Values);
            Assert.Equal(Revision(revision).ToString(), record.Revision);
            Assert.NotEqual(doneRevision, revision);
            starts[record.Run] = 1;
            engine[record.Run] = RunPhase.Running;
            revisionOfRun[record.Run] = revision;
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
            foreach (var (run, _) in engine.Where(entry => entry.Value == RunPhase.Running).ToList())
            {
                engine[run] = phase;
                if (phase != RunPhase.Succeeded)
                    continue;
                succeeded.Add(run);
                if (records[run].Stop?.Reason != StopReason.ImageryChanged && records[run].RetryFile == Control.Retry)
                    doneRevision = revisionOfRun[run];
            }
        }

        private void HeedStop()
        {
            foreach (var run in stopAsked.Where(
                run => engine.GetValueOrDefault(run, RunPhase.Failed) == RunPhase.Running))
                engine[run] = RunPhase.Failed;
        }

        private void ForgetEnded()
        {
            foreach (var (run, _) in engine.Where(entry => entry.Value != RunPhase.Running).ToList())
            {
                engine.Remove(run);
                if (records[run].IsOpen)
                    doneRevision = null; // Nobody will ever know that it ended well.
            }
        }
    }
}
