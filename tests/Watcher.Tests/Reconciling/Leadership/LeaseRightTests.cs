using Microsoft.Extensions.Time.Testing;
using OfoWatcher.Reconciling.Leadership;

namespace OfoWatcher.Tests.Reconciling.Leadership;

public sealed class LeaseRightTests : IDisposable
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(45);

    private readonly FakeTimeProvider time = new();
    private readonly LocalClock clock;
    private readonly List<string> expired = [];
    private readonly LeaseRight right;

    public LeaseRightTests()
    {
        clock = new LocalClock(time);
        right = new LeaseRight(time, clock, Length, expired.Add);
    }

    public void Dispose() => right.Dispose();

    [Fact]
    public void There_is_none_before_it_begins()
    {
        Assert.Equal(
            "This process does not lead yet", Assert.Throws<LeadershipLostException>(right.ThrowIfOver).Message);
        time.Advance(Length * 2);
        Assert.False(right.Lost.IsCancellationRequested);
        Assert.True(right.Extend(clock.Now));
        right.ThrowIfOver();
    }

    [Fact]
    public void It_lasts_from_the_beginning_of_the_request_that_renewed_it()
    {
        var begun = clock.Now;
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.True(right.Extend(begun));

        time.Advance(TimeSpan.FromSeconds(39.9));
        right.ThrowIfOver();
        Assert.False(right.Lost.IsCancellationRequested);

        time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(right.Lost.IsCancellationRequested);
        Assert.Equal(
            "This process does not lead any more: the Lease was not renewed for 45 s",
            Assert.Throws<LeadershipLostException>(right.ThrowIfOver).Message);
        Assert.Equal(["the Lease was not renewed for 45 s"], expired);
    }

    [Fact]
    public void A_renewal_extends_it()
    {
        right.Extend(clock.Now);
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.True(right.Extend(clock.Now));
        time.Advance(TimeSpan.FromSeconds(30));

        right.ThrowIfOver();
        Assert.Equal(TimeSpan.FromSeconds(15), right.Left);
    }

    [Fact]
    public void Whoever_asks_is_told_though_no_timer_ran()
    {
        using var late = new LeaseRight(new TimerlessTime(time), clock, Length, expired.Add);
        late.Extend(clock.Now);
        time.Advance(Length);
        Assert.False(late.Lost.IsCancellationRequested);

        Assert.Throws<LeadershipLostException>(late.ThrowIfOver);
        Assert.True(late.Lost.IsCancellationRequested);
        Assert.Single(expired);
    }

    [Fact]
    public void No_renewal_brings_it_back()
    {
        using var late = new LeaseRight(new TimerlessTime(time), clock, Length, expired.Add);
        late.Extend(clock.Now);
        time.Advance(Length);

        Assert.False(late.Extend(clock.Now));
        Assert.Throws<LeadershipLostException>(late.ThrowIfOver);
        Assert.Equal(TimeSpan.Zero, late.Left);
    }

    [Fact]
    public void A_renewal_that_took_longer_than_it_lasts_begins_nothing()
    {
        var begun = clock.Now;
        time.Advance(Length);

        Assert.False(right.Extend(begun));
        Assert.True(right.Extend(clock.Now));
    }

    [Fact]
    public void It_ends_once()
    {
        right.Extend(clock.Now);

        Assert.True(right.End("so"));
        Assert.False(right.End("otherwise"));
        time.Advance(Length);
        Assert.Empty(expired);
        Assert.True(right.Lost.IsCancellationRequested);
        Assert.Equal(
            "This process does not lead any more: so",
            Assert.Throws<LeadershipLostException>(right.ThrowIfOver).Message);
    }

    [Fact]
    public async Task Those_who_are_called_off_do_not_hold_up_whoever_ends_it()
    {
        using var gate = new ManualResetEventSlim();
        var called = new TaskCompletionSource();
        right.Lost.Register(() =>
        {
            called.SetResult();
            gate.Wait(TestContext.Current.CancellationToken);
        });
        right.Extend(clock.Now);

        Assert.True(right.End("so"));
        await called.Task;
        gate.Set();
    }

    [Fact]
    public void Pauses_double_up_to_the_longest_with_jitter()
    {
        var pause = new Backoff(TimeSpan.FromSeconds(20), time);

        foreach (var longest in (double[])[1, 2, 4, 8, 16, 20, 20])
            Assert.InRange(pause.Next().TotalSeconds, longest * 0.75, longest);
        pause.Reset();
        Assert.InRange(pause.Next().TotalSeconds, 0.75, 1);
    }

    /// <summary>Timers that never run, as on a machine that has too much to do.</summary>
    private sealed class TimerlessTime(TimeProvider time) : TimeProvider
    {
        public override long TimestampFrequency => time.TimestampFrequency;

        public override long GetTimestamp() => time.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            new NoTimer();

        private sealed class NoTimer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
                // There is nothing.
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
