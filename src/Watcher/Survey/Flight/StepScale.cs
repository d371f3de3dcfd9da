namespace OfoWatcher.Survey.Flight;

/// <summary>What counts as far on a flight, by how its photos follow one another.</summary>
/// <param name="Step">Metres between photos, the median of those not taken on one spot.</param>
/// <param name="Tolerance">Metres across that a place of a line may lie off it.</param>
/// <param name="LeastAdvance">
/// Metres along that a place must lie ahead of the one before; negative where positions are too noisy to tell.
/// </param>
internal sealed record StepScale(double Step, double Tolerance, double LeastAdvance)
{
    // Metres; nearer than this, two photos were taken on one spot.
    private const double LeastStep = 0.25;

    // Parts of the step. Lines lie further apart, so the first place of the next line does not fit the last one.
    private const double UsualTolerance = 0.3;
    private const double LargestTolerance = 1.5;

    // Of the median second difference, in which a straight and even flight leaves only the errors of the positions. For
    // normal errors it is 2.9 standard deviations, √6 · √(2 ln 2), which one place in 250 exceeds.
    private const double NoiseTolerance = 1;

    /// <summary>The scale of a flight; null when the photos were all taken on one spot.</summary>
    public static StepScale? Of(IReadOnlyList<SitePhoto> order)
    {
        var places = new List<GroundPoint>(order.Count);
        foreach (var photo in order)
        {
            if (places.Count == 0 || places[^1].DistanceTo(photo.Position.Point) >= LeastStep)
                places.Add(photo.Position.Point);
        }

        if (places.Count < 2)
            return null;

        var step = Median(places.Zip(places.Skip(1), (a, b) => a.DistanceTo(b)));
        var noise = places.Count < 3 ? 0 : NoiseTolerance * Median(Enumerable.Range(1, places.Count - 2).Select(i =>
            double.Hypot(
                places[i + 1].Easting - 2 * places[i].Easting + places[i - 1].Easting,
                places[i + 1].Northing - 2 * places[i].Northing + places[i - 1].Northing)));
        var tolerance = Math.Clamp(noise, UsualTolerance * step, LargestTolerance * step);
        return new StepScale(step, tolerance, UsualTolerance * step - tolerance);
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
