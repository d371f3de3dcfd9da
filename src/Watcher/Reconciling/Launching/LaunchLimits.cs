using OfoWatcher.Platform;

namespace OfoWatcher.Reconciling.Launching;

/// <summary>What bounds launches at one moment.</summary>
/// <param name="Options">The settings.</param>
/// <param name="MostRuns">How many runs the engine has licences for; null when it does not say.</param>
/// <param name="FreeBytes">What the output volume has left; null when it does not say.</param>
internal sealed record LaunchLimits(RunOptions Options, int? MostRuns = null, long? FreeBytes = null)
{
    private const long Gigabyte = 1_000_000_000;

    /// <summary>How many runs may go at once.</summary>
    public int Runs => IsBoundByLicences ? MostRuns!.Value : Options.MaxConcurrentRuns;

    public bool IsBoundByLicences => MostRuns < Options.MaxConcurrentRuns;

    /// <summary>What is kept free in bytes.</summary>
    public long KeptBytes => Options.MinFreeSpace * Gigabyte;

    /// <summary>
    /// Whether the volume has room for a run beside others that write. What nobody knows the size of has room.
    /// </summary>
    /// <param name="reserved">What the others may still write.</param>
    /// <param name="needed">What the run may write; null when nobody knows.</param>
    public bool HaveRoom(double reserved, long? needed) =>
        FreeBytes is not { } free || needed is not { } bytes || reserved + bytes + KeptBytes <= free;

    /// <summary>Why a run must wait for room, with the numbers and what to do.</summary>
    /// <param name="reserved">What is promised to runs that go or go first.</param>
    public string RoomWords(double reserved, long needed)
    {
        var promised = reserved > 0 ? $", {Rounded(reserved)} of it promised to runs before it" : "";
        var kept = KeptBytes > 0
            ? $", and {Words.Size(KeptBytes)} are kept free ({RunOptions.Section}:{nameof(RunOptions.MinFreeSpace)})"
            : "";
        var remedy = HaveRoom(0, needed) ? "it goes when runs have ended, or" : "it goes";
        return $"its run may write {Rounded(needed)}, and the output volume has {Rounded(FreeBytes ?? 0)} left"
            + $"{promised}{kept}; {remedy} as soon as somebody makes room";
    }

    // Two digits: words that change with every megabyte would be written anew at each look.
    private static string Rounded(double bytes)
    {
        if (bytes < 1)
            return Words.Size(0);
        var unit = Math.Pow(10, Math.Floor(Math.Log10(bytes)) - 1);
        var rounded = (long)Math.Min(Math.Floor(bytes / unit) * unit, 9e18);
        return Words.Size(rounded).Replace(".0 ", " ", StringComparison.Ordinal);
    }
}
