using FluentValidation;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Validation;

namespace OfoWatcher.Tests.Validation;

public sealed class ReportFileTests
{
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
                FindingCodes.PhotoIgnored, Severity.Warning, "ä {0}.jpeg", "ä {0}.jpeg will be ignored.", "Rename it."),
        ]);

        ReportFile.Of(
            report, "00112233445566778899aabbccddeeff", new DateTimeOffset(2026, 6, 12, 12, 0, 0, TimeSpan.Zero))
            .Write(output.Path);

        GoldenFile.Check("Validation/report.json", File.ReadAllText(output["report.json"]));
    }
}
