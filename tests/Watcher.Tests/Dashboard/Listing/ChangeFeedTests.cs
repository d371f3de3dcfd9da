using Microsoft.Extensions.Time.Testing;
using OfoWatcher.Dashboard.Listing;
using OfoWatcher.Reconciling;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Dashboard.Listing;

public sealed class ChangeFeedTests : IDisposable
{
    private readonly FakeTimeProvider time = new(Rows.Noon);
    private readonly ProjectIndex index;
    private readonly ChangeFeed feed;
    private List<ProjectStatus> projects = [];
    private int reads;

    public ChangeFeedTests()
    {
        index = new ProjectIndex(
            () =>
            {
                Interlocked.Increment(ref reads);
                return Rows.Reading(projects);
            },
            Rows.NoFindings,
            time,
            new LogLines<ProjectIndex>());
        feed = new ChangeFeed(index, time);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => feed.Dispose();

    [Fact]
    public async Task The_list_is_kept_current_while_somebody_listens_and_not_after()
    {
        using (var listener = feed.Listen()!)
        {
            await ReadsAsync(1);
            for (var beat = 2; beat < 5; beat++)
                await ReadsAsync(beat);
        }

        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(4, reads);
        using var later = feed.Listen()!;
        await ReadsAsync(5);
    }

    [Fact]
    public async Task Who_listens_hears_of_each_change_and_not_of_readings_that_changed_nothing()
    {
        using var listener = feed.Listen()!;
        var first = await listener.NextAsync(Cancellation);
        await ReadsAsync(2);
        projects = [Rows.Waiting("oak"), Rows.Waiting("ash")];
        await ReadsAsync(3);

        var change = await listener.NextAsync(Cancellation);

        Assert.Equal(first.Version + 1, change.Version);
        Assert.Equal(["oak", "ash"], change.Projects!);
        Assert.Equal((2, 2), (change.Total, change.Counts[ProjectState.Waiting]));
    }

    [Fact]
    public async Task One_who_is_slow_gets_all_that_was_missed_as_one_change()
    {
        using var slow = feed.Listen()!;
        await ReadsAsync(1);
        for (var second = 0; second < 10; second++)
        {
            projects = [Rows.Waiting("oak", $"{second}"), Rows.Waiting($"ash-{second}")];
            await ReadsAsync(second + 2);
        }

        var change = await slow.NextAsync(Cancellation);

        Assert.Equal((await index.GetAsync(Cancellation))!.Version, change.Version);
        Assert.Equal(["ash-0", "ash-1", "ash-2"], change.Projects!.Order().Take(3));
        Assert.Equal(11, change.Projects!.Count);
        Assert.False(slow.NextAsync(Cancellation).AsTask().IsCompleted);
    }

    [Fact]
    public async Task What_was_missed_names_no_more_than_a_hundred_projects()
    {
        using var slow = feed.Listen()!;
        var change = ListChange.Of(Rows.Snapshot(before: null, Rows.Many(99)));
        slow.Tell(change);
        slow.Tell(change with { Projects = ["survey_00001", "another"] });
        slow.Tell(change with { Projects = ["one more"] });

        Assert.Null((await slow.NextAsync(Cancellation)).Projects);
    }

    [Fact]
    public void No_more_may_listen_than_there_are_places_and_one_who_leaves_makes_room()
    {
        var listeners = Enumerable.Range(0, ChangeFeed.MostListeners).Select(_ => feed.Listen()).ToList();

        Assert.DoesNotContain(null, listeners);
        Assert.Null(feed.Listen());
        listeners[7]!.Dispose();
        listeners[7]!.Dispose();
        Assert.NotNull(feed.Listen());
        Assert.Null(feed.Listen());
    }

    /// <summary>Turns the clock until there were so many readings and the last one was taken.</summary>
    private async Task ReadsAsync(int count)
    {
        await Eventually.TrueAsync(
            () =>
            {
                if (Volatile.Read(ref reads) < count)
                    time.Advance(TimeSpan.FromMilliseconds(100));
                return Volatile.Read(ref reads) == count;
            },
            $"there are {count} readings");
        var current = await index.GetAsync(Cancellation);
        await Eventually.TrueAsync(
            async () =>
            {
                current = await index.GetAsync(Cancellation);
                return projects.TrueForAll(status => current!.Rows.Find(status.Project)?.Words == status.Words);
            },
            "the reading was taken");
    }
}
