using OfoWatcher.Sample;
using OfoWatcher.Survey.Flight;
using static OfoWatcher.Tests.Survey.Flight.SampleFlight;

namespace OfoWatcher.Tests.Survey.Flight;

public sealed class FlownSurveyTests
{
    private static readonly Dictionary<string, SampleSpec> Surveys = new()
    {
        ["default"] = new(),
        ["heading 37°"] = new()
        {
            Heading = 37,
            Photos = 90,
            ForwardOverlap = 0.77,
            SideOverlap = 0.64,
        },
        ["southern, low overlap"] = new()
        {
            Start = new(-36.42, 148.31),
            Heading = 200,
            ForwardOverlap = 0.55,
            SideOverlap = 0.3,
            Photos = 60,
        },
        ["zone border"] = new()
        {
            Start = new(62.1, 5.9999),
            Heading = 311,
            Photos = 120,
        },
        ["date line"] = new()
        {
            Start = new(-17.2, 179.9999),
            Heading = 100,
            Photos = 150,
        },
        ["far north"] = new()
        {
            Start = new(83.2, 17.5),
            Photos = 60,
        },
        ["Phantom, dense"] = new()
        {
            Camera = SampleCamera.Phantom4,
            Height = 120,
            ForwardOverlap = 0.9,
            SideOverlap = 0.85,
            Photos = 400,
        },
        ["low"] = new()
        {
            Height = 12,
            Heading = 260,
            Photos = 200,
        },
        ["high, apart"] = new()
        {
            Height = 400,
            ForwardOverlap = 0.1,
            SideOverlap = 0.05,
            Photos = 70,
            Heading = 15,
        },
        ["more side than forward"] = new()
        {
            ForwardOverlap = 0.7,
            SideOverlap = 0.9,
            Photos = 200,
            Heading = 37,
        },
        ["noisy"] = new()
        {
            GpsNoise = 3,
            Photos = 400,
            Heading = 37,
        },
        ["noisy, dense"] = new()
        {
            GpsNoise = 3,
            Photos = 400,
            Height = 60,
            Heading = 37,
            ForwardOverlap = 0.8,
            SideOverlap = 0.8,
        },
        ["noisy, Phantom"] = new()
        {
            GpsNoise = 3,
            Photos = 600,
            Height = 110,
            ForwardOverlap = 0.8,
            SideOverlap = 0.75,
            Camera = SampleCamera.Phantom4,
            Start = new(-36.42, 148.31),
            Heading = 118,
        },
    };

    public static TheoryData<string> Names => [.. Surveys.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_generated_survey_comes_out_as_it_was_planned(string name)
    {
        var spec = Surveys[name];
        var (plan, truth, survey) = (new FlightPlan(spec), new LatticeTruth(spec), Measure(spec));

        Assert.Equal(plan.Exposures.Count, survey.Photos.Count);
        Assert.Empty(survey.Astray);
        Assert.Equal(SurveyKind.Nadir, survey.Kind);
        Assert.Equal(plan.Exposures.CountBy(e => e.Line).Count(line => line.Value >= 3), survey.Lines.Count);
        Assert.All(survey.Lines, line => Assert.InRange(line.Count, 3, plan.PerLine));
        Assert.Equal(spec.Height, survey.Height!.Median, 1e-9);
        AssertWithin(0.02, spec.Height / plan.Camera.FocalLength, survey.GroundSampleDistance!.Median);
        AssertWithin(0.05, truth.Area, survey.Area!.Value);
        Assert.Equal(spec.ForwardOverlap, survey.ForwardOverlap!.Median, 0.03);
        Assert.Equal(spec.SideOverlap, survey.SideOverlap!.Median, 0.03);
        AssertWithin(0.05, plan.Step / 2, survey.Speed!.Value);
    }

    [Fact]
    public void Without_errors_of_position_the_measures_are_near_to_exact()
    {
        var spec = Surveys["heading 37°"];
        var (truth, survey) = (new LatticeTruth(spec), Measure(spec));

        AssertWithin(0.01, truth.Area, survey.Area!.Value);
        Assert.Equal(spec.ForwardOverlap, survey.ForwardOverlap!.Median, 0.002);
        Assert.Equal(spec.ForwardOverlap, survey.ForwardOverlap!.WorstTenth, 0.002);
        Assert.Equal(spec.SideOverlap, survey.SideOverlap!.Median, 0.002);
        Assert.Equal(spec.SideOverlap, survey.SideOverlap!.WorstTenth, 0.002);
        Assert.Equal(
            Enumerable.Range(0, spec.Photos).Select(truth.Cover), survey.Photos.Select(p => p.Cover));
    }

    private static void AssertWithin(double share, double expected, double actual) =>
        Assert.InRange(actual, expected * (1 - share), expected * (1 + share));
}
