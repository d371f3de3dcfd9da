using FluentValidation;
using OfoWatcher.Survey;
using OfoWatcher.Survey.Flight;
using OfoWatcher.Survey.Photos;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Validation;
using OfoWatcher.Validation.Report;

namespace OfoWatcher.Tests.Validation.Report;

public sealed class ReportFileTests
{
    private const string Revision = "00112233445566778899aabbccddeeff";

    [Fact]
    public void A_report_looks_as_it_always_did()
    {
        using var output = new TemporaryFolder();
        var imagery = new ProjectImagery { Project = "site-1", Folders = ["/share/site-1"] };
        var report = new ValidationReport(imagery,
        [
            new Finding(
                FindingCodes.TooFewPhotos, Severity.Error, "",
                "Metashape would load 0 photos; a survey needs at least 15.",
                "Copy the missing photos into the folder."),
            new Finding(
                FindingCodes.PhotoIgnored, Severity.Warning, "ä {0}.jpeg", "ä {0}.jpeg will be ignored.", "Rename it.")
            {
                Accepted = true,
            },
        ]);

        new ProjectReport(report, Revision, SampleReport.CheckedAt).WriteTo(output.Path);

        GoldenFile.Check("Validation/report.json", File.ReadAllText(output["report.json"]));
        GoldenFile.Check("Validation/report.html", File.ReadAllText(output["report.html"]));
        Assert.Equal(2, Directory.GetFileSystemEntries(output.Path).Length);
    }

    [Fact]
    public void A_report_tells_what_was_flown()
    {
        using var output = new TemporaryFolder();
        var projection = new UtmProjection(10, isNorth: true);
        var metadata = new Photo
        {
            File = "a.JPG",
            Width = 4000,
            Height = 3000,
            Make = "DJI",
            Model = "M3E",
            SerialNumber = "1",
            CapturedAt = new DateTime(2026, 6, 12, 10, 30, 0),
            RtkFlag = 50,
        };
        ExaminedPhoto one = new("a.JPG", 9_000_000, 1, metadata, null), two = new("b.JPG", 8_000_000, 2, null, null);
        var middle = new GroundPoint(750_000, 4_310_000);
        var imagery = new ProjectImagery
        {
            Project = "site-1",
            Folders = ["/share/site-1"],
            Inventory = new ImageryInventory { Photos = [one, two] },
            Survey = new FlownSurvey
            {
                Projection = projection,
                Centre = new GeoPoint(38.5, -120.25),
                Kind = SurveyKind.Nadir,
                Photos =
                [
                    new FlownPhoto(one, new UtmPosition(middle, 0, 1), 100, null, 0.027, 0, 0),
                    new FlownPhoto(two, new UtmPosition(middle, 0, 1), null, null, null, 0, 0),
                ],
                Height = new Spread(100, 90, 110.5),
                GroundSampleDistance = new Spread(0.03125, 0.025, 0.0375),
                Area = 25_000,
                ForwardOverlap = new Overlap(0.8, 0.75),
                SideOverlap = new Overlap(0.7, 0.65),
                Lines = [new FlightLine(0, 2, 12.34)],
                Speed = 8.5,
                Gaps = [new CoverageGap(new GroundPoint(500_000, 0), 1234.4)],
            },
        };

        new ProjectReport(new ValidationReport(imagery, []), Revision, SampleReport.CheckedAt).WriteTo(output.Path);

        GoldenFile.Check("Validation/report-of-a-survey.json", File.ReadAllText(output["report.json"]));
    }

    [Fact]
    public void Numbers_that_are_none_do_not_keep_a_report_from_being_written()
    {
        using var output = new TemporaryFolder();
        var survey = new FlownSurvey { Area = double.NaN, Speed = double.PositiveInfinity };
        var imagery = new ProjectImagery { Project = "site-1", Folders = ["/share/site-1"], Survey = survey };

        new ProjectReport(new ValidationReport(imagery, []), Revision, SampleReport.CheckedAt).WriteTo(output.Path);

        Assert.True(File.Exists(output["report.json"]));
        Assert.True(File.Exists(output["report.html"]));
    }
}
