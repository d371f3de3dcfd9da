using static System.Math;

namespace OfoWatcher.Survey;

/// <summary>A position on a UTM grid, with how the grid lies there.</summary>
/// <param name="Point">
/// Easting and northing in metres, with the false easting of 500 km and southern northing of 10,000 km.
/// </param>
/// <param name="Convergence">
/// Bearing of grid north in degrees from true north: a bearing on the grid is the true bearing less this.
/// </param>
/// <param name="Scale">Metres of the grid for one metre on the ellipsoid, 0.9996 on the central meridian.</param>
internal readonly record struct UtmPosition(GroundPoint Point, double Convergence, double Scale);

/// <summary>
/// Universal Transverse Mercator on WGS84 by Krüger's series in the third flattening to its fourth order, as given in
/// C. F. F. Karney, "Transverse Mercator with an accuracy of a few nanometers", Journal of Geodesy 85 (2011), eq. 7-36.
/// The terms left out are below 0.001 mm within ten degrees of the central meridian. Zones are the regular ones of six
/// degrees; the exceptions around Norway and Svalbard are not made, so that a zone follows from the longitude alone.
/// </summary>
internal sealed class UtmProjection
{
    private const double SemiMajorAxis = 6_378_137.0;
    private const double Flattening = 1 / 298.257223563;
    private const double CentralScale = 0.9996;
    private const double FalseEasting = 500_000;
    private const double SouthernNorthing = 10_000_000;

    private const double N = Flattening / (2 - Flattening);
    private const double N2 = N * N, N3 = N2 * N, N4 = N3 * N;
    private const double RectifyingRadius = SemiMajorAxis / (1 + N) * (1 + N2 / 4 + N4 / 64);

    private static readonly double Eccentricity = Sqrt(Flattening * (2 - Flattening));

    // Karney 2011, eq. 35 and 36.
    private static readonly double[] Alpha =
    [
        N / 2 - 2 * N2 / 3 + 5 * N3 / 16 + 41 * N4 / 180,
        13 * N2 / 48 - 3 * N3 / 5 + 557 * N4 / 1440,
        61 * N3 / 240 - 103 * N4 / 140,
        49561 * N4 / 161280,
    ];

    private static readonly double[] Beta =
    [
        N / 2 - 2 * N2 / 3 + 37 * N3 / 96 - N4 / 360,
        N2 / 48 + N3 / 15 - 437 * N4 / 1440,
        17 * N3 / 480 - 37 * N4 / 840,
        4397 * N4 / 161280,
    ];

    private readonly double falseNorthing;

    /// <param name="zone">1 to 60, counted eastwards from 180° W.</param>
    /// <param name="isNorth">Whether northings count from the equator; else from 10,000 km south of it.</param>
    public UtmProjection(int zone, bool isNorth)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(zone, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(zone, 60);
        (Zone, IsNorth) = (zone, isNorth);
        falseNorthing = isNorth ? 0 : SouthernNorthing;
    }

    public int Zone { get; }

    public bool IsNorth { get; }

    /// <summary>Longitude of the zone's middle in degrees.</summary>
    public int CentralMeridian => Zone * 6 - 183;

    /// <summary>Code of the grid in the EPSG register: 326zz in the north, 327zz in the south.</summary>
    public int Epsg => (IsNorth ? 32600 : 32700) + Zone;

    /// <summary>The zone that a position lies in.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The position lies nearer to a pole than UTM reaches.</exception>
    public static UtmProjection For(GeoPoint point) => Covers(point)
        ? new UtmProjection((int)Floor((point.Longitude + 180) / 6) % 60 + 1, point.Latitude >= 0)
        : throw new ArgumentOutOfRangeException(
            nameof(point), $"UTM ends at 84° north and 80° south, not at {point.Latitude}°");

    /// <summary>UTM reaches from 80° south to 84° north.</summary>
    public static bool Covers(GeoPoint point) => point is { Latitude: >= -80 and <= 84, Longitude: >= -180 and <= 180 };

