using System.Globalization;

namespace OfoWatcher.Bench.Measuring;

/// <summary>What a benchmark found.</summary>
/// <param name="Summary">The figures in one line, without the benchmark's name.</param>
/// <param name="Rows">Every measured quantity.</param>
/// <param name="Targets">What had to be reached.</param>
internal sealed record Outcome(string Summary, IReadOnlyList<Series> Rows, IReadOnlyList<Target> Targets);

/// <summary>One quantity, once for each round.</summary>
/// <param name="What">What it is.</param>
/// <param name="Unit">Its unit, such as "ms" or "x find".</param>
/// <param name="Values">A value for each round, in the order of the rounds; at least one.</param>
internal sealed record Series(string What, string Unit, IReadOnlyList<double> Values)
{
    public double Min => Values.Min();

    public double Max => Values.Max();

    /// <summary>The middle value; of an even number of them, the mean of the two in the middle.</summary>
    public double Median
    {
        get
        {
            var sorted = Values.Order().ToList();
            var middle = sorted.Count / 2;
            return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        }
    }

    /// <summary>The values of this one divided by those of another, round by round.</summary>
    public Series Over(Series other, string what, string unit) =>
        new(what, unit, [.. Values.Zip(other.Values, (one, two) => one / two)]);

    /// <summary>A number with some three digits that count.</summary>
    public static string Show(double value) => value switch
    {
        >= 100 => value.ToString("0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        >= 0.1 or 0 => value.ToString("0.00", CultureInfo.InvariantCulture),
        _ => value.ToString("0.0000", CultureInfo.InvariantCulture),
    };
}

/// <summary>A limit for a quantity.</summary>
/// <param name="What">What is limited.</param>
/// <param name="Value">What was measured.</param>
/// <param name="Most">The most it may be.</param>
/// <param name="Unit">The unit of both.</param>
internal sealed record Target(string What, double Value, double Most, string Unit)
{
    public bool IsMet => Value <= Most;
}
