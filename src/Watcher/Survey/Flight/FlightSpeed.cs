namespace OfoWatcher.Survey.Flight;

/// <summary>Measures how fast the lines were flown.</summary>
internal static class FlightSpeed
{
    /// <summary>
    /// Metres a second over ground, the median of the lines: the way from a line's first photo to its last, by the
    /// time between them. Null when no line tells both times.
    /// </summary>
    public static double? Of(IReadOnlyList<FlownPhoto> photos, IReadOnlyList<FlightLine> lines) =>
        Spread.Of(lines.Select(line => Between(photos[line.First], photos[line.End - 1])))?.Median;

    private static double? Between(FlownPhoto first, FlownPhoto last)
    {
        var time = last.Photo.Metadata?.CapturedAt - first.Photo.Metadata?.CapturedAt;
        var way = first.Position.Point.DistanceTo(last.Position.Point) / first.Position.Scale;
        return time is { TotalSeconds: > 0 and var seconds } ? way / seconds : null;
    }
}
