namespace OfoWatcher.Survey;

/// <summary>Distances between positions anywhere on earth, good to half a per cent.</summary>
internal static class GeoDistance
{
    /// <summary>The mean radius of the WGS84 ellipsoid in metres, (2a + b) / 3.</summary>
    internal const double EarthRadius = 6_371_008.8;

    /// <summary>
    /// Metres along the great circle, by the haversine formula (R. W. Sinnott, "Virtues of the Haversine", Sky and
    /// Telescope 68 (1984), 159), which keeps its digits for points close to each other.
    /// </summary>
    public static double Metres(GeoPoint one, GeoPoint other)
    {
        var (south, north) = (double.DegreesToRadians(one.Latitude), double.DegreesToRadians(other.Latitude));
        var latitude = Math.Sin((north - south) / 2);
        var longitude = Math.Sin(double.DegreesToRadians(other.Longitude - one.Longitude) / 2);
        var haversine = latitude * latitude + Math.Cos(south) * Math.Cos(north) * longitude * longitude;
        return 2 * EarthRadius * Math.Asin(Math.Sqrt(Math.Min(1, haversine)));
    }
}
