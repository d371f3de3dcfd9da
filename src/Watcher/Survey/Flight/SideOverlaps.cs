namespace OfoWatcher.Survey.Flight;

/// <summary>
/// Measures the overlap of neighbouring flight lines: the side lap of P. R. Wolf, B. A. Dewitt and B. E. Wilkinson,
/// Elements of Photogrammetry, 4th ed. (2014), chapter 18, (G - W) / G for footprints G wide on lines W apart.
/// </summary>
/// <remarks>
/// For each photo of a line the nearest one along the track is looked up in the next line to either side that passes
/// there, and its footprint is slid along the track until both lie abreast: how the exposures of two lines are
/// staggered is chance and says nothing of the lines' spacing. What both then show is measured as for
/// <see cref="FootprintOverlap"/>. Lines are neighbours only within one flight and in about one axis: a second flight
/// over the same area or across it adds photos, but mends no spacing.
/// </remarks>
internal static class SideOverlaps
{
    /// <summary>One value, 0 to 1, for each photo and side with a neighbouring line.</summary>
    public static IEnumerable<double> In(IReadOnlyList<FlownPhoto> photos, IReadOnlyList<FlightLine> lines) =>
        lines.GroupBy(line => line.Flight)
            .SelectMany(flight => ParallelLines.Of(photos, [.. flight]))
            .SelectMany(parallel => Enumerable.Range(0, parallel.Tracks.Count)
                .SelectMany(track => Beside(parallel, track)));

    private static IEnumerable<double> Beside(ParallelLines parallel, int track)
    {
        foreach (var photo in parallel.Tracks[track].Photos)
        {
            foreach (var side in (int[])[-1, 1])
            {
                if (parallel.NextTo(photo, track, side) is { } neighbour)
                    yield return parallel.OverlapAbreast(photo, neighbour);
            }
        }
    }
}
