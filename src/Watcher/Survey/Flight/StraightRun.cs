using static System.Math;

namespace OfoWatcher.Survey.Flight;

/// <summary>
/// Places that follow one another along a straight line, and that line: the one with the least squares of the
/// distances across it (total least squares; the principal axis of the places' scatter).
/// </summary>
internal sealed class StraightRun(int index, GroundPoint start)
{
    private readonly GroundPoint first = start;
    private readonly List<int> places = [index];
    private GroundPoint last = start;
    private int count = 1;
    private double sumX, sumY, sumXX, sumXY, sumYY;

    /// <summary>The photo that it starts with; of several in the same place the last one.</summary>
    public int First => places[0];

    /// <summary>The photo that it has reached; of several in the same place the first one.</summary>
    public int Last => places[^1];

    /// <summary>Different places.</summary>
    public int Places => places.Count;

    /// <summary>Where it has arrived.</summary>
    public GroundPoint Reached => last;

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

    /// <summary>
    /// Whether a place lies ahead and in line. While the run is short its direction is not sure, so the tolerance
    /// widens as the error of prediction by a fitted straight line does, by √(1 + 1/n + (x - m)² / Σ(xᵢ - m)²) for the
    /// places x along the line and their mean m (N. R. Draper and H. Smith, Applied Regression Analysis, 3rd ed., 1998).
    /// </summary>
    /// <param name="tolerance">Metres across that a place of a line may lie off it.</param>
    /// <param name="least">Metres along that a place must lie ahead of the last one.</param>
    public bool LeadsTo(GroundPoint point, double tolerance, double least)
    {
        if (count == 1)
            return true;

        var (east, north) = Direction();
        var ahead = (point.Easting - last.Easting) * east + (point.Northing - last.Northing) * north;
        var (x, y) = (point.Easting - first.Easting - sumX / count, point.Northing - first.Northing - sumY / count);
        var (along, across) = (x * east + y * north, x * north - y * east);
        var scatter = sumXX + sumYY - (sumX * sumX + sumY * sumY) / count;
        return ahead > least && Abs(across) <= tolerance * Sqrt(1 + 1.0 / count + along * along / scatter);
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
        count++;
        places.Add(index);
        last = point;
    }

    /// <summary>Another photo in the last place.</summary>
    public void Stay(int index)
    {
        if (count == 1)
            places[0] = index;
    }

    /// <summary>Leaves the place that a run ends in and the next one starts from to the one with more places.</summary>
    public static void Divide(StraightRun run, StraightRun next)
    {
        if (run.Last != next.First || run.Places == 1 || next.Places == 1)
            return;
        if (run.Places >= next.Places)
            next.places.RemoveAt(0);
        else
            run.places.RemoveAt(run.places.Count - 1);
    }

    // A unit vector along the line, from the first place to the last.
    private (double East, double North) Direction()
    {
        var xx = sumXX - sumX * sumX / count;
        var yy = sumYY - sumY * sumY / count;
        var xy = sumXY - sumX * sumY / count;
        var (north, east) = SinCos(Atan2(2 * xy, xx - yy) / 2);
        var onwards = (last.Easting - first.Easting) * east + (last.Northing - first.Northing) * north;
        return onwards < 0 ? (-east, -north) : (east, north);
    }
}
