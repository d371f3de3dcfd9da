namespace OfoWatcher.Survey;

/// <summary>The part of flat ground that a photo shows.</summary>
/// <param name="Corners">
/// A convex polygon: the picture's corners from the upper left one clockwise as the camera sees them, which is
/// clockwise on the map too. Where the picture shows the horizon, it ends before it, with up to five corners.
/// </param>
/// <param name="Centre">Where the line of sight meets the ground; the middle of the corners if it does not.</param>
internal sealed record Footprint(IReadOnlyList<GroundPoint> Corners, GroundPoint Centre)
{
    /// <summary>
    /// A ray counts as meeting the ground when it falls by more than this part of the focal length, some 14 degrees in
    /// the middle of the picture: beyond, a pixel covers so much ground that it shows nothing.
    /// </summary>
    public const double LeastDepth = 0.25;

    /// <summary>The footprint, or null for a photo that looks at the horizon or the sky.</summary>
    public static Footprint? Of(GroundMapping mapping)
    {
        var (width, height, least) = (
            mapping.Camera.Width, mapping.Camera.Height, LeastDepth * mapping.Camera.FocalLength);
        // Cut in the plane of the picture, where the horizon is a straight line, with pixels in place of metres.
        GroundPoint[] picture = [new(0, 0), new(width, 0), new(width, height), new(0, height)];
        var seen = ConvexPolygon.Cut(picture, p => mapping.DepthAt(p.Easting, p.Northing) - least);
        if (seen.Count == 0)
            return null;

        var corners = seen.ConvertAll(p => mapping.ToGround(p.Easting, p.Northing));
        return new Footprint(corners, mapping.DepthAt(width / 2.0, height / 2.0) >= least
            ? mapping.ToGround(width / 2.0, height / 2.0)
            : new GroundPoint(corners.Average(c => c.Easting), corners.Average(c => c.Northing)));
    }

    /// <summary>Area in square metres (the shoelace formula).</summary>
    public double Area
    {
        get
        {
            var twice = 0.0;
            for (var i = 0; i < Corners.Count; i++)
            {
                var (a, b) = (Corners[i], Corners[(i + 1) % Corners.Count]);
                twice += (a.Easting - Centre.Easting) * (b.Northing - Centre.Northing)
                    - (b.Easting - Centre.Easting) * (a.Northing - Centre.Northing);
            }

            return Math.Abs(twice) / 2;
        }
    }
}
