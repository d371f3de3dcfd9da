using System.Globalization;
using OfoWatcher.Survey;

namespace OfoWatcher.Workflows.Local.Preview;

/// <summary>The frame of a north-up map: which ground its pixels show.</summary>
/// <param name="West">Easting of the left edge.</param>
/// <param name="North">Northing of the upper edge.</param>
/// <param name="Resolution">Metres that one pixel covers.</param>
/// <param name="Width">Pixels across.</param>
/// <param name="Height">Pixels down.</param>
internal sealed record MapFrame(double West, double North, double Resolution, int Width, int Height)
{
    public double East => West + Width * Resolution;

    public double South => North - Height * Resolution;

    /// <summary>
    /// A frame around all footprints: as fine as the photos are (their median), or as coarse as it must be for the
    /// longest side not to exceed a size in pixels.
    /// </summary>
    public static MapFrame Around(IReadOnlyList<PlacedPhoto> photos, int size)
    {
        var corners = photos.SelectMany(p => p.Footprint.Corners).ToList();
        var (west, east) = (corners.Min(c => c.Easting), corners.Max(c => c.Easting));
        var (south, north) = (corners.Min(c => c.Northing), corners.Max(c => c.Northing));
        var finest = photos.Select(p => p.GroundSampleDistance).Order().ElementAt(photos.Count / 2);
        var resolution = Math.Max(finest, Math.Max(east - west, north - south) / size);
        return new MapFrame(west, north, resolution, Pixels(east - west), Pixels(north - south));

        int Pixels(double metres) => Math.Clamp((int)Math.Ceiling(metres / resolution), 1, size);
    }

    /// <summary>Pixels from the left and from the upper edge.</summary>
    public (double X, double Y) ToPixels(GroundPoint point) =>
        ((point.Easting - West) / Resolution, (North - point.Northing) / Resolution);

    /// <summary>
    /// The text of a world file: metres per pixel in x, two rotations, metres per pixel in y, and the middle of the
    /// upper left pixel (ESRI's "world files for raster datasets").
    /// </summary>
    public string ToWorldFile() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Resolution:R}\n0\n0\n{-Resolution:R}\n{West + Resolution / 2:R}\n{North - Resolution / 2:R}\n");

    /// <summary>
    /// The coordinate reference system of a UTM zone in ESRI's well-known text, as .prj files hold it.
    /// </summary>
    public static string ToWellKnownText(UtmProjection projection) =>
        $"PROJCS[\"WGS_1984_UTM_Zone_{projection.Zone}{(projection.IsNorth ? 'N' : 'S')}\","
        + "GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],"
        + "PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]],PROJECTION[\"Transverse_Mercator\"],"
        + "PARAMETER[\"False_Easting\",500000.0],"
        + $"PARAMETER[\"False_Northing\",{(projection.IsNorth ? "0.0" : "10000000.0")}],"
        + $"PARAMETER[\"Central_Meridian\",{projection.CentralMeridian}.0],PARAMETER[\"Scale_Factor\",0.9996],"
        + "PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]";
}
