using OfoWatcher.Sample;
using OfoWatcher.Survey;
using OfoWatcher.Survey.Flight;
using OfoWatcher.Survey.Photos;
using static OfoWatcher.Tests.Survey.Flight.SampleFlight;

namespace OfoWatcher.Tests.Survey.Flight;

public sealed class FlightLineTests
{
    // Six lines of ten photos.
    private static readonly SampleSpec Plan = new()
    {
        Photos = 60,
        Lines = 6,
        Heading = 37,
        GpsNoise = 1,
    };

    [Fact]
    public void The_order_of_the_files_does_not_matter()
    {
        var photos = Of(Plan);
        var shuffled = photos.ToArray();
        new Random(4).Shuffle(shuffled);

        var (survey, other) = (FlownSurvey.Of(photos, SiteGap), FlownSurvey.Of(shuffled, SiteGap));

        Assert.Equal(survey.Photos.Select(p => p.Photo), other.Photos.Select(p => p.Photo));
        Assert.Equal(survey.Lines, other.Lines);
        Assert.Equal(survey.ForwardOverlap, other.ForwardOverlap);
        Assert.Equal(survey.SideOverlap, other.SideOverlap);
    }

    [Fact]
    public void Without_capture_times_the_names_tell_the_order_by_their_numbers()
    {
        var photos = Of(Plan).Select((photo, i) => photo with { File = $"IMG_{i + 1}.JPG" })
            .With(p => p with { CapturedAt = null });
        photos.Reverse();

        var survey = FlownSurvey.Of(photos, SiteGap);

        Assert.Equal(Enumerable.Range(1, 60).Select(i => $"IMG_{i}.JPG"), survey.Photos.Select(p => p.Photo.File));
        AssertIsAsPlanned(survey);
        Assert.Null(survey.Speed);
    }

    [Fact]
    public void A_photo_without_a_capture_time_follows_the_one_that_its_name_follows()
    {
        var photos = Of(Plan);
        var expected = photos.Select(p => p.File).ToList();
        foreach (var i in (int[])[0, 7, 8, 33])
            photos[i] = photos[i].With(p => p with { CapturedAt = null });
        photos.Reverse();

        Assert.Equal(expected, FlownSurvey.Of(photos, SiteGap).Photos.Select(p => p.Photo.File));
    }

    [Fact]
    public void Each_photo_knows_its_line_and_each_line_its_direction()
    {
        var survey = FlownSurvey.Of(Of(Plan with { GpsNoise = 0 }), SiteGap);

        Assert.Equal(Enumerable.Range(0, 60).Select(i => i / 10), survey.Photos.Select(p => p.Line));
        var grid = 37 - survey.Photos[0].Position.Convergence;
        Assert.All(survey.Lines, (line, i) => Assert.Equal(i % 2 == 0 ? grid : grid + 180, line.Bearing, 0.1));
    }

    [Fact]
    public void A_drone_that_hovers_makes_no_line_and_no_overlap()
    {
        var photos = Of(Plan with { GpsNoise = 0 });
        var hovering = photos.SelectMany((photo, i) => i is 0 or 34 or 59
            ? Enumerable.Range(0, 40).Select(n => photo with { File = $"{photo.File} {n}" })
            : [photo]);

        var survey = FlownSurvey.Of([.. hovering], SiteGap);

        AssertIsAsPlanned(survey);
        Assert.Equal([10, 10, 10, 49, 10, 10], survey.Lines.Select(l => l.Count));
        Assert.Equal(Plan.ForwardOverlap, survey.ForwardOverlap!.WorstTenth, 0.01);
    }

    [Fact]
    public void Photos_of_the_turns_belong_to_no_line()
    {
        var photos = Of(Plan);
        var turning = photos.SelectMany((photo, i) => i % 10 == 9 && i < 59
            ? (ExaminedPhoto[])[photo, Between(photo, photos[i + 1], 1), Between(photo, photos[i + 1], 2)]
            : [photo]);

        var survey = FlownSurvey.Of([.. turning], SiteGap);

        AssertIsAsPlanned(survey);
        Assert.InRange(survey.Photos.Count(p => p.Line < 0), 7, 10);
    }

    [Fact]
    public void A_way_across_to_the_next_line_is_no_line_however_many_photos_it_has()
    {
        var photos = Of(Plan);
        var across = photos.SelectMany((photo, i) => i % 10 == 9 && i < 59
            ? [photo, .. Enumerable.Range(1, 6).Select(n => Between(photo, photos[i + 1], n, 7))]
            : (ExaminedPhoto[])[photo]);

        AssertIsAsPlanned(FlownSurvey.Of([.. across], SiteGap));
    }

    [Fact]
    public void A_pause_does_not_end_a_line()
    {
        var paused = Of(Plan).With(p => p with
        {
            CapturedAt = p.CapturedAt > Plan.StartsAt.AddSeconds(69) ? p.CapturedAt?.AddMinutes(8) : p.CapturedAt,
        });

        var survey = FlownSurvey.Of(paused, SiteGap);

        AssertIsAsPlanned(survey);
        Assert.Equal(new FlightPlan(Plan).Step / 2, survey.Speed!.Value, 0.5);
    }

