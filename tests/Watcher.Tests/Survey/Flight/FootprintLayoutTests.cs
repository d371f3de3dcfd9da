using OfoWatcher.Sample;
using OfoWatcher.Survey.Flight;
using OfoWatcher.Survey.Photos;
using static OfoWatcher.Tests.Survey.Flight.SampleFlight;

namespace OfoWatcher.Tests.Survey.Flight;

public sealed class FootprintLayoutTests
{
    private static readonly SampleSpec Plan = new()
    {
        Photos = 40,
        Lines = 5,
        Heading = 37,
    };

    [Fact]
    public void A_photo_without_its_height_gets_it_from_the_take_off_point_of_the_others()
    {
        var photos = Of(Plan);
        photos[7] = photos[7].With(p => p with { RelativeAltitude = null, AbsoluteAltitude = 2002 });

        Assert.Equal(90, FlownSurvey.Of(photos, SiteGap).Photos[7].Height!.Value, 1e-9);
    }

    [Theory]
    [InlineData(-3)]
    [InlineData(1)]
    [InlineData(20_001)]
    public void A_height_from_which_no_drone_photographs_is_not_known(double height)
    {
        var photos = Of(Plan);
        photos[7] = photos[7].With(p => p with { RelativeAltitude = height });

        var survey = FlownSurvey.Of(photos, SiteGap);

        Assert.Equal(
            (null, null, null, 0),
            (survey.Photos[7].Height, survey.Photos[7].Footprint, survey.Photos[7].GroundSampleDistance,
                survey.Photos[7].Cover));
        Assert.Equal(0, survey.Photos[7].Line);
        Assert.Equal(new Spread(80, 80, 80), survey.Height);
    }

    [Fact]
    public void Without_any_height_there_is_no_ground()
    {
        var survey = FlownSurvey.Of(
            Of(Plan).With(p => p with { RelativeAltitude = null }), SiteGap);

        Assert.Equal(5, survey.Lines.Count);
        AssertHasNoGround(survey);
        Assert.Null(survey.Height);
    }

    [Fact]
    public void Without_a_known_camera_there_is_no_ground_but_a_height()
    {
        var survey = FlownSurvey.Of(
            Of(Plan).With(p => p with { Model = "Unheard of", FocalLengthIn35mm = null }), SiteGap);

        AssertHasNoGround(survey);
        Assert.Equal(new Spread(80, 80, 80), survey.Height);
    }

    [Fact]
    public void The_aircraft_s_heading_stands_in_for_the_camera_s_and_the_line_s_for_both()
    {
        var told = Measure(Plan);
        foreach (var photos in (List<ExaminedPhoto>[])
        [
            Of(Plan).With(p => p with { GimbalYaw = null }),
            Of(Plan).With(p => p with { GimbalYaw = null, FlightYaw = null }),
        ])
        {
            var survey = FlownSurvey.Of(photos, SiteGap);

            Assert.Equal(told.Area!.Value, survey.Area!.Value, 0.002 * told.Area.Value);
            Assert.Equal(told.ForwardOverlap!.Median, survey.ForwardOverlap!.Median, 0.002);
            Assert.Equal(told.SideOverlap!.Median, survey.SideOverlap!.Median, 0.002);
        }
    }

    [Fact]
    public void Looking_aslant_without_a_heading_shows_no_known_ground()
    {
        var survey = FlownSurvey.Of(
            Of(Plan with { GimbalPitch = -60 }).With(p => p with { GimbalYaw = null, FlightYaw = null }), SiteGap);

        Assert.Null(survey.Area);
        Assert.NotNull(survey.GroundSampleDistance);
    }

    [Fact]
    public void A_photo_without_a_pitch_looks_as_the_others_do()
    {
        var photos = Of(Plan with { GimbalPitch = -60 });
        var whole = FlownSurvey.Of(photos, SiteGap);
        photos[7] = photos[7].With(p => p with { GimbalPitch = null });

        Assert.Equal(
            whole.Photos[7].Footprint!.Corners, FlownSurvey.Of(photos, SiteGap).Photos[7].Footprint!.Corners);
    }

    [Fact]
    public void Where_no_photo_tells_a_pitch_they_count_as_looking_down_but_the_kind_is_not_known()
    {
        var survey = FlownSurvey.Of(Of(Plan).With(p => p with { GimbalPitch = null }), SiteGap);

        Assert.Equal(Measure(Plan).Area, survey.Area);
        Assert.Equal(SurveyKind.Unknown, survey.Kind);
    }

