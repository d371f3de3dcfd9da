using Microsoft.Extensions.Time.Testing;
using OfoWatcher.Dashboard.Listing;
using OfoWatcher.Reconciling;
using OfoWatcher.Reconciling.Leadership;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Dashboard.Listing;

public sealed class ProjectIndexTests : IDisposable
{
    private readonly FakeTimeProvider time = new(Rows.Noon);
    private readonly LogLines<ProjectIndex> log = new();
    private readonly ManualResetEventSlim go = new(initialState: true);
    private Func<ProjectReading> answer = () => Rows.Reading(Rows.Waiting("oak"));
    private int reads;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        go.Set();
        go.Dispose();
    }

    [Fact]
    public async Task All_who_ask_at_once_share_one_reading_and_nobody_has_another_made_within_a_second()
    {
        var index = Index();
        go.Reset();
        var answers = Enumerable.Range(0, 50).Select(_ => index.GetAsync(Cancellation).AsTask()).ToList();
        go.Set();
        var snapshots = await Task.WhenAll(answers);
        time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Same(snapshots[0], await index.GetAsync(Cancellation));

        Assert.All(snapshots, snapshot => Assert.Same(snapshots[0], snapshot));
        Assert.Equal(1, reads);
    }

    [Fact]
    public async Task Nothing_is_read_while_nobody_asks_and_the_next_one_to_ask_sees_how_things_stand_now()
    {
        var index = Index();
        var first = await index.GetAsync(Cancellation);
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, reads);
        answer = () => Rows.Reading(Rows.Waiting("oak", "for a person"));

        var next = await index.GetAsync(Cancellation);

        Assert.Equal(Rows.Noon.AddHours(1), next!.AsOf);
        Assert.Equal("for a person", next.Rows.Find("oak")!.Words);
        Assert.Equal(first!.Version + 1, next.Version);
    }

    [Fact]
    public async Task What_was_read_from_the_same_is_not_gone_through_again_until_half_a_minute_has_passed()
    {
        var (basis, gone, counts) = (1, 0, Rows.NoFindings);
        answer = () => new ProjectReading(
            null, WatcherRole.Leader, Counted(Rows.Waiting("oak", $"{basis}")), _ => null, _ => null, Basis: basis);
        var index = Index(counts);
        await index.GetAsync(Cancellation);
        await Eventually.TrueAsync(() => counts.Version == 1, "its report was looked for");
        var first = await AfterAsync(TimeSpan.FromSeconds(10)); // Made again, for what the report says.
        var second = await AfterAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(2, gone);
        Assert.Same(first.Rows, second.Rows);
        Assert.Equal((first.Version, Rows.Noon.AddSeconds(20)), (second.Version, second.AsOf));

        basis = 2;
        var third = await AfterAsync(TimeSpan.FromSeconds(3));
        Assert.Equal("2", third.Rows.Find("oak")!.Words);
        await Eventually.TrueAsync(() => counts.Version == 2, "its report was looked for again");
        await AfterAsync(TimeSpan.FromSeconds(3));
        Assert.Equal(4, gone);
        await AfterAsync(TimeSpan.FromSeconds(28));
        Assert.Equal(4, gone);
        await AfterAsync(TimeSpan.FromSeconds(3));
        Assert.Equal(5, gone);

        IEnumerable<ProjectStatus> Counted(ProjectStatus status)
        {
            gone++;
            yield return status;
        }

        async Task<ProjectSnapshot> AfterAsync(TimeSpan wait)
        {
            time.Advance(wait);
            return (await index.GetAsync(Cancellation))!;
        }
    }

    [Fact]
    public async Task A_reading_that_takes_long_is_made_seldom_and_the_latest_one_is_shown_meanwhile()
    {
        answer = () =>
        {
            time.Advance(TimeSpan.FromSeconds(2));
            return Rows.Reading();
        };
        var index = Index();
        var first = await index.GetAsync(Cancellation);

        time.Advance(TimeSpan.FromSeconds(19));
        Assert.Same(first, await index.GetAsync(Cancellation));
        Assert.Equal(1, reads);
        go.Reset();
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Same(first, await index.GetAsync(Cancellation));
        await ReadsAsync(2);
    }

    [Fact]
    public async Task A_volume_that_hangs_leaves_the_latest_snapshot_which_tells_its_age()
    {
        var index = Index();
        var first = await index.GetAsync(Cancellation);
        go.Reset();
        time.Advance(TimeSpan.FromMinutes(5));
        var asking = index.GetAsync(Cancellation).AsTask();
        await ReadsAsync(2);
        Assert.False(asking.IsCompleted);

        time.Advance(TimeSpan.FromSeconds(2));

        Assert.Same(first, await asking);
        Assert.Equal(Rows.Noon, first!.AsOf);
        for (var ask = 0; ask < 3; ask++)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            Assert.Same(first, await index.GetAsync(Cancellation));
        }

        Assert.Equal(2, reads);
        Assert.Equal(
            "Warning: The list of projects cannot be made anew: the folders of the results and the share gave no "
            + "answer for 2 s. The status page shows the latest one",
            Assert.Single(log.AllWithLevel));
        go.Set();
        await Eventually.TrueAsync(() => log.All.Count == 2, "it is told that the list is made anew");
        Assert.True((await index.GetAsync(Cancellation))!.AsOf > Rows.Noon);
        Assert.Equal("Information: The list of projects is made anew again", log.AllWithLevel[1]);
    }

    [Fact]
    public async Task Without_any_snapshot_those_who_ask_are_sent_away_after_a_while_and_later_ones_at_once()
    {
        go.Reset();
        var index = Index();
        var asking = index.GetAsync(Cancellation).AsTask();
        Assert.False(asking.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(10));

        Assert.Null(await asking);
        var later = index.GetAsync(Cancellation);
        Assert.True(later.IsCompletedSuccessfully);
        Assert.Null(await later);
        Assert.Equal(1, reads);
    }

    [Fact]
    public async Task A_reading_that_fails_is_told_once_and_tried_again_and_leaves_the_latest_snapshot()
    {
        var index = Index();
        answer = () => throw new IOException("stale file handle");
        Assert.Null(await index.GetAsync(Cancellation));
        for (var ask = 0; ask < 3; ask++)
        {
            time.Advance(TimeSpan.FromSeconds(10));
            Assert.Null(await index.GetAsync(Cancellation));
        }

        Assert.Equal(4, reads);
        Assert.Equal(1, log.Count("stale file handle"));
        answer = () => Rows.Reading(Rows.Waiting("oak"));
        time.Advance(TimeSpan.FromSeconds(10));
        var snapshot = await index.GetAsync(Cancellation);
        answer = () => throw new InvalidOperationException("never thought of");
        time.Advance(TimeSpan.FromSeconds(10));

        Assert.NotNull(snapshot);
        Assert.Same(snapshot, await index.GetAsync(Cancellation));
    }

    [Fact]
    public async Task Somebody_who_goes_away_does_not_wait()
    {
        go.Reset();
        using var leave = new CancellationTokenSource();
        var asking = Index().GetAsync(leave.Token).AsTask();
        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    private ProjectIndex Index(FindingCounts? counts = null) => new(
        () =>
        {
            Interlocked.Increment(ref reads);
            go.Wait(CancellationToken.None);
            return answer();
        },
        counts ?? Rows.NoFindings,
        time,
        log);

    private Task ReadsAsync(int count) =>
        Eventually.TrueAsync(() => Volatile.Read(ref reads) == count, $"there are {count} readings");
}
