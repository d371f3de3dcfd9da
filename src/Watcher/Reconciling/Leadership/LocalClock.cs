namespace OfoWatcher.Reconciling.Leadership;

/// <summary>
/// How long this process has been going, by a clock that nobody sets: the only one that decides who may act.
/// </summary>
internal sealed class LocalClock(TimeProvider time)
{
    private readonly long start = time.GetTimestamp();

    public TimeSpan Now => time.GetElapsedTime(start);
}
