using OfoWatcher.Sample;
using OfoWatcher.Survey.Flight;
using OfoWatcher.Survey.Photos;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Survey.Flight;

public sealed class SampleOnDiskTests
{
    [Fact]
    public async Task A_survey_read_from_its_files_comes_out_as_it_was_planned()
    {
        var spec = new SampleSpec
        {
            Photos = 48,
            Width = 128,
            Heading = 37,
            GpsNoise = 3,
            Camera = SampleCamera.Phantom4,
            Start = new(-36.42, 148.31),
        };
        using var folder = new TemporaryFolder();
        await SampleSurvey.WriteAsync(spec, folder["s"], null, TestContext.Current.CancellationToken);
        var truth = GroundTruth.Read(folder["s.ground-truth.json"]);

        var survey = FlownSurvey.Of(
            [
                .. Directory.EnumerateFiles(folder["s"]).Select(f =>
                    PhotoExaminer.Examine(folder["s"], Path.GetFileName(f), new FileInfo(f).Length)),
            ],
            SampleFlight.SiteGap);

        Assert.Equal(truth.Photos.Select(p => p.File), survey.Photos.Select(p => p.Photo.File));
        Assert.Equal(truth.Epsg, survey.Projection!.Epsg);
        Assert.Equal(truth.Photos[0].GroundSampleDistance, survey.GroundSampleDistance!.Median,
            0.02 * truth.Photos[0].GroundSampleDistance);
        Assert.Equal(spec.ForwardOverlap, survey.ForwardOverlap!.Median, 0.03);
        Assert.Equal(spec.SideOverlap, survey.SideOverlap!.Median, 0.03);
        var area = new LatticeTruth(spec).Area;
        Assert.InRange(survey.Area!.Value, 0.95 * area, 1.05 * area);
    }
}
