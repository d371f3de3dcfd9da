using FsCheck;
using FsCheck.Fluent;
using OfoWatcher.Survey;

namespace OfoWatcher.Tests.Survey;

public sealed class UtmProjectionTests
{
    [Theory]
    [InlineData(33.3, 44.4, 32638, 444140.54, 3684706.36, 0.006)] // The example of GeographicLib's GeoConvert.
    [InlineData(43.642567, -79.387139, 32617, 630084, 4833438, 1)] // The CN Tower, as commonly published.
    [InlineData(0, 3, 32631, 500000, 0, 1e-6)]
    [InlineData(45, 9, 32632, 500000, 4982950.400, 0.002)] // 0.9996 of the arc of the meridian, 4,984,944.378 m.
    [InlineData(-45, 9, 32732, 500000, 5017049.600, 0.002)]
    public void Published_points_are_met(
        double latitude, double longitude, int epsg, double easting, double northing, double tolerance)
    {
        var point = new GeoPoint(latitude, longitude);
        var projection = UtmProjection.For(point);
        var utm = projection.Forward(point).Point;

        Assert.Equal(epsg, projection.Epsg);
        Assert.Equal(easting, utm.Easting, tolerance);
        Assert.Equal(northing, utm.Northing, tolerance);
    }

    [Theory]
    [InlineData(-180, 1)]
    [InlineData(-174.000001, 1)]
    [InlineData(-174, 2)]
    [InlineData(179.9, 60)]
    [InlineData(180, 1)]
    public void Zones_count_eastwards_from_the_date_line(double longitude, int zone) =>
        Assert.Equal(zone, UtmProjection.For(new GeoPoint(10, longitude)).Zone);

    [Fact]
    public void Every_position_comes_back_from_the_grid()
    {
        var positions =
            from latitude in Gen.Choose(-80_000, 84_000)
            from longitude in Gen.Choose(-180_000, 180_000)
            from shift in Gen.Choose(-3_000, 3_000) // Within the neighbouring zone too.
            select (new GeoPoint(latitude / 1000.0, longitude / 1000.0), shift / 1000.0);
        Prop.ForAll(positions.ToArbitrary(), sample =>
        {
            var (position, shift) = sample;
            var projection = UtmProjection.For(position);
            var there = new GeoPoint(position.Latitude, Math.Clamp(position.Longitude + shift, -180, 180));
            var back = projection.Inverse(projection.Forward(there).Point);
            return Math.Abs(back.Latitude - there.Latitude) < 1e-9
                && Math.Abs(Math.IEEERemainder(back.Longitude - there.Longitude, 360)) < 1e-8;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Theory]
    [InlineData(46.84, -91.99)]
    [InlineData(-33.4, 150.9)]
    [InlineData(61.2, 11.9)]
    public void Convergence_and_scale_are_those_of_a_short_step_north(double latitude, double longitude)
    {
        var from = new GeoPoint(latitude, longitude);
        var to = new GeoPoint(latitude + 1e-4, longitude);
        var projection = UtmProjection.For(from);
        var (start, end) = (projection.Forward(from), projection.Forward(to));
        var (east, north) = (end.Point.Easting - start.Point.Easting, end.Point.Northing - start.Point.Northing);

        // True north lies at a bearing of minus the convergence on the grid.
        Assert.Equal(-start.Convergence, double.RadiansToDegrees(Math.Atan2(east, north)), 1e-4);
        // The radius of curvature of the meridian, for the length of the step on the ellipsoid.
        var squared = 0.00669437999014;
        var sin = Math.Sin(double.DegreesToRadians(latitude + 5e-5));
        var radius = 6_378_137 * (1 - squared) / Math.Pow(1 - squared * sin * sin, 1.5);
        Assert.Equal(start.Scale, double.Hypot(east, north) / (radius * double.DegreesToRadians(1e-4)), 1e-6);
    }

    [Theory]
    [InlineData(84.1)]
    [InlineData(-80.1)]
    [InlineData(double.NaN)]
    public void Positions_beyond_the_grid_are_refused(double latitude) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => UtmProjection.For(new GeoPoint(latitude, 10)));
}
