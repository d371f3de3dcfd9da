namespace OfoWatcher.Reconciling.Progress;

/// <summary>When a going run will have ended.</summary>
/// <param name="End">Not before now; null when it is overdue.</param>
/// <param name="Overdue">For how long it should have ended already; null when it should not.</param>
internal sealed record RunForecast(DateTimeOffset? End, TimeSpan? Overdue = null)
{
    /// <summary>Less progress than this says nothing about a run's pace by itself.</summary>
    public const double LeastProgress = 0.05;

    private static readonly TimeSpan Furthest = TimeSpan.FromDays(365);

    /// <summary>
    /// Told from how long it takes by the estimate (T) and how long it took to come so far (t, p). By the estimate
    /// alone (1 - p)·T is left, by its pace alone (1 - p)·t/p. Early the estimate is worth more and late the pace, so
    /// that the pace is given the weight p² and the estimate the rest: (1 - p)·(p·t + (1 - p²)·T) is left. A run that
    /// keeps to its estimate is told exactly by it, whatever the weights.
    /// </summary>
    /// <param name="whole">What it may take from start to end; null when nobody knows.</param>
    /// <param name="progress">The finished part, 0 to 1; null when the engine cannot tell.</param>
    /// <param name="elapsed">For how long it has gone; less than zero, by a wrong clock, counts as zero.</param>
    /// <returns>Null when too little is known.</returns>
    public static RunForecast? Of(TimeSpan? whole, double? progress, TimeSpan elapsed, DateTimeOffset now)
    {
        var gone = Math.Max(0, elapsed.TotalSeconds);
        return (whole?.TotalSeconds, progress) switch
        {
            (null, null or < LeastProgress) => null,
            (null, { } part) => Ends(gone * (1 - Part(part)) / part, now),
            ({ } total, null) => total > gone ? Ends(total - gone, now) : new RunForecast(null, Seconds(gone - total)),
            ({ } total, { } given) when Part(given) is var part =>
                Ends((1 - part) * ((part * gone) + ((1 - (part * part)) * total)), now),
            _ => null,
        };
    }

    private static RunForecast? Ends(double left, DateTimeOffset now) =>
        left <= Furthest.TotalSeconds ? new RunForecast(now + Seconds(left)) : null;

    private static double Part(double progress) => Math.Clamp(progress, 0, 1);

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(Math.Round(seconds));
}
