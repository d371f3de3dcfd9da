namespace OfoWatcher.Intake;

/// <summary>A moment by both clocks.</summary>
/// <param name="Timestamp">By the monotonic clock, which nobody can set; of this process only.</param>
/// <param name="Utc">By the calendar.</param>
internal readonly record struct Moment(long Timestamp, DateTimeOffset Utc)
{
    public static Moment Now(TimeProvider time) => new(time.GetTimestamp(), time.GetUtcNow());
}
