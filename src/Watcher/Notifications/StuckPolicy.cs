namespace OfoWatcher.Notifications;

/// <summary>How a project stands that ought to come on by itself.</summary>
/// <param name="Key">Changes whenever it comes on: a photo more, a step further, another thing to wait for.</param>
/// <param name="Why">Where it stands, in words for people.</param>
/// <param name="Takes">What its run may take from start to end; null when it has none or nobody knows.</param>
internal sealed record Standstill(string Key, string Why, TimeSpan? Takes = null);

/// <summary>What is remembered of a project that stands still, from one look to the next.</summary>
/// <param name="Key">See <see cref="Standstill.Key"/>.</param>
/// <param name="Since">When it was first seen to stand so.</param>
/// <param name="SeenAt">When it was last seen to.</param>
/// <param name="Still">For how long it is known to have stood so.</param>
internal sealed record StandstillEntry(string Key, DateTimeOffset Since, DateTimeOffset SeenAt, TimeSpan Still);

/// <summary>Decides whether a project is stuck.</summary>
internal static class StuckPolicy
{
    private const int TimesEstimate = 3;

    // One look counts for no more than this part of the limit: a watcher that was off for a week has seen nothing of
    // that week, and a clock that is set forward has seen nothing at all.
    private const int LeastLooks = 4;

    /// <summary>What is remembered after one more look.</summary>
    public static StandstillEntry Look(
        StandstillEntry? before, Standstill now, TimeSpan stuckAfter, DateTimeOffset at)
    {
        if (before is null || before.Key != now.Key || before.Since > at)
            return new StandstillEntry(now.Key, at, at, TimeSpan.Zero);
        var gap = at - before.SeenAt;
        var most = stuckAfter / LeastLooks;
        return before with
        {
            SeenAt = at,
            Still = before.Still + (gap < TimeSpan.Zero ? TimeSpan.Zero : gap < most ? gap : most),
        };
    }

    /// <summary>Whether it has stood so for too long: a run for three times what it may take, anything for the time
    /// that is set.</summary>
    public static bool IsStuck(StandstillEntry entry, Standstill now, TimeSpan stuckAfter)
    {
        var limit = now.Takes * TimesEstimate is { } patience && patience > stuckAfter ? patience : stuckAfter;
        return entry.Key == now.Key && entry.Still >= limit;
    }
}