    /// <summary>Projects a position, which may lie outside of the zone.</summary>
    public UtmPosition Forward(GeoPoint point)
    {
        var longitude = double.DegreesToRadians(IEEERemainder(point.Longitude - CentralMeridian, 360));
        var tan = Tan(double.DegreesToRadians(point.Latitude));
        var conformal = ConformalTangent(tan);
        var meridional = Sqrt(conformal * conformal + Cos(longitude) * Cos(longitude));
        var xi = Atan2(conformal, Cos(longitude));
        var eta = Asinh(Sin(longitude) / meridional);

        var (north, east, p, q) = (xi, eta, 1.0, 0.0);
        for (var j = 1; j <= Alpha.Length; j++)
        {
            var alpha = Alpha[j - 1];
            north += alpha * Sin(2 * j * xi) * Cosh(2 * j * eta);
            east += alpha * Cos(2 * j * xi) * Sinh(2 * j * eta);
            p += 2 * j * alpha * Cos(2 * j * xi) * Cosh(2 * j * eta);
            q += 2 * j * alpha * Sin(2 * j * xi) * Sinh(2 * j * eta);
        }

        // Eq. 23 to 26: the convergence and scale of the sphere, then those of the series.
        var convergence = Atan2(q, p)
            + Atan2(conformal * Sin(longitude), Sqrt(1 + conformal * conformal) * Cos(longitude));
        var sin = tan / Sqrt(1 + tan * tan);
        var scale = CentralScale * RectifyingRadius / SemiMajorAxis * Sqrt(p * p + q * q)
            * Sqrt(1 - Eccentricity * Eccentricity * sin * sin) * Sqrt(1 + tan * tan) / meridional;
        return new UtmPosition(
            new GroundPoint(
                FalseEasting + CentralScale * RectifyingRadius * east,
                falseNorthing + CentralScale * RectifyingRadius * north),
            double.RadiansToDegrees(convergence),
            scale);
    }

    /// <summary>The position of a point of the grid.</summary>
    public GeoPoint Inverse(GroundPoint point)
    {
        var xi = (point.Northing - falseNorthing) / (CentralScale * RectifyingRadius);
        var eta = (point.Easting - FalseEasting) / (CentralScale * RectifyingRadius);
        var (sphereXi, sphereEta) = (xi, eta);
        for (var j = 1; j <= Beta.Length; j++)
        {
            sphereXi -= Beta[j - 1] * Sin(2 * j * xi) * Cosh(2 * j * eta);
            sphereEta -= Beta[j - 1] * Cos(2 * j * xi) * Sinh(2 * j * eta);
        }

        var conformal = Sin(sphereXi) / Sqrt(Pow(Sinh(sphereEta), 2) + Pow(Cos(sphereXi), 2));
        var longitude = Atan2(Sinh(sphereEta), Cos(sphereXi));
        return new GeoPoint(
            double.RadiansToDegrees(Atan(GeographicTangent(conformal))),
            IEEERemainder(CentralMeridian + double.RadiansToDegrees(longitude), 360));
    }

    // Eq. 7 to 9: tangent of the conformal latitude from that of the geographic one.
    private static double ConformalTangent(double tan)
    {
        var sigma = Sinh(Eccentricity * Atanh(Eccentricity * tan / Sqrt(1 + tan * tan)));
        return tan * Sqrt(1 + sigma * sigma) - sigma * Sqrt(1 + tan * tan);
    }

    // Eq. 19 to 21: Newton's method, which is done after three steps in double precision.
    private static double GeographicTangent(double conformal)
    {
        var tan = conformal;
        for (var step = 0; step < 5; step++)
        {
            var reached = ConformalTangent(tan);
            var squared = 1 - Eccentricity * Eccentricity;
            tan += (conformal - reached) / Sqrt(1 + reached * reached)
                * (1 + squared * tan * tan) / (squared * Sqrt(1 + tan * tan));
        }

        return tan;
    }
}
