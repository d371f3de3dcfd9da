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

    // A part of the step. Lines lie further apart, with the picture's long side across the flight as usual.
    private const double UsualTolerance = 0.5;
    private const double LargestTolerance = 1.5;

    // Of the second differences: on a straight and even flight only the errors of the positions are left in them, and
    // their median is about twice the usual distance of a place from its line.
    private const double NoiseTolerance = 0.8;

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