    [Fact]
    public void The_same_flight_on_another_day_adds_lines_but_no_overlap_of_lines()
    {
        var second = Of(Plan with { Seed = 2 }).Select(photo => photo with { File = "second/" + photo.File })
            .With(p => p with { CapturedAt = p.CapturedAt?.AddDays(1) });

        var survey = FlownSurvey.Of([.. second, .. Of(Plan)], SiteGap);

        Assert.Equal([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1], survey.Lines.Select(l => l.Flight));
        Assert.Equal(Plan.SideOverlap, survey.SideOverlap!.Median, 0.03);
        Assert.Equal(Plan.ForwardOverlap, survey.ForwardOverlap!.Median, 0.03);
    }

    [Fact]
    public void Lines_over_cross_are_measured_along_either_axis()
    {
        var across = Plan with
        {
            Heading = 127,
            Seed = 2,
            StartsAt = Plan.StartsAt.AddMinutes(4),
        };
        var photos = Of(across).Select(photo => photo with { File = "z" + photo.File });

        var survey = FlownSurvey.Of([.. Of(Plan), .. photos], SiteGap);

        Assert.Equal(12, survey.Lines.Count);
        Assert.Equal(Plan.SideOverlap, survey.SideOverlap!.Median, 0.03);
        Assert.InRange(survey.SideOverlap.WorstTenth, Plan.SideOverlap - 0.06, Plan.SideOverlap);
    }

    [Fact]
    public void Two_drones_at_once_are_told_apart_by_their_serial_numbers()
    {
        var other = Of(Plan with { Start = new GeoPoint(38.905, -120.0733) })
            .With(p => p with { SerialNumber = "OTHER" });

        var survey = FlownSurvey.Of(
            [.. Of(Plan).Zip(other).SelectMany(p => (ExaminedPhoto[])[p.First, p.Second])], SiteGap);

        Assert.Equal(12, survey.Lines.Count);
        Assert.Equal(Plan.ForwardOverlap, survey.ForwardOverlap!.Median, 0.03);
        Assert.Equal(Plan.SideOverlap, survey.SideOverlap!.Median, 0.03);
    }

    [Fact]
    public void Lines_with_staggered_exposures_overlap_no_less()
    {
        var plan = new FlightPlan(Plan);
        var staggered = Of(Plan with { GpsNoise = 0 }).Select((photo, i) =>
        {
            var exposure = plan.Exposures[i];
            var (sin, cos) = Math.SinCos(double.DegreesToRadians(exposure.Pose.Yaw));
            var shift = exposure.Line % 2 * plan.Step / 2;
            return photo.With(p => p with
            {
                WrittenPosition = plan.Projection.Inverse(new GroundPoint(
                    exposure.Pose.Ground.Easting + shift * sin, exposure.Pose.Ground.Northing + shift * cos)),
            });
        });

        var survey = FlownSurvey.Of([.. staggered], SiteGap);

        Assert.Equal(Plan.SideOverlap, survey.SideOverlap!.Median, 0.002);
        Assert.Equal(Plan.SideOverlap, survey.SideOverlap.WorstTenth, 0.002);
    }

    [Fact]
    public void A_line_that_is_missing_shows_in_the_worst_tenth()
    {
        var survey = FlownSurvey.Of([.. Of(Plan).Where((_, i) => i / 10 != 3)], SiteGap);

        Assert.Equal(5, survey.Lines.Count);
        Assert.Equal(Plan.SideOverlap, survey.SideOverlap!.Median, 0.03);
        Assert.Equal(1 - 2 * (1 - Plan.SideOverlap), survey.SideOverlap.WorstTenth, 0.03);
    }

    [Fact]
    public void Photos_missing_in_a_line_show_in_the_overlap()
    {
        var survey = FlownSurvey.Of([.. Of(Plan).Where((_, i) => i % 2 == 0)], SiteGap);

        Assert.Equal(1 - 2 * (1 - Plan.ForwardOverlap), survey.ForwardOverlap!.Median, 0.03);
        Assert.Equal(Plan.SideOverlap, survey.SideOverlap!.Median, 0.03);
    }

    [Fact]
    public void One_line_has_no_neighbour()
    {
        var survey = Measure(new SampleSpec { Photos = 8, Lines = 1 });

        Assert.Single(survey.Lines);
        Assert.NotNull(survey.ForwardOverlap);
        Assert.Null(survey.SideOverlap);
    }

    private static void AssertIsAsPlanned(FlownSurvey survey)
    {
        Assert.Equal(6, survey.Lines.Count);
        Assert.Equal(Plan.ForwardOverlap, survey.ForwardOverlap!.Median, 0.03);
        Assert.Equal(Plan.SideOverlap, survey.SideOverlap!.Median, 0.03);
    }

    // Some part of the way from one photo to the next.
    private static ExaminedPhoto Between(ExaminedPhoto from, ExaminedPhoto to, int part, int parts = 3)
    {
        var (a, b) = (from.Metadata!.WrittenPosition!.Value, to.Metadata!.WrittenPosition!.Value);
        return from.With(p => p with
        {
            WrittenPosition = new GeoPoint(
                a.Latitude + (b.Latitude - a.Latitude) * part / parts,
                a.Longitude + (b.Longitude - a.Longitude) * part / parts),
            CapturedAt = p.CapturedAt?.AddSeconds(2.0 * part / parts),
            GimbalYaw = p.GimbalYaw + 90,
        }) with
        { File = $"{from.File} {part}" };
    }
}
