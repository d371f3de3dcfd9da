using OfoWatcher.Survey.Flight;
using OfoWatcher.Survey.Photos;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Survey.Flight;

public sealed class RealFlightTests
{
    [Fact]
    public void A_real_flight_makes_sense()
    {
        var survey = Measure("brighton_beach");

        Assert.Equal(12, survey.Photos.Count);
        Assert.Equal(SurveyKind.Nadir, survey.Kind);
        Assert.Equal(32615, survey.Projection!.Epsg);
        Assert.InRange(survey.Height!.Least, 39.8, 39.8);
        Assert.InRange(survey.Height.Most, 40.1, 40.1);
        // 3.61 mm on a sensor of 6.17 mm, 4000 pixels wide: 40 m / 2340 pixels.
        Assert.Equal(0.0171, survey.GroundSampleDistance!.Median, 0.0002);
        // Two lines, there and back, by the headings in the photos.
        Assert.Equal(
            [("DJI_0018.JPG", 6, 44), ("DJI_0024.JPG", 6, 224)],
            survey.Lines.Select(l => (Path.GetFileName(survey.Photos[l.First].Photo.File), l.Count, (int)l.Bearing)));
        // The pictures show 68 m across and 38 m along; they were taken 13.7 m apart on lines 26 m apart.
        Assert.Equal(1 - 13.7 / 38.5, survey.ForwardOverlap!.Median, 0.02);
        Assert.Equal(1 - 26 / 68.5, survey.SideOverlap!.Median, 0.03);
        Assert.InRange(survey.Area!.Value, 9_500, 11_000);
        Assert.Equal(13.7 / 7, survey.Speed!.Value, 0.1);
        Assert.Empty(survey.Gaps);
        Assert.All(survey.Photos, p => Assert.InRange(p.Cover, 2, 8));
    }

    [Fact]
    public void Photos_without_a_position_make_no_survey()
    {
        var survey = Measure("banana");

        Assert.Empty(survey.Photos);
        Assert.Empty(survey.Astray);
        Assert.Null(survey.Projection);
        Assert.Null(survey.Height);
        Assert.Null(survey.Coverage);
        Assert.Equal(SurveyKind.Unknown, survey.Kind);
    }

    private static FlownSurvey Measure(string set)
    {
        var folder = RealImagery.Folder(set);
        return FlownSurvey.Of(
            [
                .. Directory.EnumerateFiles(folder, "*.JPG").Order(StringComparer.Ordinal)
                    .Select(f => PhotoExaminer.Examine(folder, Path.GetFileName(f), new FileInfo(f).Length)),
            ],
            SampleFlight.SiteGap);
    }
}
