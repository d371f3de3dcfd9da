using Microsoft.Extensions.Time.Testing;

namespace OfoWatcher.Tests.Intake;

/// <summary>
/// A clock whose calendar can be set, as an operator or a time server does, while its monotonic time goes on.
/// </summary>
internal sealed class SettableClock(FakeTimeProvider time) : TimeProvider
{
    private TimeSpan offset;

    public override long TimestampFrequency => time.TimestampFrequency;

    /// <summary>Sets the calendar to be ahead of the true time by this much.</summary>
    public void SetCalendar(TimeSpan ahead) => offset = ahead;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + offset;

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(callback, state, dueTime, period);
}
