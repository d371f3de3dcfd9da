using Microsoft.Extensions.Time.Testing;
using OfoWatcher.Dashboard;

namespace OfoWatcher.Tests.Dashboard;

public sealed class FolderReportTests
{
    private static readonly StatusReport Nothing = new(null, []);

    private readonly FakeTimeProvider time = new();
    private int reads;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_who_ask_at_once_and_soon_after_share_one_reading()
    {
        using var go = new ManualResetEventSlim();
        var report = new FolderReport(() => Count(go), time);

        var answers = Enumerable.Range(0, 50).Select(_ => report.ReadAsync(Cancellation)).ToList();
        go.Set();
        await Task.WhenAll(answers);
        time.Advance(TimeSpan.FromSeconds(4));
        await report.ReadAsync(Cancellation);
        Assert.Equal(1, reads);

        time.Advance(TimeSpan.FromSeconds(1));
        await report.ReadAsync(Cancellation);
        Assert.Equal(2, reads);
    }

    [Fact]
    public async Task A_volume_that_hangs_ends_the_wait_and_is_not_read_again_before_it_answered()
    {
        using var go = new ManualResetEventSlim();
        var report = new FolderReport(() => Count(go), time);
        for (var ask = 0; ask < 3; ask++)
        {
            var answer = report.ReadAsync(Cancellation);
            Assert.False(answer.IsCompleted);
            time.Advance(TimeSpan.FromSeconds(10));
            var refusal = await Assert.ThrowsAsync<TimeoutException>(() => answer);
            Assert.Contains("gave no answer for 10 s", refusal.Message, StringComparison.Ordinal);
        }

        Assert.Equal(1, reads);
        go.Set();
        Assert.Same(Nothing, await report.ReadAsync(Cancellation));
    }

    [Fact]
    public async Task A_reading_that_failed_is_tried_again_after_a_while_and_not_before()
    {
        var report = new FolderReport(
            () => Interlocked.Increment(ref reads) == 1 ? throw new IOException("stale file handle") : Nothing, time);

        for (var ask = 0; ask < 2; ask++)
        {
            var refusal = await Assert.ThrowsAsync<IOException>(() => report.ReadAsync(Cancellation));
            Assert.Equal("stale file handle", refusal.Message);
        }

        Assert.Equal(1, reads);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Same(Nothing, await report.ReadAsync(Cancellation));
    }

    private StatusReport Count(ManualResetEventSlim go)
    {
        Interlocked.Increment(ref reads);
        go.Wait(Cancellation);
        return Nothing;
    }
}
