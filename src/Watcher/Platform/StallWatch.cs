namespace OfoWatcher.Platform;

/// <summary>Waits for work on a file system that may hang: what is stuck in the kernel cannot be ended, only left.</summary>
internal static class StallWatch
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Waits until the work has ended, or has made no step for a time.</summary>
    /// <param name="work">The work, on threads of its own.</param>
    /// <param name="steps">Grows as long as the file system answers.</param>
    /// <param name="limit">How long no step is no reason to give up.</param>
    /// <returns>False when it was given up; its threads stay where they are.</returns>
    public static async Task<bool> AnswersAsync(
        Task work, Func<long> steps, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        var seen = -1L;
        var answered = time.GetTimestamp();
        while (!work.IsCompleted)
        {
            var now = steps();
            if (now != seen)
                (seen, answered) = (now, time.GetTimestamp());
            if (time.GetElapsedTime(answered) >= limit)
                return false;
            await Task.WhenAny(work, Task.Delay(Look, time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }

        return true;
    }
}
