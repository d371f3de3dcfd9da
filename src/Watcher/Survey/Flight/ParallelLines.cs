using static System.Math;

namespace OfoWatcher.Survey.Flight;

/// <summary>Lines of one flight along one axis, to and fro, from left to right across it.</summary>
internal sealed class ParallelLines
{
    // Degrees by which a line's axis may differ from that of the others.
    private const double LargestTurn = 15;

    // A survey has one axis, a crosshatch two; lines beyond the fourth are scattered.
    private const int MostAxes = 4;

    // Parts of a footprint's width: lines closer than this are one line flown twice, and a photo further along than
    // this from all of a line's is not beside it.
    private const double LeastSpacing = 0.025;
    private const double LargestStagger = 0.5;

    // A flight over several areas has lines that follow one another across but lie far apart along; so many are tried.
    private const int MostLooks = 32;

    private readonly double east, north, width;

    private ParallelLines(IReadOnlyList<FlownPhoto> photos, IReadOnlyList<FlightLine> lines, double axis)
    {
        (east, north) = SinCos(double.DegreesToRadians(axis));
        Tracks =
        [
            .. lines.Select(line => TrackOf(photos, line)).OfType<Track>().OrderBy(track => track.Across),
        ];
        width = Spread.Of(Tracks.SelectMany(t => t.Photos).Select(p => (double?)Sqrt(p.Footprint.Area)))?.Median ?? 0;
    }

    /// <summary>The lines that have footprints, from left to right.</summary>
    public IReadOnlyList<Track> Tracks { get; }

    /// <summary>Sorts the lines of a flight by their axes.</summary>
    public static IEnumerable<ParallelLines> Of(IReadOnlyList<FlownPhoto> photos, IReadOnlyList<FlightLine> lines)
    {
        for (var axes = 0; axes < MostAxes && lines.Count > 1; axes++)
        {
            var axis = CommonAxis(photos, lines);
            var along = lines.ToLookup(line => FlightLines.AxisTurn(line.Bearing, axis) <= LargestTurn);
            yield return new ParallelLines(photos, [.. along[true]], axis);
            lines = [.. along[false]];
        }
    }

    /// <summary>
    /// The photo beside this one in the next line to the left (-1) or right (1); null where none passes.
    /// </summary>
    public TrackPhoto? NextTo(TrackPhoto photo, int track, int side)
    {
        var last = track + side * MostLooks;
        for (var other = track + side; other != last && other >= 0 && other < Tracks.Count; other += side)
        {
            if (Abs(Tracks[other].Across - Tracks[track].Across) <= LeastSpacing * width)
                continue;
            var nearest = Tracks[other].NearestTo(photo.Along);
            if (Abs(nearest.Along - photo.Along) <= LargestStagger * width)
                return nearest;
        }

        return null;
    }

    /// <summary>The overlap of two photos after one is slid along the axis until their middles lie abreast.</summary>
    public double OverlapAbreast(TrackPhoto photo, TrackPhoto neighbour)
    {
        var slide = (photo.Footprint.Centre.Easting - neighbour.Footprint.Centre.Easting) * east
            + (photo.Footprint.Centre.Northing - neighbour.Footprint.Centre.Northing) * north;
        return FootprintOverlap.Of(photo.Footprint, neighbour.Footprint, slide * east, slide * north);
    }

    // The most common axis among the lines, each with the weight of its photos: the fullest fifteen of 180 degrees,
    // then the mean of the lines near them. Angles are doubled so that to and fro are the same direction.
    private static double CommonAxis(IReadOnlyList<FlownPhoto> photos, IReadOnlyList<FlightLine> lines)
    {
        const int Sectors = 36;
        var weights = new double[Sectors];
        foreach (var line in lines)
            weights[(int)(line.Bearing % 180 / 180 * Sectors) % Sectors] += line.Count;
        var fullest = Enumerable.Range(0, Sectors)
            .MaxBy(s => weights[s] + weights[(s + 1) % Sectors] + weights[(s + Sectors - 1) % Sectors]);
        var about = (fullest + 0.5) * 180 / Sectors;
        var (x, y) = (0.0, 0.0);
        foreach (var line in lines.Where(line => FlightLines.AxisTurn(line.Bearing, about) <= LargestTurn))
        {
            var (sin, cos) = SinCos(double.DegreesToRadians(2 * line.Bearing));
            x += line.Count * cos;
            y += line.Count * sin;
        }

        return double.RadiansToDegrees(Atan2(y, x)) / 2;
    }

    private Track? TrackOf(IReadOnlyList<FlownPhoto> photos, FlightLine line)
    {
        var members = Enumerable.Range(line.First, line.Count).Select(i => photos[i])
            .Where(photo => photo.Footprint is not null).ToList();
        return members.Count == 0 ? null : new Track(
            members.Average(p => p.Position.Point.Easting * north - p.Position.Point.Northing * east),
            [
                .. members
                    .Select(p => new TrackPhoto(
                        p.Position.Point.Easting * east + p.Position.Point.Northing * north, p.Footprint!))
                    .OrderBy(p => p.Along),
            ]);
    }
}
