namespace OfoWatcher.Survey.Flight;

/// <summary>Overlap as a part of a footprint, 0 to 1.</summary>
/// <param name="Median">Half of the pairs overlap more.</param>
/// <param name="WorstTenth">A tenth of the pairs overlap less.</param>
internal sealed record Overlap(double Median, double WorstTenth)
{
    /// <summary>The overlap of these pairs; null when there is none.</summary>
    public static Overlap? Of(IEnumerable<double> pairs)
    {
        var sorted = pairs.Order().ToArray();
        return sorted.Length == 0 ? null : new Overlap(sorted[sorted.Length / 2], sorted[sorted.Length / 10]);
    }
}
