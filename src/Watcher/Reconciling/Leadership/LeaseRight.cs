namespace OfoWatcher.Reconciling.Leadership;

/// <summary>
/// The right to act of one process: it begins once, is extended by each renewal, and once it is over stays over.
/// Whoever asks has the clock compared then and there, so that no timer that comes late lets anybody act.
/// </summary>
internal sealed class LeaseRight : IDisposable
{
    private readonly Lock gate = new();
    private readonly LocalClock clock;
    private readonly TimeSpan length;
    private readonly Action<string> expired;
    private readonly CancellationTokenSource lost = new();
    private readonly ITimer timer;
    private TimeSpan? until;
    private string? over;

    /// <param name="length">How long it lasts after the beginning of a request that renewed it.</param>
    /// <param name="expired">Told why when time has ended it, and nobody by <see cref="End"/>.</param>
    public LeaseRight(TimeProvider time, LocalClock clock, TimeSpan length, Action<string> expired)
    {
        this.clock = clock;
        this.length = length;
        this.expired = expired;
        Lost = lost.Token;
        timer = time.CreateTimer(_ => Check(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancelled once it is over.</summary>
    public CancellationToken Lost { get; }

    /// <summary>How long it goes on unless it is extended; nothing when it is over or has not begun.</summary>
    public TimeSpan Left
    {
        get
        {
            lock (gate)
            {
                var left = over is null ? (until ?? clock.Now) - clock.Now : TimeSpan.Zero;
                return left > TimeSpan.Zero ? left : TimeSpan.Zero;
            }
        }
    }

    /// <summary>Begins or extends it.</summary>
    /// <param name="renewed">When the request began by which the Lease was renewed.</param>
    /// <returns>Whether it holds.</returns>
    public bool Extend(TimeSpan renewed)
    {
        lock (gate)
        {
            var now = clock.Now;
            var end = renewed + length;
            if (over is null && now < (until ?? end) && now < end)
            {
                until = end;
                timer.Change(end - now, Timeout.InfiniteTimeSpan);
                return true;
            }
        }

        Check();
        return false;
    }

    /// <summary>Ends it.</summary>
    /// <returns>Whether it was not over before.</returns>
    public bool End(string why)
    {
        lock (gate)
        {
            if (over is not null)
                return false;
            over = why;
        }

        // Elsewhere, so that those who are called off neither hold up nor break whoever ends it.
        _ = lost.CancelAsync();
        return true;
    }

    /// <exception cref="LeadershipLostException">It is over, or has not begun.</exception>
    public void ThrowIfOver()
    {
        Check();
        lock (gate)
        {
            if (over is not null)
                throw new LeadershipLostException($"This process does not lead any more: {over}");
            if (until is null)
                throw new LeadershipLostException("This process does not lead yet");
        }
    }

    public void Dispose() => timer.Dispose();

    private void Check()
    {
        lock (gate)
        {
            if (until is null || over is not null)
                return;
            if (until.Value - clock.Now is var left && left > TimeSpan.Zero)
            {
                timer.Change(left, Timeout.InfiniteTimeSpan); // It came early.
                return;
            }
        }

        var why = $"the Lease was not renewed for {length.TotalSeconds:0.#} s";
        if (End(why))
            expired(why);
    }
}
