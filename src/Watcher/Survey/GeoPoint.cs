using System.Globalization;

namespace OfoWatcher.Survey;

/// <summary>
/// A position on WGS84 in degrees: latitude positive north (-90 to 90), longitude positive east (-180 to 180).
/// </summary>
internal readonly record struct GeoPoint(double Latitude, double Longitude)
{
    /// <summary>
    /// Whether a camera can have meant it: finite, in range, and not exactly 0, 0, which cameras write while they have
    /// no satellite fix.
    /// </summary>
    public bool IsPlausible =>
        double.IsFinite(Latitude) && double.IsFinite(Longitude)
        && Math.Abs(Latitude) <= 90 && Math.Abs(Longitude) <= 180
        && (Latitude, Longitude) != (0, 0);

    /// <summary>
    /// The median latitude with the median longitude, which a few wrong positions do not move.
    /// </summary>
    /// <param name="points">At least one.</param>
    public static GeoPoint Median(IReadOnlyCollection<GeoPoint> points)
    {
        return new GeoPoint(Of(point => point.Latitude), Of(point => point.Longitude));

        double Of(Func<GeoPoint, double> coordinate) => points.Select(coordinate).Order().ElementAt(points.Count / 2);
    }

    /// <summary>Latitude and longitude with a comma between them, as maps take it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Latitude},{Longitude}");
}

/// <summary>A position on the grid of one UTM zone, in metres of that grid.</summary>
internal readonly record struct GroundPoint(double Easting, double Northing)
{
    public double DistanceTo(GroundPoint other) => Math.Sqrt(SquaredDistanceTo(other));

    public double SquaredDistanceTo(GroundPoint other)
    {
        var (east, north) = (other.Easting - Easting, other.Northing - Northing);
        return east * east + north * north;
    }
}
