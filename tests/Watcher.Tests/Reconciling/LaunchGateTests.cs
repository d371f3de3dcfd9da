using OfoWatcher.Reconciling;
using OfoWatcher.Reconciling.Launching;
using OfoWatcher.Workflows;
using static OfoWatcher.Tests.Reconciling.Sightings;

namespace OfoWatcher.Tests.Reconciling;

public sealed class LaunchGateTests
{
    private readonly LaunchGate gate = new();
    private readonly RunOptions options = Options with { MaxConcurrentRuns = 2, MaxLaunchesPerHour = 3 };

    private static RunRecord RecordOf(string project, DateTimeOffset? at = null, long? bytes = null) => Record() with
    {
        Project = project,
        Run = project + "-1",
        Photos = "/share/" + project,
        IntendedAt = at ?? Now,
        Plan = bytes is { } size ? Plan(hours: 1) with { EstimatedDiskBytes = size } : null,
    };

    private LaunchRefusal? Ask(string project, int settledMinute = 0, int minute = 0) =>
        Ask(project, new LaunchLimits(options), settledMinute, minute);

    private LaunchRefusal? Ask(
        string project, LaunchLimits limits, int settledMinute = 0, int minute = 0, long? bytes = null)
    {
        var record = RecordOf(project, bytes: bytes);
        return gate.Ask(
            record, LaunchCandidate.Of(record, Now.AddMinutes(settledMinute), 0), limits, Now.AddMinutes(minute));
    }

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
    public void Two_launches_at_the_same_moment_are_meant_in_different_seconds()
    {
        gate.Open();
        Assert.Null(Ask("oak"));
        Assert.Null(Ask("fir"));

        Assert.Equal(Now, gate.TimeOf(RecordOf("oak")));
        Assert.Equal(Now.AddSeconds(1), gate.TimeOf(RecordOf("fir")));
    }

    [Fact]
    public void Those_ahead_in_line_take_the_launches_of_an_hour_in_which_there_was_none_yet()
    {
        gate.Open();
        var one = new LaunchLimits(options with { MaxLaunchesPerHour = 1 });
        gate.Queue(LaunchCandidate.Of(RecordOf("fir"), Now.AddMinutes(-5), 0));

        Assert.Contains("1 project ahead", Ask("oak", one)!.Words, StringComparison.Ordinal);
        Assert.Null(Ask("fir", one, settledMinute: -5));
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
        Assert.Equal(["early", "late"], gate.Waiting(options, Now));
        gate.Learn("oak", [], Now);
        Assert.Contains("1 project ahead", Ask("late", settledMinute: 9)!.Words, StringComparison.Ordinal);
        Assert.Null(Ask("early", settledMinute: 1));
    }

