using OfoWatcher.Markers;
using OfoWatcher.Notifications;
using OfoWatcher.Reconciling;
using OfoWatcher.Reconciling.Progress;
using OfoWatcher.Tests.Notifications;
using OfoWatcher.Workflows;

namespace OfoWatcher.Tests.Reconciling.Notifying;

/// <summary>A marker that carries who is to be told, and one that was written again with who was, among decisions.</summary>
public sealed class NoticePlanTests
{
    private static readonly CompletedMarker Told = Sightings.Completed() with
    {
        Notice = new Notice { Id = "1", Due = [], Delivered = new Dictionary<string, DateTimeOffset> { ["lab"] = Events.Now } },
    };

    [Fact]
    public void A_new_marker_says_who_is_to_be_told_by_the_settings_of_now()
    {
        var seen = Sightings.Ready() with
        {
            Report = Sightings.Report(mayRun: false),
            Notifications = Events.Options(("lab", new WebhookOptions())),
        };

        Assert.Equal(["lab"], Written(seen).Notice!.Due);
        Assert.Null(Written(seen with { Notifications = new NotificationOptions() }).Notice);
    }

    [Fact]
    public void A_marker_that_was_written_again_closes_its_run_and_is_not_written_once_more()
    {
        var seen = Sightings.Ready() with { Marker = Told, Records = [Sightings.Record()] };

        var action = Assert.Single(Plan(seen));
        Assert.Equal("completed", Assert.IsType<DurableAction.WriteRecord>(action).Record.Result);
    }

    [Fact]
    public void A_marker_of_before_a_revival_counts_no_more_for_having_been_written_again()
    {
        var record = Sightings.Record() with { OutdatedMarkerAt = Told.WrittenAt };
        var seen = Sightings.Ready() with { Marker = Told, Records = [record], Run = new Run(RunPhase.Running) };

        Assert.IsType<ProjectDecision.Follow>(ProjectPolicy.Decide(seen, Sightings.Options, Sightings.Now));
    }

    [Fact]
    public void A_project_stands_as_it_ended_whoever_was_told() =>
        Assert.IsType<ProjectDecision.None>(ProjectPolicy.Decide(
            Sightings.Ready() with { Marker = Told, Records = [Sightings.Record(open: false)] }, Sightings.Options,
            Sightings.Now));

    [Fact]
    public void A_run_teaches_once_however_often_its_marker_is_written()
    {
        var record = Sightings.Record(open: false) with { EndPhase = RunPhase.Succeeded, Plan = Sightings.Plan(hours: 1) };
        var marker = Told with { StartedAt = Events.Now.AddHours(-8), EndedAt = Events.Now };
        var once = new RunHistory();
        var often = new RunHistory();
        once.Learn(Sightings.Project, marker, [record]);
        for (var time = 0; time < 5; time++)
            often.Learn(Sightings.Project, marker with { }, [record]);

        Assert.Equal(once.TimeOf(record), often.TimeOf(record));
    }

    private static Marker Written(ProjectObservation seen) =>
        Assert.Single(Plan(seen).OfType<DurableAction.WriteMarker>()).Marker;

    private static IReadOnlyList<DurableAction> Plan(ProjectObservation seen) => ActionPlan.For(
        seen, ProjectPolicy.Decide(seen, Sightings.Options, Sightings.Now), Sightings.Now);
}
