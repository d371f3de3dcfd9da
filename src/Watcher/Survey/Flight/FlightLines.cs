namespace OfoWatcher.Survey.Flight;

/// <summary>
/// Finds the lines of a flight. From the first photo on, a line grows as long as the next place lies ahead on the
/// straight line through the places so far; then the next line starts from the place that was reached, which is left to
/// the longer of the two. Photos taken on one spot count as one place.
/// </summary>
internal static class FlightLines
{
    /// <summary>A camera that took no photo for so long has landed: another flight begins.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>Two photos have a direction, but it takes three to be in a row.</summary>
    private const int LeastPlaces = 3;

    // In steps, of which the median is one.
    private const double SameSpot = 0.1;
    private const double LongestStep = 10;

    // Degrees by which a way across must differ from the lines that it joins.
    private const double LeastTurn = 30;

    /// <summary>The lines, in the order of the flight; none where the photos were not taken in rows.</summary>
    public static IReadOnlyList<FlightLine> In(IReadOnlyList<SitePhoto> order)
    {
        var scale = StepScale.Of(order);
        if (scale is null)
            return [];

        var runs = Runs(order, scale);
        for (var i = 1; i < runs.Count; i++)
            StraightRun.Divide(runs[i - 1].Run, runs[i].Run);
        runs.RemoveAll(r => r.Run.Places < LeastPlaces);
        return [.. runs.Where((_, i) => !IsWayAcross(runs, i)).Select(r => LineOf(r.Run, r.Flight))];
    }

    /// <summary>The angle between two directions when to and fro count as the same, 0 to 90 degrees.</summary>
    public static double AxisTurn(double bearing, double other) => Math.Abs(Math.IEEERemainder(bearing - other, 180));

    private static List<(StraightRun Run, int Flight)> Runs(IReadOnlyList<SitePhoto> order, StepScale scale)
    {
        var runs = new List<(StraightRun Run, int Flight)>();
        var run = new StraightRun(0, order[0].Position.Point);
        var flight = 0;
        for (var i = 1; i < order.Count; i++)
        {
            var point = order[i].Position.Point;
            var isNewFlight = IsNewFlight(order[i - 1], order[i]);
            var step = run.Reached.DistanceTo(point) / scale.Step;
            if (isNewFlight || step > LongestStep)
            {
                runs.Add((run, flight));
                flight += isNewFlight ? 1 : 0;
                run = new StraightRun(i, point);
            }
            else if (step < SameSpot)
            {
                run.Stay(i);
            }
            else if (run.LeadsTo(point, scale.Tolerance, scale.LeastAdvance))
            {
                run.Add(i, point);
            }
            else
            {
                runs.Add((run, flight));
                run = Next(run, i, point);
            }
        }

        runs.Add((run, flight));
        return runs;
    }

    private static bool IsNewFlight(SitePhoto before, SitePhoto photo) =>
        !FlightOrder.IsSameCamera(before, photo)
        || photo.Metadata.CapturedAt - before.Metadata.CapturedAt > LongestPause;

    private static StraightRun Next(StraightRun run, int index, GroundPoint point)
    {
        var next = new StraightRun(run.Last, run.Reached);
        next.Add(index, point);
        return next;
    }

    // A row from the end of one line to the start of the next one is a turn, if a long one.
    private static bool IsWayAcross(List<(StraightRun Run, int Flight)> runs, int index)
    {
        return index > 0 && index < runs.Count - 1 && JoinsTo(index - 1) && JoinsTo(index + 1);

        bool JoinsTo(int other) =>
            runs[other].Flight == runs[index].Flight
            && runs[other].Run.Length > runs[index].Run.Length
            && AxisTurn(runs[other].Run.Bearing, runs[index].Run.Bearing) > LeastTurn;
    }

    private static FlightLine LineOf(StraightRun run, int flight) =>
        new(run.First, run.Last - run.First + 1, run.Bearing) { Flight = flight };
}
