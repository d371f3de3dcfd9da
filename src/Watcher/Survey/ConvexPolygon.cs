namespace OfoWatcher.Survey;

/// <summary>Cuts convex polygons by straight lines.</summary>
internal static class ConvexPolygon
{
    /// <summary>
    /// The part of a convex polygon where <paramref name="side"/>, a linear function of the position, is not negative
    /// (one step of the algorithm of Sutherland and Hodgman, 1974). Empty when nothing is left.
    /// </summary>
    public static List<GroundPoint> Cut(IReadOnlyList<GroundPoint> corners, Func<GroundPoint, double> side)
    {
        var kept = new List<GroundPoint>(corners.Count + 1);
        for (var i = 0; i < corners.Count; i++)
        {
            var (from, to) = (corners[i], corners[(i + 1) % corners.Count]);
            var (here, there) = (side(from), side(to));
            if (here >= 0)
                kept.Add(from);
            if (here >= 0 != there >= 0)
                kept.Add(Between(from, to, here / (here - there)));
        }

        return kept.Count >= 3 ? kept : [];
    }

    private static GroundPoint Between(GroundPoint from, GroundPoint to, double part) =>
        new(from.Easting + (to.Easting - from.Easting) * part, from.Northing + (to.Northing - from.Northing) * part);
}
