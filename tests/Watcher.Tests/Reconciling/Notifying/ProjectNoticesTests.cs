using Microsoft.Extensions.Time.Testing;
using OfoWatcher.Markers;
using OfoWatcher.Notifications;
using OfoWatcher.Notifications.ClusterEvents;
using OfoWatcher.Platform;
using OfoWatcher.Reconciling;
using OfoWatcher.Reconciling.Leadership;
using OfoWatcher.Reconciling.Notifying;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Tests.Notifications;
using OfoWatcher.Workflows;

namespace OfoWatcher.Tests.Reconciling.Notifying;

public sealed class ProjectNoticesTests : IAsyncLifetime
{
    private static readonly Standstill Waits = new("uploading, 20", "1 temp file");
    private static readonly Standstill Fails = new(Standstills.Failing, "Disk quota exceeded");

    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider time = new(Events.Now);
    private readonly StuckNotes stuck = new();
    private readonly StatusBoard board = new(new StatusFile());
    private readonly LogLines<ProjectNotices> log = new();
    private WorkQueue queue = null!;
    private WebhookReceiver receiver = null!;
    private Outbox outbox = null!;
    private ClusterEventRecorder recorder = null!;
    private StandstillLedger ledger = null!;
    private ProjectNotices notices = null!;

    public async ValueTask InitializeAsync()
    {
        receiver = await WebhookReceiver.StartAsync();
        var options = new FixedOptions<NotificationOptions>(
            Events.Options(("lab", new WebhookOptions { Url = receiver.Url })));
        var output = new OutputFolder(folder.Path);
        queue = new WorkQueue(time);
        outbox = new Outbox(new WebhookClient(options, time), options, time, new LogLines<Outbox>());
        recorder = new ClusterEventRecorder(null, _ => null, time, new LogLines<ClusterEventRecorder>());
        ledger = new StandstillLedger(output, options, time);
        notices = new ProjectNotices(
            outbox, ledger, stuck, board,
            // None of what is done here asks the engine.
            new ActionExecutor(new RunRecordStore(), stuck, null!, new Baseline(output), new SoleWatcher(), time),
            new ClusterStory(recorder), queue, options, time, log);
    }

    public async ValueTask DisposeAsync()
    {
        await receiver.DisposeAsync();
        outbox.Dispose();
        recorder.Dispose();
        ledger.Dispose();
        queue.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task What_was_told_while_the_marker_could_not_be_read_is_noted_later_and_not_told_again()
    {
        var marker = Sightings.Completed() with { Notice = new Notice { Id = "1", Due = ["lab"] } };
        MarkerStore.Write(folder.Path, marker);
        var seen = Seen with { Marker = marker };
        await KeepAsync(seen);
        await Eventually.TrueAsync(() => outbox.OutcomesOf(Sightings.Project).Count == 1, "it is told");

        await KeepAsync(Seen with { Damage = "run.json is damaged" });
        await KeepAsync(seen, markerStands: false);
        Assert.Single(outbox.OutcomesOf(Sightings.Project));
        await KeepAsync(seen);

        Assert.Empty(outbox.OutcomesOf(Sightings.Project));
        Assert.Empty(new MarkerStore().Read(folder.Path).Marker!.Notice!.Due);
        Assert.Single(receiver.Received);
    }

    [Fact]
    public async Task What_was_told_of_an_event_that_is_gone_is_forgotten()
    {
        var marker = Sightings.Completed() with { Notice = new Notice { Id = "1", Due = ["lab"] } };
        await KeepAsync(Seen with { Marker = marker });
        await Eventually.TrueAsync(() => outbox.OutcomesOf(Sightings.Project).Count == 1, "it is told");
        await KeepAsync(Seen);

        Assert.Empty(outbox.OutcomesOf(Sightings.Project));
    }

    [Fact]
    public async Task A_stuck_project_that_also_fails_is_told_once()
    {
        await StandAsync(Waits);
        await StandAsync(Fails);
        await StandAsync(Waits);

        Assert.Equal(Waits.Key, stuck.Find(folder.Path)!.Key);
        Assert.Contains("stuck for ", Assert.Single(log.All), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_that_fails_for_long_is_stuck_until_it_does_not()
    {
        board.Post(folder.Path, new ProjectStatus(Sightings.Project, ProjectState.Waiting, "Disk quota exceeded"));
        await StandAsync(Fails);
        Assert.Equal("Disk quota exceeded", stuck.Find(folder.Path)!.Why);
        Assert.Equal(stuck.Find(folder.Path)!.Since, board.Find(Sightings.Project)!.StuckSince);
        await KeepAsync(Seen);

        Assert.Null(stuck.Find(folder.Path));
        Assert.Null(board.Find(Sightings.Project)!.StuckSince);
    }

    [Fact]
    public async Task A_project_that_comes_on_before_its_webhook_could_be_told_is_not_told_as_stuck()
    {
        receiver.Answer = (context, _) =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        };
        await StandAsync(Waits);
        await Eventually.TrueAsync(() => receiver.Received.Count > 0 && outbox.IsQuiet, "it could not be told");
        Assert.Equal(1, outbox.Pending);

        await KeepAsync(Seen);

        Assert.Equal(0, outbox.Pending);
        Assert.Null(stuck.Find(folder.Path));
    }

    private ProjectObservation Seen => Sightings.Ready() with { Output = folder.Path };

    private async Task StandAsync(Standstill standstill)
    {
        for (var look = 0; look < 5; look++)
        {
            await KeepAsync(Seen, standstill: standstill);
            time.Advance(TimeSpan.FromHours(6));
        }
    }

    private Task KeepAsync(ProjectObservation seen, bool markerStands = true, Standstill? standstill = null) =>
        notices.KeepAsync(seen, markerStands, standstill, TestContext.Current.CancellationToken);
}
