using OfoWatcher.Reconciling;
using OfoWatcher.Workflows;
using static OfoWatcher.Tests.Reconciling.Sightings;

namespace OfoWatcher.Tests.Reconciling;

public sealed class LaunchGateTests
{
    private readonly LaunchGate gate = new();
    private readonly RunOptions options = Options with { MaxConcurrentRuns = 2, MaxLaunchesPerHour = 3 };

    private static RunRecord RecordOf(string project, DateTimeOffset? at = null) =>
        Record() with { Project = project, Run = project + "-1", IntendedAt = at ?? Now };

    private LaunchRefusal? Ask(string project, int settledMinute = 0, int minute = 0) =>
        gate.Ask(RecordOf(project), Now.AddMinutes(settledMinute), options, Now.AddMinutes(minute));

    [Fact]
    public void Nobody_is_let_through_before_every_project_was_looked_at()
    {
        Assert.NotNull(Ask("oak"));
        gate.Open();
        Assert.Null(Ask("oak"));
    }

    [Fact]
    public void No_more_runs_than_allowed_go_at_once_and_an_ended_one_makes_room()
    {
        gate.Open();
        Assert.Null(Ask("oak"));
        Assert.Null(Ask("fir"));
        Assert.Contains("it is next", Ask("pine")!.Words, StringComparison.Ordinal);
        Assert.True(gate.Learn("oak", [RecordOf("oak") with { ClosedAt = Now }], Now));
        Assert.Null(Ask("pine"));
    }

    [Fact]
    public void Runs_that_were_found_at_the_start_count()
    {
        gate.Learn("oak", [RecordOf("oak")], Now);
        gate.Learn("fir", [RecordOf("fir")], Now);
        gate.Open();
        Assert.NotNull(Ask("pine"));
    }

    [Fact]
    public void The_first_settled_is_first_served_whoever_asks_first()
    {
        gate.Learn("oak", [RecordOf("oak")], Now);
        gate.Learn("fir", [RecordOf("fir")], Now);
        gate.Open();
        Assert.NotNull(Ask("late", settledMinute: 9));
        Assert.NotNull(Ask("early", settledMinute: 1));
        Assert.Equal(["early", "late"], gate.Waiting);
        gate.Learn("oak", [], Now);
        Assert.Contains("1 project ahead", Ask("late", settledMinute: 9)!.Words, StringComparison.Ordinal);
        Assert.Null(Ask("early", settledMinute: 1));
    }

    [Fact]
    public void A_project_that_wants_no_run_any_more_lets_the_next_one_pass()
    {
        gate.Learn("oak", [RecordOf("oak")], Now);
        gate.Open();
        var full = options with { MaxConcurrentRuns = 1 };
        Assert.NotNull(gate.Ask(RecordOf("early"), Now, full, Now));
        gate.Learn("oak", [], Now);
        Assert.NotNull(gate.Ask(RecordOf("late"), Now.AddMinutes(1), full, Now));
        gate.Withdraw("early");
        Assert.Null(gate.Ask(RecordOf("late"), Now.AddMinutes(1), full, Now));
    }

    [Fact]
    public void Launches_of_the_last_hour_are_limited_also_over_a_restart_and_the_refusal_tells_until_when()
    {
        foreach (var (project, minute) in new[] { ("a", -59), ("b", -30), ("c", -10), ("old", -61) })
            gate.Learn(project, [RecordOf(project, Now.AddMinutes(minute)) with { ClosedAt = Now }], Now);
        gate.Open();
        Assert.Equal(TimeSpan.FromMinutes(1), Ask("oak")!.LookAgainAfter);
        Assert.Null(Ask("oak", minute: 1));
    }

    [Fact]
    public void Launches_dated_by_a_clock_that_was_years_ahead_do_not_count()
    {
        foreach (var project in new[] { "a", "b", "c" })
            gate.Learn(project, [RecordOf(project, Now.AddYears(70)) with { ClosedAt = Now }], Now);
        gate.Open();
        Assert.Null(Ask("oak"));
    }

    [Fact]
    public void A_place_that_came_to_nothing_can_be_given_back()
    {
        gate.Open();
        Assert.Null(Ask("oak"));
        Assert.Null(Ask("fir"));
        gate.Return(RecordOf("oak"));
        Assert.Null(Ask("pine"));
    }
}
