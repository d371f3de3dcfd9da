using OfoWatcher.Survey;
using OfoWatcher.Survey.Flight;
using OfoWatcher.Validation;
using static OfoWatcher.Tests.Validation.MadeImagery;

namespace OfoWatcher.Tests.Validation.Rules;

/// <summary>How high and how densely was flown.</summary>
public sealed class FlightRulesTests
{
    [Theory]
    [InlineData(39, 60, FindingCodes.OverlapFatal)]
    [InlineData(41, 60, FindingCodes.OverlapLow)]
    [InlineData(69, 60, FindingCodes.OverlapLow)]
    [InlineData(70, 60, null)]
    [InlineData(80, 49, FindingCodes.OverlapLow)]
    [InlineData(80, 19, FindingCodes.OverlapFatal)]
    public void Too_little_overlap_is_found_in_either_direction(int forward, int side, string? code) =>
        Assert.Equal(code is null ? [] : [code], Codes(SurveyKind.Nadir, forward, side));

    [Fact]
    public void A_survey_that_looks_aslant_needs_less()
    {
        Assert.Empty(Codes(SurveyKind.Oblique, 62, 42));
        Assert.Equal([FindingCodes.OverlapLow, FindingCodes.OverlapLow], Codes(SurveyKind.Nadir, 62, 42));
    }

    [Fact]
    public void Where_the_camera_looks_down_and_aslant_in_turn_neighbours_in_time_need_not_overlap() =>
        Assert.Empty(Codes(SurveyKind.Mixed, 5, 5));

    [Fact]
    public void Of_fewer_than_twenty_photos_a_tenth_is_no_part_of_the_survey()
    {
        var survey = FlownSurvey.None with { ForwardOverlap = new Overlap(0.8, 0.25) };

        Assert.Empty(ProjectValidator.Judge(Of(Flight().Take(19)) with { Survey = survey }));
        Assert.Single(Judge(survey));
    }

    [Fact]
    public void Overlap_that_is_good_in_most_places_and_missing_in_some_is_told()
    {
        var survey = FlownSurvey.None with { ForwardOverlap = new Overlap(0.8, 0.25), SideOverlap = new Overlap(0.7, 0.6) };

        var finding = Assert.Single(Judge(survey));

        Assert.Equal(
            (FindingCodes.OverlapUneven,
                "A tenth of the photos in a line overlap by less than 25 %, though half of them by 80 % or more."),
            (finding.Code, finding.Message));
    }

    [Theory]
    [InlineData(99, false)]
    [InlineData(101, true)]
    public void Gaps_count_by_their_part_of_the_area(int squareMetres, bool isFound)
    {
        var survey = FlownSurvey.None with
        {
            Area = 10_000,
            Projection = new UtmProjection(10, true),
            Gaps = [new CoverageGap(new GroundPoint(753_000, 4_310_000), squareMetres)],
        };

        var findings = Judge(survey);

        Assert.Equal(isFound ? [FindingCodes.CoverageGap] : [], findings.Select(finding => finding.Code));
        if (isFound)
            Assert.StartsWith("1 place of together 101 m² is shown by too few photos, the largest at 38.9", findings[0].Message);
    }

    [Fact]
    public void Heights_that_differ_much_are_told_quietly()
    {
        var finding = Assert.Single(Judge(FlownSurvey.None with { Height = new Spread(80, 60, 130) }));

        Assert.Equal((FindingCodes.HeightSpread, FluentValidation.Severity.Info), (finding.Code, finding.Severity));
        Assert.Empty(Judge(FlownSurvey.None with { Height = new Spread(80, 60, 100) }));
    }

    [Fact]
    public void Take_off_and_landing_are_found_and_are_no_jumps()
    {
        var photos = Flight(photo => photo with { RelativeAltitude = 1, AbsoluteAltitude = 1913 }, 1, 20);

        var finding = Assert.Single(MadeImagery.Judge(photos));

        Assert.Equal(FindingCodes.GroundShot, finding.Code);
        Assert.Equal(["DJI_0001.JPG", "DJI_0020.JPG"], finding.Files.Order());
    }

