using Microsoft.Extensions.Time.Testing;
using OfoWatcher.Reconciling;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Telemetry;

public sealed class QueueMetricsTests
{
    private const string Latency = "ofo_watcher.queue.latency";

    [Fact]
    public async Task A_keys_wait_counts_from_when_it_was_first_added_and_not_from_when_it_was_asked_to_come_later()
    {
        using var measurements = new Measurements();
        var time = new FakeTimeProvider();
        using var queue = new WorkQueue(time);
        queue.Add("oak");
        time.Advance(TimeSpan.FromSeconds(71_003));
        queue.Add("oak");
        Assert.Equal(1, queue.Depth);
        time.Advance(TimeSpan.FromSeconds(1));
        await queue.TakeAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, queue.Depth);
        queue.Done("oak");

        queue.AddAfter("elm", TimeSpan.FromSeconds(81_003));
        Assert.Equal(0, queue.Depth);
        time.Advance(TimeSpan.FromSeconds(81_003));
        Assert.Equal(1, queue.Depth);
        time.Advance(TimeSpan.FromSeconds(91_003));
        await queue.TakeAsync(TestContext.Current.CancellationToken);

        Assert.Equal([71_004, 91_003], measurements.Of(Latency).Select(m => m.Value).Where(value => value > 70_000));
    }
}