    [Fact]
    public void The_orientation_turns_no_footprint() =>
        Assert.Equal(
            Measure(Plan).Area, FlownSurvey.Of(Of(Plan).With(p => p with { Orientation = 6 }), SiteGap).Area);

    [Theory]
    [InlineData(0, 0, nameof(SurveyKind.Nadir))]
    [InlineData(3, 0, nameof(SurveyKind.Nadir))]
    [InlineData(4, 0, nameof(SurveyKind.Mixed))]
    [InlineData(36, 0, nameof(SurveyKind.Mixed))]
    [InlineData(37, 0, nameof(SurveyKind.Oblique))]
    [InlineData(40, 0, nameof(SurveyKind.Oblique))]
    [InlineData(4, 32, nameof(SurveyKind.Mixed))]
    [InlineData(0, 40, nameof(SurveyKind.Unknown))]
    public void The_kind_follows_from_the_pitches_that_are_told(int aslant, int unknown, string kind)
    {
        var photos = Of(Plan).Select((photo, i) => photo.With(p => p with
        {
            GimbalPitch = i < aslant ? -74 : i < aslant + unknown ? null : -76,
        }));

        Assert.Equal(kind, FlownSurvey.Of([.. photos], SiteGap).Kind.ToString());
    }

    [Theory]
    [InlineData(-60)]
    [InlineData(-70)]
    public void Looking_aslant_shows_the_ground_that_its_rays_meet(double pitch)
    {
        var spec = Plan with
        {
            GimbalPitch = pitch,
            Heading = 120,
            Start = new(-36.42, 148.31),
        };
        var (plan, survey) = (new FlightPlan(spec), Measure(spec));

        // A pixel in the middle covers sight / f across and that by the sine of the fall along.
        var fall = Math.Sin(double.DegreesToRadians(-pitch));
        var sight = spec.Height / fall;
        var expected = sight / plan.Camera.FocalLength / Math.Sqrt(fall);
        Assert.InRange(survey.GroundSampleDistance!.Median, 0.98 * expected, 1.02 * expected);
        Assert.Equal(SurveyKind.Oblique, survey.Kind);
        var area = AreaByRays(plan, spec);
        Assert.InRange(survey.Area!.Value, 0.97 * area, 1.03 * area);
    }

    private static void AssertHasNoGround(FlownSurvey survey)
    {
        Assert.Null(survey.Area);
        Assert.Null(survey.Coverage);
        Assert.Null(survey.GroundSampleDistance);
        Assert.Null(survey.ForwardOverlap);
        Assert.Null(survey.SideOverlap);
        Assert.Empty(survey.Gaps);
        Assert.All(survey.Photos, p => Assert.Equal(0, p.Cover));
    }

    // Looks back from each place of a lattice into every picture: by the angles between the way there and the camera's
    // own axes, in place of the corners' rays.
    private static double AreaByRays(FlightPlan plan, SampleSpec spec)
    {
        const double Spacing = 4;
        var (seen, fall) = (0, double.DegreesToRadians(-spec.GimbalPitch));
        var (half, quarter) = (plan.Camera.Width / 2.0, plan.Camera.Height / 2.0);
        var middle = plan.Within(0.5, 0.5);
        var cameras = plan.Exposures.Select(e => (e.Pose.Ground, Math.SinCos(double.DegreesToRadians(e.Pose.Yaw))))
            .ToList();
        for (var x = -600.0; x < 600; x += Spacing)
        {
            for (var y = -600.0; y < 600; y += Spacing)
            {
                seen += cameras.Any(camera =>
                {
                    var (below, (sin, cos)) = camera;
                    var (east, north) = (middle.Easting + x - below.Easting, middle.Northing + y - below.Northing);
                    var (ahead, right) = (east * sin + north * cos, east * cos - north * sin);
                    var depth = ahead * Math.Cos(fall) + spec.Height * Math.Sin(fall);
                    var up = ahead * Math.Sin(fall) - spec.Height * Math.Cos(fall);
                    return depth > 0 && Math.Abs(right / depth) * plan.Camera.FocalLength < half
                        && Math.Abs(up / depth) * plan.Camera.FocalLength < quarter;
                }) ? 1 : 0;
            }
        }

        return seen * Spacing * Spacing;
    }
}
