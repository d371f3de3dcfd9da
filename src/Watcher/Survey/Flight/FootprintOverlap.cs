namespace OfoWatcher.Survey.Flight;

/// <summary>Measures how far two footprints lie on one another.</summary>
internal static class FootprintOverlap
{
    /// <summary>
    /// The area that both show, by that of the smaller one: 0 when they lie apart, 1 when one lies within the other.
    /// For footprints of the same size and direction, shifted along one of their sides, this is the usual
    /// (G - B) / G of the ground G that a side covers and the shift B.
    /// </summary>
    /// <param name="east">Metres by which the second one is shifted first.</param>
    /// <param name="north">The same to the north.</param>
    public static double Of(Footprint one, Footprint other, double east = 0, double north = 0)
    {
        var smaller = Math.Min(one.Area, other.Area);
        if (!(smaller > 0))
            return 0;

        // From a corner nearby, so that the products of small distances keep their digits.
        var origin = one.Corners[0];
        List<GroundPoint> common =
        [
            .. other.Corners.Select(c => new GroundPoint(
                c.Easting + east - origin.Easting, c.Northing + north - origin.Northing)),
        ];
        for (var i = 0; i < one.Corners.Count && common.Count > 0; i++)
        {
            // To the right of each side in turn, since corners follow one another clockwise.
            var (from, to) = (one.Corners[i], one.Corners[(i + 1) % one.Corners.Count]);
            var (x, y) = (to.Easting - from.Easting, to.Northing - from.Northing);
            var (startX, startY) = (from.Easting - origin.Easting, from.Northing - origin.Northing);
            common = ConvexPolygon.Cut(common, p => (p.Easting - startX) * y - (p.Northing - startY) * x);
        }

        return common.Count == 0 ? 0 : Math.Clamp(new Footprint(common, common[0]).Area / smaller, 0, 1);
    }
}
