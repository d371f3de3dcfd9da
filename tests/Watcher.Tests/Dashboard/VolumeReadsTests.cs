using Microsoft.Extensions.Time.Testing;
using OfoWatcher.Dashboard;

namespace OfoWatcher.Tests.Dashboard;

public sealed class VolumeReadsTests
{
    private readonly FakeTimeProvider time = new();
    private readonly VolumeReads reads;

    public VolumeReadsTests() => reads = new VolumeReads(time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_read_is_made_by_another_thread_and_its_outcome_is_told()
    {
        var isOfPool = await reads.RunAsync(() => Thread.CurrentThread.IsThreadPoolThread, Cancellation);
        var fault = await Assert.ThrowsAsync<IOException>(
            () => reads.RunAsync<int>(() => throw new IOException("stale file handle"), Cancellation));

        Assert.False(isOfPool);
        Assert.Equal("stale file handle", fault.Message);
    }

    [Fact]
    public async Task Reads_that_hang_are_given_up_and_so_are_those_that_wait_for_their_turn()
    {
        using var go = new ManualResetEventSlim();
        var begun = 0;
        var hung = Enumerable.Range(0, VolumeReads.Most + 1)
            .Select(_ => reads.RunAsync(
                () =>
                {
                    Interlocked.Increment(ref begun);
                    go.Wait(CancellationToken.None);
                    return 1;
                },
                Cancellation))
            .ToList();
        time.Advance(VolumeReads.Deadline);

        foreach (var read in hung)
            await Assert.ThrowsAsync<TimeoutException>(() => read);
        var late = reads.RunAsync(() => 2, Cancellation);
        time.Advance(VolumeReads.Deadline);
        await Assert.ThrowsAsync<TimeoutException>(() => late);

        go.Set();
        Assert.Equal(3, await reads.RunAsync(() => 3, Cancellation));
        Assert.Equal(VolumeReads.Most, begun);
    }

    [Fact]
    public async Task A_file_that_was_opened_too_late_is_closed_again()
    {
        using var go = new ManualResetEventSlim();
        using var file = new ClosedFile();
        var read = reads.RunAsync(
            () =>
            {
                go.Wait(CancellationToken.None);
                return file;
            },
            Cancellation);
        time.Advance(VolumeReads.Deadline);
        await Assert.ThrowsAsync<TimeoutException>(() => read);
        Assert.False(file.Closed.IsCompleted);

        go.Set();

        await file.Closed.WaitAsync(Cancellation);
    }

    [Fact]
    public async Task Whoever_is_gone_waits_no_longer()
    {
        using var go = new ManualResetEventSlim();
        using var gone = new CancellationTokenSource();
        var read = reads.RunAsync(
            () =>
            {
                go.Wait(CancellationToken.None);
                return 1;
            },
            gone.Token);

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        go.Set();
    }

    private sealed class ClosedFile : IDisposable
    {
        private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Closed => closed.Task;

        public void Dispose() => closed.TrySetResult();
    }
}