    [Fact]
    public void A_project_that_wants_no_run_any_more_lets_the_next_one_pass()
    {
        gate.Learn("oak", [RecordOf("oak")], Now);
        gate.Open();
        var full = new LaunchLimits(options with { MaxConcurrentRuns = 1 });
        Assert.NotNull(Ask("early", full));
        gate.Learn("oak", [], Now);
        Assert.NotNull(Ask("late", full, settledMinute: 1));
        gate.Withdraw("early");
        Assert.Null(Ask("late", full, settledMinute: 1));
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

    [Fact]
    public void Licences_bind_where_they_are_fewer_and_the_refusal_says_so()
    {
        gate.Open();
        var limits = new LaunchLimits(options, MostRuns: 1);
        Assert.Null(Ask("oak", limits));
        Assert.Equal("1 of 1 runs are going (the engine has 1 licence), it is next", Ask("fir", limits)!.Words);
        Assert.Null(Ask("fir", limits with { MostRuns = 7 }));
        Assert.Equal("2 of 2 runs are going, it is next", Ask("pine", limits with { MostRuns = 7 })!.Words);
    }

    [Fact]
    public void What_going_runs_may_write_is_promised_to_them_until_they_end()
    {
        gate.Open();
        var limits = Limits(freeGigabytes: 110);
        Assert.Null(Ask("oak", limits, bytes: 60 * Gigabyte));
        var refusal = Ask("fir", limits, bytes: 41 * Gigabyte)!;
        Assert.True(refusal.IsForRoom);
        Assert.Equal(
            "its run may write 41 GB, and the output volume has 110 GB left, 60 GB of it promised to runs before it, "
            + "and 10.0 GB are kept free (Runs:MinFreeSpace); it goes when runs have ended, or as soon as somebody "
            + "makes room",
            refusal.Words);
        Assert.Null(Ask("pine", limits, settledMinute: -1, bytes: 40 * Gigabyte));
        gate.Learn("oak", [], Now);
        gate.Learn("pine", [], Now);
        Assert.Null(Ask("fir", limits, bytes: 41 * Gigabyte));
    }

    [Fact]
    public void Nobody_behind_takes_the_room_that_a_project_waits_for()
    {
        gate.Open();
        var limits = Limits(freeGigabytes: 110);
        Assert.Null(Ask("oak", limits, bytes: 60 * Gigabyte));
        Assert.NotNull(Ask("large", limits, settledMinute: 1, bytes: 90 * Gigabyte));
        Assert.NotNull(Ask("small", limits, settledMinute: 2, bytes: Gigabyte));
        gate.Learn("oak", [], Now);
        Assert.Null(Ask("large", limits, settledMinute: 1, bytes: 90 * Gigabyte));
        Assert.Null(Ask("small", limits, settledMinute: 2, bytes: Gigabyte));
    }

    [Fact]
    public void A_project_that_fits_at_no_time_holds_up_nobody_and_says_that_room_must_be_made()
    {
        gate.Open();
        var limits = Limits(freeGigabytes: 110);
        Assert.Equal(
            "its run may write 300 GB, and the output volume has 110 GB left, and 10.0 GB are kept free "
            + "(Runs:MinFreeSpace); it goes as soon as somebody makes room",
            Ask("huge", limits, bytes: 301 * Gigabyte)!.Words);
        Assert.Null(Ask("small", limits, settledMinute: 1, bytes: Gigabyte));
        Assert.Null(Ask("huge", Limits(freeGigabytes: 400), bytes: 301 * Gigabyte));
    }

    [Fact]
    public void A_run_of_unknown_size_and_a_volume_that_says_nothing_are_not_held_up_for_room()
    {
        gate.Open();
        Assert.Null(Ask("oak", Limits(freeGigabytes: 1)));
        Assert.Null(Ask("fir", Limits(freeGigabytes: null), bytes: 300 * Gigabyte));
    }

    [Fact]
    public void The_next_that_are_called_are_those_for_which_there_is_room()
    {
        gate.Learn("oak", [RecordOf("oak")], Now);
        gate.Learn("fir", [RecordOf("fir")], Now);
        gate.Open();
        var limits = new LaunchLimits(options, FreeBytes: 110 * Gigabyte);
        Assert.NotNull(Ask("huge", limits, bytes: 301 * Gigabyte));
        Assert.NotNull(Ask("small", limits, settledMinute: 1));
        Assert.NotNull(Ask("smaller", limits, settledMinute: 2));
        Assert.Empty(gate.Next(options, Now));
        gate.Learn("oak", [], Now);
        Assert.Equal(["small"], gate.Next(options, Now));
    }

    [Fact]
    public void Input_roots_take_turns_by_the_runs_that_go()
    {
        gate.Learn("oak", [RecordOf("oak")], Now); // Of /share.
        gate.Open();
        var ours = RecordOf("ours");
        var theirs = RecordOf("theirs") with { Photos = "/other/theirs" };
        var limits = new LaunchLimits(options);
        gate.Queue(LaunchCandidate.Of(theirs, Now.AddHours(5), 0));
        Assert.NotNull(gate.Ask(ours, LaunchCandidate.Of(ours, Now, 0), limits, Now));
        Assert.Null(gate.Ask(theirs, LaunchCandidate.Of(theirs, Now.AddHours(5), 0), limits, Now));
    }

    [Fact]
    public void Who_waits_is_told_about_when_a_place_will_be_free()
    {
        foreach (var (project, hours) in new[] { ("oak", 3), ("fir", 1) })
        {
            gate.Learn(project, [RecordOf(project)], Now);
            gate.Expect(project, Now.AddHours(hours));
        }

        gate.Open();
        Assert.Equal(
            "2 of 2 runs are going, it is next; starts about 2026-06-12 11:00 UTC (in 60 min)", Ask("pine")!.Words);
        Assert.Equal(
            "2 of 2 runs are going, 1 project ahead; starts about 2026-06-12 13:00 UTC (in 3 h)",
            Ask("yew", settledMinute: 1)!.Words);
        Assert.Equal("2 of 2 runs are going, 2 projects ahead", Ask("elm", settledMinute: 2)!.Words);
        gate.Expect("oak", null);
        Assert.Equal("2 of 2 runs are going, it is next", Ask("pine")!.Words);
    }

    private const long Gigabyte = 1_000_000_000;

    private LaunchLimits Limits(long? freeGigabytes) => new(
        options with { MaxConcurrentRuns = 9, MaxLaunchesPerHour = 99 }, FreeBytes: freeGigabytes * Gigabyte);
}
