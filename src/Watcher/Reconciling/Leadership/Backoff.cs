namespace OfoWatcher.Reconciling.Leadership;

/// <summary>
/// Pauses between tries: a second that doubles up to the longest, with jitter so that replicas which failed together
/// do not come back together.
/// </summary>
internal sealed class Backoff(TimeSpan longest, TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private int tries;

    public void Reset() => tries = 0;

    public Task WaitAsync(CancellationToken cancellationToken) => Task.Delay(Next(), time, cancellationToken);

    /// <summary>How long the next pause is.</summary>
    public TimeSpan Next()
    {
        var doubled = First * Math.Pow(2, Math.Min(tries++, 20));
        var bounded = doubled < longest ? doubled : longest;
        return bounded * (0.75 + (Random.Shared.NextDouble() / 4));
    }
}
