using OfoWatcher.Survey;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Workflows.Local.Preview;

namespace OfoWatcher.Tests.Workflows.Local.Preview;

public sealed class PhotoLayoutTests
{
    private static readonly Photo Good = new()
    {
        File = "good.jpg",
        Width = 4000,
        Height = 3000,
        FocalLengthIn35mm = 24,
        WrittenPosition = new GeoPoint(46.84, -91.99),
        AbsoluteAltitude = 290,
        RelativeAltitude = 90,
        GimbalYaw = 10,
        GimbalPitch = -90,
    };

    [Fact]
    public void A_photo_without_its_height_gets_it_from_the_take_off_point_of_the_others()
    {
        var layout = new PhotoLayout(
            [Good, Good with { File = "b.jpg", AbsoluteAltitude = 285, RelativeAltitude = null }], 100);

        Assert.Equal((85.0, HeightSource.FromTakeOff), (layout.Placed[1].Height, layout.Placed[1].HeightSource));
    }

    [Fact]
    public void A_survey_without_any_height_is_laid_out_at_the_assumed_one()
    {
        var layout = new PhotoLayout([Good with { RelativeAltitude = null }], 120);

        Assert.Equal((120.0, HeightSource.Assumed), (layout.Placed[0].Height, layout.Placed[0].HeightSource));
    }

    [Fact]
    public void Every_photo_left_out_has_its_reason()
    {
        var layout = new PhotoLayout(
            [
                Good, Good, Good,
                Good with { File = "nowhere.jpg", WrittenPosition = null },
                Good with { File = "pole.jpg", WrittenPosition = new GeoPoint(89, 0) },
                Good with { File = "africa.jpg", WrittenPosition = new GeoPoint(1, 1) },
                Good with { File = "start.jpg", RelativeAltitude = 0.2 },
                Good with { File = "sky.jpg", GimbalPitch = 60 },
                Good with { File = "lens.jpg", FocalLengthIn35mm = null },
            ],
            100);

        Assert.Equal(3, layout.Placed.Count);
        Assert.Equal(
            [
                ("nowhere.jpg", LeftOutReason.NoPosition), ("pole.jpg", LeftOutReason.NoPosition),
                ("africa.jpg", LeftOutReason.FarAway), ("start.jpg", LeftOutReason.NoGroundInView),
                ("sky.jpg", LeftOutReason.NoGroundInView), ("lens.jpg", LeftOutReason.UnknownCamera),
            ],
            layout.LeftOut.Select(l => (l.File, l.Reason)));
    }

    [Fact]
    public void The_aircraft_s_heading_stands_in_for_the_camera_s()
    {
        var layout = new PhotoLayout(
            [Good with { GimbalYaw = null, FlightYaw = 75 }, Good with { File = "b.jpg", GimbalYaw = null }], 100);

        Assert.Equal([(75.0, false), (0.0, true)], layout.Placed.Select(p => (p.Heading, p.IsHeadingAssumed)));
    }

    [Fact]
    public void Each_place_belongs_to_the_photo_with_the_nearest_centre()
    {
        var random = new Random(5);
        var photos = Enumerable.Range(0, 60).Select(i => Good with
        {
            File = $"{i}.jpg",
            WrittenPosition = new GeoPoint(46.84 + 0.002 * random.NextDouble(), -91.99 + 0.003 * random.NextDouble()),
            GimbalYaw = 360 * random.NextDouble(),
            GimbalPitch = -90 + 15 * random.NextDouble(),
        }).ToList();
        var placed = new PhotoLayout(photos, 100).Placed;
        var cells = MosaicCells.Of(placed);

        for (var i = 0; i < 2000; i++)
        {
            var corners = placed[i % 60].Footprint.Corners;
            var (u, v) = (random.NextDouble(), random.NextDouble());
            var point = new GroundPoint(
                corners[0].Easting + u * (corners[2].Easting - corners[0].Easting),
                corners[0].Northing + v * (corners[2].Northing - corners[0].Northing));
            var nearest = Enumerable.Range(0, 60).MinBy(p => placed[p].Footprint.Centre.SquaredDistanceTo(point));
            foreach (var owner in Enumerable.Range(0, 60).Where(p => Holds(cells[p], point)))
                Assert.Equal(nearest, owner);
            if (Holds(placed[nearest].Footprint.Corners, point))
                Assert.True(Holds(cells[nearest], point));
        }
    }

    [Fact]
    public void Of_photos_with_the_same_centre_the_first_one_has_the_place()
    {
        var placed = new PhotoLayout([Good, Good with { File = "copy.jpg" }], 100).Placed;
        var cells = MosaicCells.Of(placed);

        Assert.Equal(placed[0].Footprint.Corners, cells[0]);
        Assert.Empty(cells[1]);
    }

    [Fact]
    public void Only_the_photos_that_the_processing_takes_are_listed()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in (string[])["b.JPG", "a.jpg", "c.jpeg", "d.Jpg", "._e.jpg", "sub/f.jpg", ".hidden/g.jpg"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder[name])!);
            File.WriteAllText(folder[name], "");
        }

        File.CreateSymbolicLink(folder["h.jpg"], folder["a.jpg"]);
        Directory.CreateSymbolicLink(folder["i"], folder["sub"]);

        var listed = PhotoFolder.List(folder.Path).Select(p => Path.GetRelativePath(folder.Path, p));
        Assert.Equal(["a.jpg", "b.JPG", "sub/f.jpg"], listed);
    }

    // A point is within a clockwise polygon when it lies to the right of every side.
    private static bool Holds(IReadOnlyList<GroundPoint> corners, GroundPoint point) => corners.Count > 0
        && Enumerable.Range(0, corners.Count).All(i =>
        {
            var (a, b) = (corners[i], corners[(i + 1) % corners.Count]);
            return (b.Easting - a.Easting) * (point.Northing - a.Northing)
                <= (b.Northing - a.Northing) * (point.Easting - a.Easting);
        });
}
