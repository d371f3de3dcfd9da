using OfoWatcher.Survey;

namespace OfoWatcher.Tests.Survey;

public sealed class FootprintTests
{
    // A pixel covers 0.1 m from 100 m up, so the picture shows 120 m across and 90 m down.
    private static readonly Camera Camera = new(1200, 900, 1000);

    private static readonly GroundPoint Below = new(500_000, 4_000_000);

    [Fact]
    public void Looking_down_to_the_north_shows_a_rectangle_with_its_upper_edge_in_the_north()
    {
        var footprint = Look(yaw: 0, pitch: -90);

        AssertCorners(footprint, (-60, 45), (60, 45), (60, -45), (-60, -45));
        AssertAt(footprint.Centre, 0, 0);
        Assert.Equal(120 * 90, footprint.Area, 1e-6);
    }

    [Fact]
    public void Heading_east_points_the_upper_edge_to_the_east() =>
        AssertCorners(Look(yaw: 90, pitch: -90), (45, 60), (45, -60), (-45, -60), (-45, 60));

    [Fact]
    public void Looking_down_a_roll_turns_the_picture_clockwise_as_a_heading_does() =>
        AssertCorners(Look(yaw: 30, pitch: -90, roll: 60), [.. Look(yaw: 90, pitch: -90).Corners.Select(Offset)]);

    [Fact]
    public void A_tilted_camera_looks_ahead()
    {
        var footprint = Look(yaw: 0, pitch: -75);

        // The line of sight lies 15 degrees off the vertical, the edges half the field of view to either side of it.
        var half = Math.Atan(0.45);
        AssertAt(footprint.Centre, 0, 100 * Math.Tan(double.DegreesToRadians(15)));
        var (far, near) = (double.DegreesToRadians(15) + half, double.DegreesToRadians(15) - half);
        AssertCorners(
            footprint,
            (-Across(far), Ahead(far)),
            (Across(far), Ahead(far)),
            (Across(near), Ahead(near)),
            (-Across(near), Ahead(near)));

        double Ahead(double angle) => 100 * Math.Tan(angle);
        // The way to the edge along the ray in the middle of it, times half the width by that ray's length in pixels.
        double Across(double angle) => 100 / Math.Cos(angle) * 600 / double.Hypot(1000, 450);
    }

    [Fact]
    public void Rolling_right_while_looking_ahead_lifts_the_left_side()
    {
        var footprint = Look(yaw: 0, pitch: -45, roll: 10);
        var (upperLeft, upperRight) = (Offset(footprint.Corners[0]), Offset(footprint.Corners[1]));

        Assert.True(upperLeft.North > upperRight.North, $"{upperLeft} should lie farther ahead than {upperRight}");
    }

    [Fact]
    public void Where_the_horizon_is_in_view_the_footprint_ends_before_it()
    {
        var footprint = Look(yaw: 0, pitch: -20);

        Assert.All(
            footprint.Corners, c => Assert.InRange(c.DistanceTo(Below), 0, 100 * double.Hypot(1000, 750) / 250 + 1));
        Assert.All(footprint.Corners, c => Assert.True(c.Northing > Below.Northing));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(90)]
    public void Looking_at_the_sky_shows_no_ground(double pitch) =>
        Assert.Null(Footprint.Of(new GroundMapping(new CameraPose(Below, 100, 0, pitch, 0), Camera)));

    [Fact]
    public void A_true_heading_is_turned_to_the_grid_and_metres_are_scaled_to_it()
    {
        // Three degrees west of the central meridian, where grid north lies west of true north.
        var position = new UtmProjection(33, isNorth: true).Forward(new GeoPoint(60, 12.001));
        var pose = CameraPose.At(position, 100, 0, -90, 0);

        Assert.Equal(-2.6, position.Convergence, 0.01);
        Assert.Equal(2.6, pose.Yaw, 0.01);
        Assert.Equal(100 * position.Scale, pose.Height, 1e-9);
    }

    [Fact]
    public void A_pixel_covers_more_ground_when_the_camera_is_tilted()
    {
        Assert.Equal(0.1, GroundSampleDistance.Nadir(100, Camera), 1e-12);
        Assert.Equal(0.1, GroundSampleDistance.Middle(100, -90, Camera), 1e-12);
        Assert.Equal(double.PositiveInfinity, GroundSampleDistance.Middle(100, 0, Camera));

        // The area of the pixel in the middle, measured on the ground itself.
        var mapping = new GroundMapping(new CameraPose(Below, 100, 20, -60, 0), Camera);
        var (origin, right, down) = (
            mapping.ToGround(600, 450), mapping.ToGround(600.1, 450), mapping.ToGround(600, 450.1));
        var area = Math.Abs((right.Easting - origin.Easting) * (down.Northing - origin.Northing)
            - (right.Northing - origin.Northing) * (down.Easting - origin.Easting)) * 100;
        Assert.Equal(Math.Sqrt(area), GroundSampleDistance.Middle(100, -60, Camera), 1e-4);
    }

    private static Footprint Look(double yaw, double pitch, double roll = 0) =>
        Footprint.Of(new GroundMapping(new CameraPose(Below, 100, yaw, pitch, roll), Camera))!;

    private static (double East, double North) Offset(GroundPoint point) =>
        (point.Easting - Below.Easting, point.Northing - Below.Northing);

    private static void AssertCorners(Footprint footprint, params (double East, double North)[] expected)
    {
        Assert.Equal(expected.Length, footprint.Corners.Count);
        for (var i = 0; i < expected.Length; i++)
            AssertAt(footprint.Corners[i], expected[i].East, expected[i].North);
    }

    private static void AssertAt(GroundPoint point, double east, double north)
    {
        Assert.Equal(east, Offset(point).East, 1e-6);
        Assert.Equal(north, Offset(point).North, 1e-6);
    }
}
