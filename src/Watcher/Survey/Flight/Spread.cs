namespace OfoWatcher.Survey.Flight;

/// <summary>How some number spreads over the photos.</summary>
internal sealed record Spread(double Median, double Least, double Most)
{
    /// <summary>The spread of those values that are known; null when none is.</summary>
    public static Spread? Of(IEnumerable<double?> values)
    {
        var known = values.OfType<double>().Order().ToArray();
        return known.Length == 0 ? null : new Spread(known[known.Length / 2], known[0], known[^1]);
    }
}