    [Fact]
    public void An_altitude_that_jumps_is_told_with_both_photos()
    {
        var photos = Flight(photo => photo with { AbsoluteAltitude = 2052 }, [.. Enumerable.Range(11, 10)]);

        var finding = Assert.Single(MadeImagery.Judge(photos));

        Assert.Equal(
            (FindingCodes.AltitudeJump, "The altitude jumps by 60 m from DJI_0010.JPG to DJI_0011.JPG."),
            (finding.Code, finding.Message));
    }

    [Theory]
    [InlineData(0, 80, 0)] // Not written.
    [InlineData(1912, 0, 1912)] // On the ground, though it moved.
    [InlineData(80, 80, 80)] // Counts from the ground.
    public void An_altitude_that_tells_no_height_is_found(double absolute, double relative, double gps)
    {
        var photos = Flight(photo => photo with
        {
            AbsoluteAltitude = absolute,
            RelativeAltitude = relative,
            GpsAltitude = gps,
        });

        Assert.Equal([FindingCodes.AltitudeGround], MadeImagery.Codes(photos));
    }

    private static IReadOnlyList<string> Codes(SurveyKind kind, int forward, int side) =>
    [
        .. Judge(FlownSurvey.None with
        {
            Kind = kind,
            Height = new Spread(80, 78, 83),
            ForwardOverlap = new Overlap(forward / 100.0, forward / 100.0),
            SideOverlap = new Overlap(side / 100.0, side / 100.0),
        }).Select(finding => finding.Code),
    ];

    private static IReadOnlyList<Finding> Judge(FlownSurvey survey) =>
        ProjectValidator.Judge(Of(Flight()) with { Survey = survey });

    [Theory]
    [InlineData(80, 65, 95, true)]
    [InlineData(80, 60, 95, false)]
    [InlineData(80, 65, 98, false)]
    [InlineData(29, 29, 29, false)]
    [InlineData(-5, -5, -5, false)]
    public void Overlap_stops_a_run_only_where_the_heights_above_the_ground_are_known(
        double median, double least, double most, bool stops)
    {
        var findings = Judge(FlownSurvey.None with
        {
            Height = new Spread(median, least, most),
            SideOverlap = new Overlap(0.1, 0.1),
        });

        var finding = Assert.Single(findings);
        Assert.Equal(
            (stops ? FindingCodes.OverlapFatal : FindingCodes.OverlapLow, stops), (finding.Code, finding.Stops));
        Assert.Equal(!stops, finding.Message.Contains("heights above the ground are not known well", StringComparison.Ordinal));
    }

    [Fact]
    public void Low_photos_of_a_flight_that_follows_the_terrain_are_no_ground_shots()
    {
        // Downhill from the ridge on which the pilot stands: 10 m deeper every 22 m.
        int[] heights = [80, 70, 60, 50, 40, 30, 20, 12, 8, 4];
        var photos = Flight(10).Select((photo, i) =>
            photo.With(metadata => metadata with { RelativeAltitude = heights[i] })).ToList();
        Assert.DoesNotContain(FindingCodes.GroundShot, MadeImagery.Codes(photos));
        Assert.DoesNotContain(FindingCodes.GroundShot, MadeImagery.Codes(
            Flight(photo => photo with { RelativeAltitude = 1, AbsoluteAltitude = 1990 }, 9, 10, 11)));

        var place = photos[9].Metadata!.WrittenPosition;
        photos[8] = photos[8].With(metadata => metadata with { WrittenPosition = place });
        Assert.Equal(
            ["DJI_0009.JPG", "DJI_0010.JPG"],
            Assert.Single(MadeImagery.Judge(photos), f => f.Code == FindingCodes.GroundShot).Files.Order());
    }
}
