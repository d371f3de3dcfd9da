using OfoWatcher.Intake;
using OfoWatcher.Notifications;
using OfoWatcher.Reconciling;
using OfoWatcher.Reconciling.Notifying;
using OfoWatcher.Reconciling.Progress;
using OfoWatcher.Workflows;

namespace OfoWatcher.Tests.Reconciling.Notifying;

public sealed class StandstillsTests
{
    private static readonly ProjectObservation Seen = Sightings.Ready() with { Checked = 12 };

    [Theory]
    [InlineData("Backlog")]
    [InlineData("Pilot")]
    [InlineData("Paused")]
    [InlineData("Queue")]
    [InlineData("Retry")]
    public void Who_waits_as_somebody_wants_it_to_is_never_stuck(string why) =>
        Assert.Null(Of(Wait(Enum.Parse<WaitReason>(why))));

    [Theory]
    [InlineData("Uploading", "uploading, 20")]
    [InlineData("Checking", "checking, 12")]
    [InlineData("Share", "share")]
    [InlineData("Attention", "attention")]
    public void Who_waits_for_what_ought_to_come_may_be(string why, string key) =>
        Assert.Equal(new Standstill(key, "words"), Of(Wait(Enum.Parse<WaitReason>(why))));

    [Fact]
    public void A_launch_is_held_up_by_an_obstacle_and_not_by_others_in_line()
    {
        var launch = new ProjectDecision.Launch(Sightings.Record());

        Assert.Equal(new Standstill("obstacle", "words"), Of(launch, WaitReason.Obstacle));
        Assert.Null(Of(launch, WaitReason.Queue));
        Assert.Null(Of(launch));
    }

    [Fact]
    public void A_run_comes_on_with_each_step_and_each_percent()
    {
        var follow = new ProjectDecision.Follow(Sightings.Record(), new Run(RunPhase.Running));
        var keys = new[]
        {
            new RunStanding("setup", 1, 3, 0.1), new RunStanding("match_photos", 2, 3, 0.1),
            new RunStanding("match_photos", 2, 3, 0.11), new RunStanding(), null,
        }.Select(run => Standstills.Of(Seen, follow, null, "words", run, TimeSpan.FromHours(3))!).ToList();

        Assert.Equal(4, keys.Select(standstill => standstill.Key).Distinct().Count());
        Assert.All(keys, standstill => Assert.Equal(TimeSpan.FromHours(3), standstill.Takes));
    }

    [Fact]
    public void What_has_ended_or_just_came_on_is_not_stuck()
    {
        Assert.Null(Of(new ProjectDecision.None()));
        Assert.Null(Of(new ProjectDecision.Mark(Sightings.Completed(), null)));
        Assert.Null(Of(new ProjectDecision.Retire(Sightings.Record(), "")));
    }

    [Fact]
    public void Photos_that_have_had_no_turn_yet_stand_in_line()
    {
        var inLine = Seen with { Checked = null };
        Assert.Null(Of(inLine, Wait(WaitReason.Checking)));
        Assert.Null(Of(inLine, new ProjectDecision.Validate()));
        Assert.Equal("checking, 12", Of(new ProjectDecision.Validate())!.Key);
    }

    [Theory]
    [InlineData("Unreadable", true)]
    [InlineData("Emptied", true)]
    [InlineData("RootUnavailable", false)]
    public void A_root_that_is_away_is_not_told_by_each_of_its_projects(string kind, bool mayBeStuck) =>
        Assert.Equal(mayBeStuck, Of(Away(Seen, Enum.Parse<UploadFaultKind>(kind)), Wait(WaitReason.Share)) is not null);

    [Fact]
    public void A_folder_that_cannot_be_read_sticks_nobody_who_was_to_wait()
    {
        var held = Seen with { Baseline = new BaselineStanding(true, null) };
        foreach (var waits in new[]
        {
            held, Sightings.Ready(control: ControlFiles.None with { Hold = true }),
            Sightings.Ready(control: ControlFiles.None with { Cancel = true }),
        })
        {
            Assert.Null(Of(Away(waits, UploadFaultKind.Unreadable), Wait(WaitReason.Share)));
        }

        var released = held with { Records = [Sightings.Record(open: false)] };
        Assert.NotNull(Of(Away(released, UploadFaultKind.Unreadable), Wait(WaitReason.Share)));
    }

    [Fact]
    public void What_the_engine_refuses_again_and_again_stands_still_until_a_run_begins()
    {
        var refused = Sightings.Record(open: false) with { Result = RunRecord.Refused };
        var waits = Seen with { Records = [refused], Marker = Sightings.Failed() };
        var next = Sightings.Record(attempt: 2);
        var follows = waits with { Records = [refused, next], Marker = null };
        var follow = new ProjectDecision.Follow(next, new Run(RunPhase.Running));
        var standstills = new[]
        {
            Of(waits, Wait(WaitReason.Retry)), Of(waits, new ProjectDecision.Validate()),
            Of(waits with { Checked = 3 }, Wait(WaitReason.Checking)), Of(waits, new ProjectDecision.Launch(next)),
            Of(waits, new ProjectDecision.Launch(next), WaitReason.Obstacle),
            Standstills.Of(follows, follow, null, "words", new RunStanding(), null),
        };

        Assert.Single(standstills.Select(standstill => standstill?.Key).Distinct());
        Assert.Equal("exit code 1", standstills[0]!.Why);
        var begun = Standstills.Of(follows, follow, null, "words", new RunStanding("setup", 1, 3), null)!;
        Assert.NotEqual(standstills[0]!.Key, begun.Key);
        Assert.Null(Of(waits with { Records = [Sightings.Record(open: false)] }, Wait(WaitReason.Retry)));
        Assert.Null(Of(Sightings.Ready(revision: 2) with { Records = [refused] }, new ProjectDecision.Launch(next)));
    }

    private static ProjectObservation Away(ProjectObservation seen, UploadFaultKind kind) =>
        seen with { Upload = seen.Upload! with { Fault = new UploadFault(kind, "away") } };

    private static ProjectDecision.Wait Wait(WaitReason why) => new(why, "words");

    private static Standstill? Of(ProjectDecision decision, WaitReason? wait = null) =>
        Of(Seen, decision, wait);

    private static Standstill? Of(ProjectObservation seen, ProjectDecision decision, WaitReason? wait = null) =>
        Standstills.Of(seen, decision, wait, "words", null, null);
}
