using OfoWatcher.Markers;
using OfoWatcher.Reconciling;
using OfoWatcher.Workflows;
using static OfoWatcher.Tests.Reconciling.Sightings;

namespace OfoWatcher.Tests.Reconciling;

/// <summary>What a request of the operator comes to, and in what order it is carried out.</summary>
public sealed class ProjectRequestTests
{
    [Fact]
    public void A_stop_is_written_down_before_it_is_removed_and_then_asked_of_the_engine()
    {
        var going = Going with { Request = Stop(Record().Run) };

        var taken = Assert.IsType<ProjectDecision.TakeStop>(Decide(going));
        var actions = ActionPlan.For(going, taken, Now);
        var written = Assert.IsType<DurableAction.WriteRecord>(actions[0]).Record;
        Assert.Equal(new StopRequest(StopReason.Cancelled, Now, ByOperator: true), written.Stop);
        Assert.IsType<DurableAction.RemoveRequest>(actions[1]);
        Assert.Equal(2, actions.Count);

        var next = Assert.IsType<ProjectDecision.Stop>(Decide(going with { Records = [written], Request = null }));
        Assert.Equal("cancelled by the operator", next.Record.Stop!.Words);
        var ended = Going with { Records = [written], Run = new Run(RunPhase.Failed, Message: "stopped") };
        var marker = Assert.IsType<FailedMarker>(Assert.IsType<ProjectDecision.Mark>(Decide(ended)).Marker);
        Assert.StartsWith("cancelled by the operator;", marker.Message, StringComparison.Ordinal);
        Assert.Null(marker.RetryAt);
    }

    [Fact]
    public void A_run_that_was_not_launched_yet_never_is()
    {
        var meant = Ready() with { Records = [Record(launched: false)], Request = Stop(Record().Run) };
        var stopped = Assert.IsType<DurableAction.WriteRecord>(ActionPlan.For(meant, Decide(meant), Now)[0]).Record;

        var next = Assert.IsType<ProjectDecision.Mark>(Decide(meant with { Records = [stopped], Request = null }));

        Assert.Equal("cancelled by the operator before it started", next.Marker.Message);
    }

    [Fact]
    public void A_stop_of_a_run_that_has_ended_stops_no_later_one()
    {
        var second = Record(attempt: 2);
        var seen = Ready() with { Records = [Record(open: false), second], Run = new Run(RunPhase.Running) };

        var dismissed = Assert.IsType<ProjectDecision.Dismiss>(Decide(seen with { Request = Stop(Record().Run) }));

        Assert.Equal($"{Record().Run} has ended", dismissed.Words);
        Assert.IsType<ProjectDecision.TakeStop>(Decide(seen with { Request = Stop(run: null) }));
    }

    [Fact]
    public void How_a_run_ended_by_itself_is_told_before_a_stop_that_came_too_late_is_dropped()
    {
        var seen = Ready() with { Records = [Record()], Request = Stop(Record().Run) };

        Assert.IsType<ProjectDecision.Mark>(Decide(seen with { Run = new Run(RunPhase.Failed, Message: "exit 1") }));
        Assert.IsType<ProjectDecision.Mark>(Decide(seen)); // Gone from its engine.
    }

    [Fact]
    public void A_retry_removes_the_marker_and_the_hold_before_the_request()
    {
        var held = Ready() with { Baseline = new BaselineStanding(true, null), Request = Retry };
        Assert.Equal(
            [typeof(DurableAction.ReleaseFromBaseline), typeof(DurableAction.RemoveRequest)], Plan(held));

        var failed = Ready() with { Marker = Failed(), Records = [Record(open: false)], Request = Retry };
        Assert.Equal([typeof(DurableAction.RemoveMarkers), typeof(DurableAction.RemoveRequest)], Plan(failed));
        Assert.IsType<ProjectDecision.Launch>(Decide(failed with { Marker = null, Request = null }));
    }

    [Fact]
    public void A_retry_that_makes_no_sense_is_dropped_with_the_reason()
    {
        Assert.Equal($"{Record().Run} is under way", Dismissal(Going with { Request = Retry }));
        Assert.Equal("it has not ended and goes on by itself", Dismissal(Ready() with { Request = Retry }));
        Assert.Equal(
            "it is not on the share", Dismissal(Ready() with { Upload = null, Marker = Failed(), Request = Retry }));
        Assert.Equal(
            "it is damaged", Dismissal(Ready() with { Request = new RequestReading(null, "it is damaged") }));
    }

    [Fact]
    public void A_project_that_is_left_alone_is_left_alone_with_its_request() =>
        Assert.IsType<ProjectDecision.Wait>(Decide(Ready() with { Damage = "damaged", Request = Retry }));

    [Fact]
    public void What_may_be_asked_depends_on_the_token_the_marker_and_the_run()
    {
        var failed = new MarkerReading(Failed(), null, []);
        Assert.Equal((true, false), May(failed, []));
        Assert.Equal((false, false), May(failed, [], token: false));
        Assert.Equal((false, true), May(MarkerReading.None, [Record()]));
        var stopping = Record() with { Stop = new StopRequest(StopReason.Cancelled, Now) };
        Assert.Equal((false, false), May(MarkerReading.None, [stopping]));
        Assert.Equal((false, false), May(MarkerReading.None, []));
        Assert.Equal((true, false), May(MarkerReading.None, [], held: true));
        Assert.Equal((false, false), May(failed, [], onShare: false));
        Assert.Equal((false, true), May(MarkerReading.None, [Record()], onShare: false));
        Assert.Equal((false, false), May(failed with { Request = Retry }, []));
        Assert.Equal((false, false), May(new MarkerReading(null, "damaged", []), [Record()]));
    }

    private static ProjectObservation Going { get; } =
        Ready() with { Records = [Record()], Run = new Run(RunPhase.Running) };

    private static RequestReading Retry { get; } = new(
        new ProjectRequest { Kind = RequestKind.Retry, Id = "1", At = Now, From = "10.0.0.1" }, null);

    private static RequestReading Stop(string? run) => new(
        new ProjectRequest { Kind = RequestKind.Stop, Id = "1", At = Now, From = "10.0.0.1", Run = run }, null);

    private static ProjectDecision Decide(ProjectObservation seen) => ProjectPolicy.Decide(seen, Options, Now);

    private static string Dismissal(ProjectObservation seen) =>
        Assert.IsType<ProjectDecision.Dismiss>(Decide(seen)).Words;

    private static IEnumerable<Type> Plan(ProjectObservation seen) =>
        ActionPlan.For(seen, Decide(seen), Now).Select(action => action.GetType());

    private static (bool Retry, bool Stop) May(
        MarkerReading reading,
        IReadOnlyList<RunRecord> records,
        bool held = false,
        bool onShare = true,
        bool token = true)
    {
        var actions = RequestObstacles.For(reading, records, held, onShare, token);
        return (actions.MayRetry, actions.MayStop);
    }
}
