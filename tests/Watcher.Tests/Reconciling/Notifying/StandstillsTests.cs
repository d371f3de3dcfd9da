using OfoWatcher.Notifications;
using OfoWatcher.Reconciling;
using OfoWatcher.Reconciling.Notifying;
using OfoWatcher.Reconciling.Progress;
using OfoWatcher.Workflows;

namespace OfoWatcher.Tests.Reconciling.Notifying;

public sealed class StandstillsTests
{
    private static readonly ProjectObservation Seen = Sightings.Ready();

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
    [InlineData("Checking", "checking")]
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

    private static ProjectDecision.Wait Wait(WaitReason why) => new(why, "words");

    private static Standstill? Of(ProjectDecision decision, WaitReason? wait = null) =>
        Standstills.Of(Seen, decision, wait, "words", null, null);
}
