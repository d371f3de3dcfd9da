using OfoWatcher.Survey;
using OfoWatcher.Survey.Flight;

namespace OfoWatcher.Validation.Report;

/// <summary>How the ground lies on the map: grid north up, the whole width <see cref="Width"/> units.</summary>
internal sealed class MapView
{
    /// <summary>Units from the west edge to the east edge.</summary>
    public const double Width = 1000;

    // Neither a road's survey nor a single line makes a map that does not fit a screen.
    private const double LeastAspect = 0.45, MostAspect = 0.9;

    // Around photos whose footprints are not known, as a part of the site's longer side and in metres.
    private const double BareMargin = 0.06, LeastMargin = 10;

    // What lies further outside is not seen anyway; it must not cost digits.
    private const double FarOutside = 2 * Width;

    private readonly double west, north;

    private MapView(Extent ground)
    {
        (west, north) = (ground.West, ground.North);
        MetresPerUnit = ground.Width / Width;
        Height = ground.Height / MetresPerUnit;
    }

    /// <summary>Units from the north edge to the south edge.</summary>
    public double Height { get; }

    public double MetresPerUnit { get; }

    /// <summary>A view of all positions with their footprints around them; null without a position.</summary>
    public static MapView? Of(IReadOnlyList<FlownPhoto> photos)
    {
        if (photos.Count == 0)
            return null;
        var site = Extent.Of(photos.Select(photo => photo.Position.Point));
        // The usual footprint's reach: one photo with a wrong height must not make the others small.
        var reach = Spread.Of(photos.Select(photo => photo.Footprint?.Corners.Max(photo.Position.Point.DistanceTo)));
        var margin = reach?.Median ?? BareMargin * Math.Max(site.Width, site.Height);
        return new MapView(Shaped(site.Grown(Math.Max(margin, LeastMargin))));
    }

    /// <summary>Units from the west edge.</summary>
    public double X(GroundPoint point) => Math.Clamp((point.Easting - west) / MetresPerUnit, -FarOutside, FarOutside);

    /// <summary>Units from the north edge.</summary>
    public double Y(GroundPoint point) => Math.Clamp((north - point.Northing) / MetresPerUnit, -FarOutside, FarOutside);

    /// <summary>
    /// The longest of 1, 2 or 5 times a power of ten that is at most a quarter of the map wide, in metres.
    /// </summary>
    public double ScaleBar()
    {
        var most = Width * MetresPerUnit / 4;
        var power = Math.Pow(10, Math.Floor(Math.Log10(most)));
        return power * (most / power >= 5 ? 5 : most / power >= 2 ? 2 : 1);
    }

    private static Extent Shaped(Extent ground)
    {
        var width = Math.Max(ground.Width, ground.Height / MostAspect);
        var height = Math.Max(ground.Height, width * LeastAspect);
        var (east, up) = ((width - ground.Width) / 2, (height - ground.Height) / 2);
        return new Extent(ground.West - east, ground.South - up, ground.East + east, ground.North + up);
    }
}
