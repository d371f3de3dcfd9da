using FluentValidation;
using OfoWatcher.Sample;
using OfoWatcher.Survey.Flight;
using OfoWatcher.Survey.Photos;
using OfoWatcher.Tests.Survey.Flight;
using OfoWatcher.Validation;
using OfoWatcher.Validation.Report;

namespace OfoWatcher.Tests.Validation.Report;

/// <summary>Reports on sample surveys, with the findings that a test wants.</summary>
internal static class SampleReport
{
    public static readonly DateTimeOffset CheckedAt = new(2026, 6, 12, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A report on these photos, flown as they say.</summary>
    public static ValidationReport On(IReadOnlyList<ExaminedPhoto> photos, params IReadOnlyList<Finding> findings)
    {
        var imagery = new ProjectImagery
        {
            Project = "site-1",
            Folders = ["/share/site-1"],
            Inventory = new ImageryInventory { Photos = photos },
            Survey = FlownSurvey.Of(photos, SampleFlight.SiteGap),
        };
        return new ValidationReport(imagery, findings);
    }

    /// <summary>A report on a survey of so many photos.</summary>
    public static ValidationReport On(int photos, params IReadOnlyList<Finding> findings) =>
        On(SampleFlight.Of(new SampleSpec { Photos = photos }), findings);

    public static Finding Finding(
        string code, Severity severity, string message, params IReadOnlyList<string> files) =>
        new(code, severity, files.Count > 0 ? files[0] : "", message, "Mend it.") { Files = files };

    /// <summary>The page, as it is written to the disk.</summary>
    public static string PageOf(ValidationReport report)
    {
        using var text = new StringWriter { NewLine = "\n" };
        ReportPage.Write(new HtmlWriter(text), new ProjectReport(report, "0123abcd", CheckedAt));
        return text.ToString();
    }
}
