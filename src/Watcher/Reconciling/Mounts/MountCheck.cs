using OfoWatcher.Platform;

namespace OfoWatcher.Reconciling.Mounts;

/// <summary>
/// Tries one volume again and again, each time on a thread of its own. What hangs in the kernel cannot be ended: as
/// long as a try has no answer there is no other.
/// </summary>
/// <param name="probe">Tries the volume; null when all is well, otherwise what is wrong.</param>
internal sealed class MountCheck(Func<string?> probe, TimeProvider time)
{
    /// <summary>The time from one try to the next, if the answer has come by then.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    private Task<string?>? latest;
    private long began;
    private bool isSeen = true;

    /// <summary>What is wrong, as far as it is known; null when nothing is.</summary>
    public string? Fault { get; private set; }

    /// <summary>Takes an answer that has come, notes one that does not, and tries again when it is time.</summary>
    /// <param name="limit">After this time without an answer the volume hangs.</param>
    public void Look(TimeSpan limit)
    {
        if (latest is { IsCompleted: true } && !isSeen)
            (Fault, isSeen) = (latest.Result, true);
        else if (latest is { IsCompleted: false } && time.GetElapsedTime(began) >= limit)
            Fault = $"it gives no answer for {Words.Time(time.GetElapsedTime(began))}";
        if (latest is null || (latest.IsCompleted && time.GetElapsedTime(began) >= Pause))
            Begin();
    }

    private void Begin()
    {
        (began, isSeen) = (time.GetTimestamp(), false);
        latest = OwnThread.Run("try volume", () =>
        {
            try
            {
                return probe();
            }
            catch (Exception e) // Whatever it is, it is no answer that all is well.
            {
                return e.Message;
            }
        });
    }
}
