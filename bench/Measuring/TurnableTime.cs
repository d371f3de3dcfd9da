namespace OfoWatcher.Bench.Measuring;

/// <summary>The system's clock, set forward by hand: hours of waiting pass at once, and timers are real ones.</summary>
internal sealed class TurnableTime : TimeProvider
{
    private TimeSpan ahead;

    public void Advance(TimeSpan time) => ahead += time;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;

    public override long GetTimestamp() => base.GetTimestamp() + (long)(ahead.TotalSeconds * TimestampFrequency);
}
