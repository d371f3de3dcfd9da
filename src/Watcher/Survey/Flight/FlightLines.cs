namespace OfoWatcher.Survey.Flight;

/// <summary>
/// Finds the lines of a flight. From the first photo on, a line grows as long as the next place lies ahead on the
/// straight line through the places so far; then the next line starts. Photos taken on one spot count as one place.
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

        var runs = new List<(StraightRun Run, int Flight)>();
        var run = new StraightRun(0, order[0].Position.Point);
        var flight = 0;
        for (var i = 1; i < order.Count; i++)
        {
            var point = order[i].Position.Point;
            var isNewFlight = IsNewFlight(order[i - 1], order[i]);
            var step = run.DistanceTo(point);
            if (!isNewFlight && step < SameSpot * scale.Step)
            {
                run.Stay(i);
            }
            else if (!isNewFlight && step <= LongestStep * scale.Step
                && run.LeadsTo(point, scale.Tolerance, scale.LeastAdvance))
            {
                run.Add(i, point);
            }
            else
            {
                runs.Add((run, flight));
                flight += isNewFlight ? 1 : 0;
                run = Next(order, run, i, !isNewFlight && step <= LongestStep * scale.Step);
            }
        }

        runs.Add((run, flight));
        runs.RemoveAll(r => r.Run.Places < LeastPlaces);
        return [.. runs.Where((_, i) => !IsWayAcross(runs, i)).Select(r => LineOf(r.Run, r.Flight))];
    }

    private static bool IsNewFlight(SitePhoto before, SitePhoto photo) =>
        !FlightOrder.IsSameCamera(before, photo)
        || photo.Metadata.CapturedAt - before.Metadata.CapturedAt > LongestPause;

    // Two places are no line yet: the second one, at the end of a turn, may be the first of the next line.
    private static StraightRun Next(IReadOnlyList<SitePhoto> order, StraightRun run, int index, bool isNear)
    {
        var point = order[index].Position.Point;
        if (run.Places != 2 || !isNear)
            return new StraightRun(index, point);

        var next = new StraightRun(run.Last, order[run.Last].Position.Point);
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

    /// <summary>The angle between two directions when to and fro count as the same, 0 to 90 degrees.</summary>
    public static double AxisTurn(double bearing, double other) => Math.Abs(Math.IEEERemainder(bearing - other, 180));

    private static FlightLine LineOf(StraightRun run, int flight) =>
        new(run.First, run.Last - run.First + 1, run.Bearing) { Flight = flight };
}
