namespace OfoWatcher.Survey.Flight;

/// <summary>
/// Measures the overlap of photos that follow one another in a flight line: the end lap of P. R. Wolf, B. A. Dewitt and
/// B. E. Wilkinson, Elements of Photogrammetry, 4th ed. (2014), chapter 18, by areas in place of lengths so that it
/// holds for footprints of any shape.
/// </summary>
internal static class ForwardOverlaps
{
    // A part of the footprint's width. Nearer to the one before, a photo was taken on one spot with it, which is no
    // progress that could overlap: a hovering drone, or the bands of a multispectral camera.
    private const double LeastShift = 0.02;

    /// <summary>One value, 0 to 1, for each pair of neighbours; see <see cref="FootprintOverlap"/>.</summary>
    public static IEnumerable<double> In(IReadOnlyList<FlownPhoto> photos, IReadOnlyList<FlightLine> lines)
    {
        foreach (var line in lines)
        {
            FlownPhoto? before = null;
            for (var i = line.First; i < line.End; i++)
            {
                if (photos[i].Footprint is not { } footprint)
                {
                    before = null;
                    continue;
                }

                if (before?.Footprint is { } earlier)
                {
                    var shift = photos[i].Position.Point.DistanceTo(before.Position.Point);
                    if (shift <= LeastShift * Math.Sqrt(earlier.Area))
                        continue;
                    yield return FootprintOverlap.Of(earlier, footprint);
                }

                before = photos[i];
            }
        }
    }
}
