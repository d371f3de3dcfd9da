using OfoWatcher.Platform;
using OfoWatcher.Workflows;

namespace OfoWatcher.Reconciling;

/// <summary>Whether launches go on after runs that the engine refused.</summary>
internal enum BreakerState
{
    /// <summary>Launches go on.</summary>
    Closed,

    /// <summary>Runs were refused one after the other: nothing is launched until a while has passed.</summary>
    Open,

    /// <summary>The while has passed and one run was launched to see; the others wait for how it ends.</summary>
    Trying,
}

/// <summary>
/// Stops launches when several runs in a row died because the engine took what it was given for wrong, as with a broken
/// template: launching the next hundred would fail them all. It tries again with one run after a while, and at once
/// when that on which launches rest has changed.
/// </summary>
/// <remarks>It forgets with the process: after a restart a few more runs may be refused before it opens again.</remarks>
internal sealed class LaunchBreaker(TimeProvider time)
{
    /// <summary>How many refused runs in a row open it.</summary>
    public const int Limit = 3;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    private readonly Lock gate = new();
    private string version = "";
    private string reason = "";
    private int refused;
    private int openings;
    private long changedAt;
    private DateTimeOffset refusedSince;

    public BreakerState State { get; private set; }

    /// <summary>Why nothing may be launched now; null when it may.</summary>
    /// <param name="launchVersion">See <see cref="EngineReadiness.Version"/>; a new one closes the breaker.</param>
    public string? Refusal(string launchVersion)
    {
        lock (gate)
        {
            if (launchVersion != version)
                Close();
            version = launchVersion;
        }

        return Refusal();
    }

    /// <inheritdoc cref="Refusal(string)"/>
    public string? Refusal()
    {
        lock (gate)
        {
            var left = Pause - time.GetElapsedTime(changedAt);
            return State == BreakerState.Closed || left <= TimeSpan.Zero ? null : Describe();
        }
    }

    /// <summary>A run is about to be launched, which <see cref="Refusal()"/> had nothing against.</summary>
    /// <returns>Whether it may: of several that ask at once only one is let through to try.</returns>
    public bool TryPass()
    {
        lock (gate)
        {
            if (State == BreakerState.Closed)
                return true;
            if (time.GetElapsedTime(changedAt) < Pause)
                return false;
            (State, changedAt) = (BreakerState.Trying, time.GetTimestamp());
            return true;
        }
    }

    /// <summary>Learns how a run ended.</summary>
    /// <param name="launchedAt">When it was launched: one from before the first refusal tells nothing about launches now.</param>
    /// <returns>Whether launches stop because of it, though they went on before.</returns>
    public bool NoteEnd(Run run, DateTimeOffset? launchedAt)
    {
        lock (gate)
        {
            if (!run.IsSpecificationWrong)
            {
                if (launchedAt >= refusedSince)
                    Close();
                return false;
            }

            if (refused == 0)
                refusedSince = time.GetUtcNow();
            refused++;
            reason = run.Message;
            var isNew = State == BreakerState.Closed && refused >= Limit;
            if (isNew || State == BreakerState.Trying)
                (State, changedAt, openings) = (BreakerState.Open, time.GetTimestamp(), openings + 1);
            return isNew;
        }
    }

    private TimeSpan Pause
    {
        get
        {
            var pause = FirstPause * Math.Pow(2, Math.Max(0, openings - 1));
            return pause < LongestPause ? pause : LongestPause;
        }
    }

    // Without a count or a clock in it: the words stay the same as long as the matter does.
    private string Describe() => State == BreakerState.Trying
        ? $"runs failed before they began ({reason}); one was launched to see whether that is mended"
        : $"{Limit} runs in a row failed before they began ({reason}); the next is tried after {Words.Time(Pause)}, "
            + "or as soon as the template is changed";

    private void Close() => (State, refused, openings) = (BreakerState.Closed, 0, 0);
}
