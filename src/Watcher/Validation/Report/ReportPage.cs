using System.Globalization;
using FluentValidation;
using OfoWatcher.Platform;

namespace OfoWatcher.Validation.Report;

/// <summary>
/// <c>report.html</c>: one page that needs nothing else, no network and no script, for whoever flew the survey.
/// </summary>
internal static class ReportPage
{
    // Nothing is loaded and nothing runs, should anything from the share ever come through as markup.
    private const string Policy =
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    public static void Write(HtmlWriter page, ProjectReport project)
    {
        var report = project.Report;
        var (verdict, reason) = VerdictOf(report);
        page.Write($"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.Write($"<meta http-equiv=\"Content-Security-Policy\" content=\"{Policy}\">\n");
        page.Write($"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.Write($"<meta name=\"color-scheme\" content=\"light dark\">\n");
        page.Write($"<title>{report.Imagery.Project}: {verdict}</title>\n<style>\n");
        ReportStyle.Write(page);
        page.Write($"</style>\n</head>\n<body>\n<main>\n");
        WriteHeadline(page, report, verdict, reason);
        var numbers = new ReportNumbers(page, report.Imagery, SurveyNumbers.Of(report.Imagery));
        numbers.WriteTiles();
        ReportFindings.Write(page, report.Findings);
        ReportMap.Write(page, report);
        ReportPhotos.Write(page, report);
        numbers.WriteTable();
        page.Write($"</main>\n<footer>\n<p>Checked {TimeOf(project.CheckedAt)} by OfoWatcher. ");
        page.Write($"Revision <code>{project.Revision}</code>. For programs the same stands in a file of JSON beside ");
        page.Write($"this one.</p>\n</footer>\n</body>\n</html>\n");
    }

    private static void WriteHeadline(HtmlWriter page, ValidationReport report, string verdict, string reason)
    {
        page.Write($"<header class=\"verdict {(report.MayRun ? "good" : "bad")}\">\n");
        page.Write($"<p class=\"project\">{report.Imagery.Project}</p>\n<h1>{verdict}</h1>\n<p>{reason}</p>\n");
        page.Write($"<p>Metashape would load: {LoadSummary.Of(report.Imagery)}.</p>\n</header>\n");
    }

    private static (string Verdict, string Reason) VerdictOf(ValidationReport report)
    {
        var (errors, warnings) = (Count(report, Severity.Error), Count(report, Severity.Warning));
        var accepted = report.Findings.Count(finding => finding.Accepted);
        var parts = new List<string>();
        if (errors > 0)
            parts.Add(Words.Count(errors, "error") + " to mend");
        if (warnings > 0)
            parts.Add(Words.Count(warnings, "warning") + " to read");
        if (accepted > 0)
            parts.Add($"{Words.Count(accepted, "finding")} accepted");
        var reason = parts.Count > 0
            ? string.Join(", ", parts) + "."
            : "Nothing was found that speaks against it.";
        return (report.MayRun ? "This project may run" : "This project may not run", reason);
    }

    private static int Count(ValidationReport report, Severity severity) =>
        report.Findings.Count(finding => finding.Severity == severity && !finding.Accepted);

    private static string TimeOf(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC";
}
