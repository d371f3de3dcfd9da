using FsCheck;
using FsCheck.Fluent;
using OfoWatcher.Sample;
using OfoWatcher.Survey;
using OfoWatcher.Survey.Flight;
using static OfoWatcher.Tests.Survey.Flight.SampleFlight;

namespace OfoWatcher.Tests.Survey.Flight;

public sealed class SiteTests
{
    private static readonly SampleSpec Plan = new() { Photos = 60, Lines = 6 };

    [Fact]
    public void Photos_taken_elsewhere_are_astray_and_change_nothing_else()
    {
        var photos = Of(Plan);
        var (latitude, longitude) = photos[9].Metadata!.WrittenPosition!.Value;
        GeoPoint?[] elsewhere =
        [
            new(0, 0), new(longitude, latitude), new(latitude, -longitude), new(400, 10), new(89, 10),
            new(latitude + 0.02, longitude),
        ];
        var astray = elsewhere.Select((position, i) =>
            photos[i].With(p => p with { WrittenPosition = position }) with { File = $"astray {i}" }).ToList();
        var nowhere = photos[0].With(p => p with { WrittenPosition = null });
        var unreadable = photos[0] with { Metadata = null };

        var survey = FlownSurvey.Of([.. astray, .. photos, nowhere, unreadable], SiteGap);

        Assert.Equal(astray, survey.Astray);
        Assert.Equal(photos, survey.Photos.Select(p => p.Photo));
        Assert.Equal(Measure(Plan).Area, survey.Area);
        Assert.Equal(Measure(Plan).SideOverlap, survey.SideOverlap);
    }

    [Fact]
    public void The_site_is_where_most_photos_are_and_reaches_as_far_as_they_follow_one_another()
    {
        // 900 m apart, for 27 km.
        var chain = Of(Plan).Take(30).Select((photo, i) => photo.With(p => p with
        {
            WrittenPosition = new GeoPoint(40 + i * 900 / 111_195.0, 10),
        })).ToList();
        var other = Of(Plan).Take(29).ToList();

        var survey = FlownSurvey.Of([.. other, .. chain], SiteGap);

        Assert.Equal(chain, survey.Photos.Select(p => p.Photo));
        Assert.Equal(other, survey.Astray);
        Assert.Equal(32632, survey.Projection!.Epsg);
    }

    [Theory]
    [InlineData(990, 2)]
    [InlineData(1010, 1)]
    public void The_gap_decides_whether_a_photo_belongs_to_the_site(double metres, int photos)
    {
        var first = Of(Plan)[0].With(p => p with { WrittenPosition = new GeoPoint(0.001, 9) });
        var second = first.With(p => p with { WrittenPosition = new GeoPoint(0.001 + metres / 111_195.08, 9) });

        var survey = FlownSurvey.Of([first, second], SiteGap);

        Assert.Equal(photos, survey.Photos.Count);
        Assert.Equal(2 - photos, survey.Astray.Count);
    }

    [Fact]
    public void Across_the_date_line_and_the_border_of_a_zone_a_site_is_one()
    {
        foreach (var start in (GeoPoint[])[new(-17.2, 179.9999), new(62, 5.9999), new(-0.0003, 10)])
        {
            var survey = Measure(Plan with { Start = start });

            Assert.Equal(60, survey.Photos.Count);
            Assert.Equal(Plan.SideOverlap, survey.SideOverlap!.Median, 0.01);
            Assert.Equal(0, Math.IEEERemainder(survey.Centre!.Value.Longitude - start.Longitude, 360), 0.01);
        }
    }

    [Fact]
    public void Without_photos_there_is_no_survey()
    {
        var nowhere = Of(Plan).With(p => p with { WrittenPosition = new GeoPoint(0, 0) });

        Assert.Empty(FlownSurvey.Of([], SiteGap).Photos);
        Assert.Equal(nowhere, FlownSurvey.Of(nowhere, SiteGap).Astray);
        Assert.Null(FlownSurvey.Of(nowhere, SiteGap).Projection);
    }

    [Fact]
    public void Groups_are_those_of_comparing_all_pairs()
    {
        // Around a point, a pole or the date line, some so dense that many share a cube.
        var sets =
            from centre in Gen.Elements(new GeoPoint(46.8, -92), new GeoPoint(89.999, 10), new GeoPoint(3, 180))
            from spread in Gen.Choose(1, 400)
            from offsets in Gen.Two(Gen.Choose(-100, 100)).ArrayOf(60)
            select offsets.Select(o => new GeoPoint(
                Math.Clamp(centre.Latitude + o.Item1 * spread * 1e-6, -90, 90),
                Math.IEEERemainder(centre.Longitude + o.Item2 * spread * 1e-6, 360))).ToArray();
        Prop.ForAll(sets.ToArbitrary(), positions =>
        {
            var exact = NearGroups.Of(positions, 1000);
            var (narrow, wide) = (AllPairs(positions, 950), AllPairs(positions, 1050));
            // Joined at 950 m is joined here, and joined here is joined at 1050 m.
            return IsWithin(narrow, exact) && IsWithin(exact, wide);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    private static bool IsWithin(int[] groups, int[] wider) =>
        Enumerable.Range(0, groups.Length).All(i => wider[i] == wider[groups[i]]);

    private static int[] AllPairs(GeoPoint[] positions, double distance)
    {
        var groups = Enumerable.Range(0, positions.Length).ToArray();
        for (var i = 0; i < positions.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (groups[i] == groups[j] || Haversine(positions[i], positions[j]) > distance)
                    continue;
                var (from, to) = (Math.Max(groups[i], groups[j]), Math.Min(groups[i], groups[j]));
                groups = Array.ConvertAll(groups, g => g == from ? to : g);
            }
        }

        return groups;
    }

    private static double Haversine(GeoPoint a, GeoPoint b)
    {
        var (north, south) = (double.DegreesToRadians(a.Latitude), double.DegreesToRadians(b.Latitude));
        var h = Math.Pow(Math.Sin((north - south) / 2), 2) + Math.Cos(north) * Math.Cos(south)
            * Math.Pow(Math.Sin(double.DegreesToRadians(a.Longitude - b.Longitude) / 2), 2);
        return 2 * 6_371_008.8 * Math.Asin(Math.Sqrt(h));
    }
}
