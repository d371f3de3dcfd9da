using static System.Math;

namespace OfoWatcher.Survey.Flight;

/// <summary>
/// Places that follow one another along a straight line, and that line: the one with the least squares of the
/// distances across it (total least squares; the principal axis of the places' scatter).
/// </summary>
internal sealed class StraightRun(int index, GroundPoint start)
{
    private readonly GroundPoint first = start;
    private GroundPoint last = start;
    private double sumX, sumY, sumXX, sumXY, sumYY;

    /// <summary>The photo that it starts with; of several in the same place the last one.</summary>
    public int First { get; private set; } = index;

    /// <summary>The photo that it has reached; of several in the same place the first one.</summary>
    public int Last { get; private set; } = index;

    /// <summary>Different places.</summary>
    public int Places { get; private set; } = 1;

    /// <summary>Metres from the first place to the last.</summary>
    public double Length => first.DistanceTo(last);

    /// <summary>Degrees clockwise from grid north, in the direction of flight.</summary>
    public double Bearing
    {
        get
        {
            var (east, north) = Direction();
            var bearing = double.RadiansToDegrees(Atan2(east, north));
            return bearing < 0 ? bearing + 360 : bearing;
        }
    }

    public double DistanceTo(GroundPoint point) => last.DistanceTo(point);

    /// <summary>
    /// Whether a place lies ahead and in line. While the run is short its direction is not sure, so up to twice the
    /// tolerance is allowed as far from its end as it is long.
    /// </summary>
    /// <param name="tolerance">Metres across that a place of a line may lie off it.</param>
    /// <param name="least">Metres along that a place must lie ahead of the last one.</param>
    public bool LeadsTo(GroundPoint point, double tolerance, double least)
    {
        if (Places == 1)
            return true;

        var (east, north) = Direction();
        var ahead = (point.Easting - last.Easting) * east + (point.Northing - last.Northing) * north;
        var (x, y) = (point.Easting - first.Easting - sumX / Places, point.Northing - first.Northing - sumY / Places);
        return ahead > least && Abs(x * north - y * east) <= tolerance * (1 + Min(1, ahead / Length));
    }

    /// <summary>The next place.</summary>
    public void Add(int index, GroundPoint point)
    {
        var (x, y) = (point.Easting - first.Easting, point.Northing - first.Northing);
        sumX += x;
        sumY += y;
        sumXX += x * x;
        sumXY += x * y;
        sumYY += y * y;
        Places++;
        (Last, last) = (index, point);
    }

    /// <summary>Another photo in the last place.</summary>
    public void Stay(int index)
    {
        if (Places == 1)
            (First, Last) = (index, index);
    }

    // A unit vector along the line, from the first place to the last.
    private (double East, double North) Direction()
    {
        var xx = sumXX - sumX * sumX / Places;
        var yy = sumYY - sumY * sumY / Places;
        var xy = sumXY - sumX * sumY / Places;
        var (north, east) = SinCos(Atan2(2 * xy, xx - yy) / 2);
        var onwards = (last.Easting - first.Easting) * east + (last.Northing - first.Northing) * north;
        return onwards < 0 ? (-east, -north) : (east, north);
    }
}
