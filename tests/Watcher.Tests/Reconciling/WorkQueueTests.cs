using Microsoft.Extensions.Time.Testing;
using OfoWatcher.Reconciling;

namespace OfoWatcher.Tests.Reconciling;

public sealed class WorkQueueTests : IDisposable
{
    private readonly FakeTimeProvider time = new();
    private readonly WorkQueue queue;

    public WorkQueueTests() => queue = new WorkQueue(time);

    public void Dispose() => queue.Dispose();

    private async Task<string> TakeAsync()
    {
        Assert.False(queue.IsIdle, "nothing is ready");
        return await queue.TakeAsync(TestContext.Current.CancellationToken);
    }

    private bool IsEmpty() => queue.IsIdle;

    [Fact]
    public async Task A_key_that_waits_is_not_added_twice()
    {
        queue.Add("oak");
        queue.Add("oak");
        Assert.Equal("oak", await TakeAsync());
        queue.Done("oak");
        Assert.True(IsEmpty());
    }

    [Fact]
    public async Task It_tells_for_how_long_a_key_is_in_work()
    {
        queue.Add("oak");
        queue.Add("fir");
        await TakeAsync();
        time.Advance(TimeSpan.FromMinutes(2));
        await TakeAsync();
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(TimeSpan.FromMinutes(3), queue.LongestInWork);
        queue.Done("oak");
        Assert.Equal(TimeSpan.FromMinutes(1), queue.LongestInWork);
        queue.Failed("fir");
        Assert.Equal(TimeSpan.Zero, queue.LongestInWork);
    }

    [Fact]
    public async Task Keys_come_in_the_order_in_which_they_were_added()
    {
        queue.Add("oak");
        queue.Add("fir");
        Assert.Equal(("oak", "fir"), (await TakeAsync(), await TakeAsync()));
        Assert.Equal(2, queue.Handed);
    }

    [Fact]
    public async Task A_key_in_work_is_not_handed_out_but_comes_again_when_it_is_done()
    {
        queue.Add("oak");
        await TakeAsync();
        queue.Add("oak");
        using var cancel = new CancellationTokenSource();
        var second = queue.TakeAsync(cancel.Token).AsTask();
        Assert.False(second.IsCompleted);
        queue.Done("oak");
        Assert.Equal("oak", await second);
    }

    [Fact]
    public async Task A_delayed_key_comes_when_its_time_has_come_and_the_earliest_time_counts()
    {
        queue.AddAfter("oak", TimeSpan.FromSeconds(60));
        queue.AddAfter("oak", TimeSpan.FromSeconds(10));
        queue.AddAfter("oak", TimeSpan.FromSeconds(30));
        time.Advance(TimeSpan.FromSeconds(9));
        Assert.True(IsEmpty());
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("oak", await TakeAsync());
        queue.Done("oak");
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.True(IsEmpty());
    }

    [Fact]
    public async Task A_key_may_come_years_later_and_disturbs_none_before_it()
    {
        queue.AddAfter("fir", TimeSpan.FromDays(100));
        queue.AddAfter("oak", TimeSpan.FromSeconds(1));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("oak", await TakeAsync());
        for (var day = 0; day < 100; day++)
            time.Advance(TimeSpan.FromDays(1));
        Assert.Equal("fir", await TakeAsync());
    }

    [Fact]
    public async Task Failures_of_a_key_double_its_wait_up_to_five_minutes()
    {
        var waits = new List<double>();
        for (var failure = 0; failure < 11; failure++)
        {
            queue.Add("oak");
            time.Advance(TimeSpan.FromMinutes(10));
            await TakeAsync();
            waits.Add(queue.Failed("oak").TotalSeconds);
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300], waits);
    }

    [Fact]
    public async Task Success_ends_the_back_off()
    {
        queue.Add("oak");
        await TakeAsync();
        queue.Failed("oak");
        time.Advance(TimeSpan.FromSeconds(1));
        await TakeAsync();
        queue.Done("oak");
        queue.Add("oak");
        await TakeAsync();
        Assert.Equal(TimeSpan.FromSeconds(1), queue.Failed("oak"));
    }

    [Fact]
    public async Task A_scan_does_not_undo_a_back_off()
    {
        queue.Add("oak");
        await TakeAsync();
        queue.Add("oak");
        queue.Failed("oak");
        queue.Add("oak");
        Assert.True(IsEmpty());
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("oak", await TakeAsync());
    }

    [Fact]
    public async Task A_key_that_fails_holds_up_no_other()
    {
        queue.Add("oak");
        queue.Add("fir");
        await TakeAsync();
        queue.Failed("oak");
        Assert.Equal("fir", await TakeAsync());
    }
}
