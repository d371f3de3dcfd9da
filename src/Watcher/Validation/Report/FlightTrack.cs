using OfoWatcher.Survey.Flight;

namespace OfoWatcher.Validation.Report;

/// <summary>The way of the camera, in the order in which the photos were taken.</summary>
internal static class FlightTrack
{
    // A point is left out when the line without it misses it by no more, in units of the map.
    private const double Tolerance = 0.5;

    // Points that one piece may leave out, which bounds the work on each.
    private const int LongestPiece = 200;

    // As with footprints: more dots than this would run into one another.
    private const int MostDots = 3_000;

    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>
    /// A line through all positions, broken where another camera or another flight begins, with a pale edge that lets
    /// it be seen on any colour.
    /// </summary>
    public static void Write(HtmlWriter page, MapView view, IReadOnlyList<FlownPhoto> photos)
    {
        page.Write($"<defs><path id=\"way\" d=\"");
        var start = 0;
        for (var next = 1; next <= photos.Count; next++)
        {
            if (next < photos.Count && IsOneFlight(photos[next - 1], photos[next]))
                continue;
            WriteFlight(page, view, photos, start, next);
            start = next;
        }

        page.Write($"\"/></defs>\n<use href=\"#way\" class=\"casing\"/><use href=\"#way\" class=\"track\"/>\n");
        if (photos.Count > MostDots)
            return;
        page.Write($"<path class=\"dots\" d=\"");
        foreach (var photo in photos)
            page.Write($"M{view.X(photo.Position.Point):0.#} {view.Y(photo.Position.Point):0.#}h0");
        page.Write($"\"/>\n");
    }

    private static void WriteFlight(HtmlWriter page, MapView view, IReadOnlyList<FlownPhoto> photos, int start, int end)
    {
        var kept = start;
        WritePoint(page, view, photos[start], 'M');
        for (var next = start + 1; next < end; next++)
        {
            // The next point is kept when the line to the one behind it would miss what lies between.
            if (next + 1 < end && next - kept < LongestPiece && IsStraight(view, photos, kept, next + 1))
                continue;
            WritePoint(page, view, photos[next], 'L');
            kept = next;
        }
    }

    private static bool IsStraight(MapView view, IReadOnlyList<FlownPhoto> photos, int from, int to)
    {
        var (x, y) = PointOf(view, photos[from]);
        var (endX, endY) = PointOf(view, photos[to]);
        var (alongX, alongY) = (endX - x, endY - y);
        var squared = alongX * alongX + alongY * alongY;
        for (var between = from + 1; between < to; between++)
        {
            var (pointX, pointY) = PointOf(view, photos[between]);
            var part = squared > 0
                ? Math.Clamp(((pointX - x) * alongX + (pointY - y) * alongY) / squared, 0, 1)
                : 0;
            if (double.Hypot(x + part * alongX - pointX, y + part * alongY - pointY) > Tolerance)
                return false;
        }

        return true;
    }

    private static bool IsOneFlight(FlownPhoto one, FlownPhoto next)
    {
        var (before, after) = (one.Photo.Metadata, next.Photo.Metadata);
        return before?.SerialNumber == after?.SerialNumber
            && before?.Model == after?.Model
            && !(after?.CapturedAt - before?.CapturedAt > LongestPause);
    }

    private static void WritePoint(HtmlWriter page, MapView view, FlownPhoto photo, char command)
    {
        var (x, y) = PointOf(view, photo);
        page.Write($"{command.ToString()}{x:0.#} {y:0.#}");
    }

    private static (double X, double Y) PointOf(MapView view, FlownPhoto photo) =>
        (view.X(photo.Position.Point), view.Y(photo.Position.Point));
}
