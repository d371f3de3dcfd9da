using FsCheck;
using FsCheck.Fluent;
using OfoWatcher.Survey;
using OfoWatcher.Survey.Flight;

namespace OfoWatcher.Tests.Survey.Flight;

public sealed class FootprintOverlapTests
{
    private static readonly GroundPoint Middle = new(500_000, 4_000_000);

    // 120 m across and 90 m down from 100 m up.
    private static readonly Camera Camera = new(1200, 900, 1000);

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(0, 22.5, 0.75)]
    [InlineData(-60, 0, 0.5)]
    [InlineData(60, 45, 0.25)]
    [InlineData(0, 90.001, 0)]
    [InlineData(1000, 1000, 0)]
    public void A_shift_along_the_sides_leaves_their_rest(double right, double up, double overlap)
    {
        foreach (var yaw in (double[])[0, 37, 200])
        {
            var (sin, cos) = Math.SinCos(double.DegreesToRadians(yaw));
            var (east, north) = (right * cos + up * sin, up * cos - right * sin);
            var there = new GroundPoint(Middle.Easting + east, Middle.Northing + north);

            Assert.Equal(overlap, FootprintOverlap.Of(Look(Middle, yaw), Look(there, yaw)), 1e-9);
            Assert.Equal(overlap, FootprintOverlap.Of(Look(Middle, yaw), Look(Middle, yaw), east, north), 1e-9);
        }
    }

    [Fact]
    public void A_smaller_footprint_within_a_larger_one_overlaps_with_all_of_it()
    {
        Assert.Equal(1, FootprintOverlap.Of(Look(Middle, 0, height: 50), Look(Middle, 0)), 1e-9);
        Assert.Equal(1, FootprintOverlap.Of(Look(Middle, 0), Look(Middle, 0, height: 50)), 1e-9);
    }

    [Fact]
    public void Any_two_footprints_overlap_by_the_area_that_both_show()
    {
        var footprints =
            from x in Gen.Choose(-80, 80)
            from y in Gen.Choose(-80, 80)
            from yaw in Gen.Choose(0, 359)
            from pitch in Gen.Choose(-90, -50)
            from height in Gen.Choose(40, 120)
            select Look(new GroundPoint(Middle.Easting + x, Middle.Northing + y), yaw, pitch, height);
        Prop.ForAll(Gen.Two(footprints).ToArbitrary(), pair =>
        {
            var (one, other) = pair;
            var overlap = FootprintOverlap.Of(one, other);
            // By counting places on a lattice over the first one.
            var extent = Extent.Of(one.Corners);
            var (both, step) = (0, Math.Max(extent.Width, extent.Height) / 150);
            for (var x = extent.West; x < extent.East; x += step)
            {
                for (var y = extent.South; y < extent.North; y += step)
                    both += Holds(one, new(x, y)) && Holds(other, new(x, y)) ? 1 : 0;
            }

            var counted = both * step * step / Math.Min(one.Area, other.Area);
            return Math.Abs(overlap - counted) < 0.04 && Math.Abs(overlap - FootprintOverlap.Of(other, one)) < 1e-9;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));
    }

    private static Footprint Look(GroundPoint below, double yaw, double pitch = -90, double height = 100) =>
        Footprint.Of(new GroundMapping(new CameraPose(below, height, yaw, pitch, 0), Camera))!;

    // A point is within a clockwise polygon when it lies to the right of every side.
    private static bool Holds(Footprint footprint, GroundPoint point) =>
        Enumerable.Range(0, footprint.Corners.Count).All(i =>
        {
            var (a, b) = (footprint.Corners[i], footprint.Corners[(i + 1) % footprint.Corners.Count]);
            return (b.Easting - a.Easting) * (point.Northing - a.Northing)
                <= (b.Northing - a.Northing) * (point.Easting - a.Easting);
        });
}
