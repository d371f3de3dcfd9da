namespace OfoWatcher.Tests.Fixtures;

/// <summary>
/// Waits for what another process will do. The deadline is far beyond what even a busy machine needs: it is there for
/// one that never does it, and says nothing about speed. Knows nothing of tests, since benchmarks wait so too.
/// </summary>
internal static class Poll
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <inheritdoc cref="UntilAsync(Func{Task{bool}}, Func{string}, CancellationToken)"/>
    public static Task UntilAsync(
        Func<Task<bool>> condition, string what, CancellationToken cancellationToken = default) =>
        UntilAsync(condition, () => what, cancellationToken);

    /// <param name="what">Asked when it did not, so that it can tell how things stand then.</param>
    /// <exception cref="TimeoutException">It did not become true in time.</exception>
    public static async Task UntilAsync(
        Func<Task<bool>> condition, Func<string> what, CancellationToken cancellationToken = default)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > Deadline)
                throw new TimeoutException($"After {Deadline} still not true: {what()}");
            await Task.Delay(Pause, cancellationToken);
        }
    }
}
