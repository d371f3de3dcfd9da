using FluentValidation;
using OfoWatcher.Platform;

namespace OfoWatcher.Validation.Report;

/// <summary>All findings in words: errors first, then warnings and notes, then what the project accepts.</summary>
internal static class ReportFindings
{
    public static void Write(HtmlWriter page, IReadOnlyList<Finding> findings)
    {
        page.Write($"<section id=\"findings\" aria-labelledby=\"findings-title\">\n");
        page.Write($"<h2 id=\"findings-title\">Findings</h2>\n");
        if (findings.Count == 0)
            page.Write($"<p>Nothing was found that speaks against a run.</p>\n");
        var numbered = findings.Index().ToList();
        WritePart(page, "Errors", numbered, finding => finding.Stops);
        WritePart(page, "Warnings", numbered, finding => finding.Warns);
        WritePart(page, "Notes", numbered, finding => finding is { Severity: Severity.Info, Accepted: false });
        WritePart(page, "Accepted", numbered, finding => finding.Accepted);
        if (findings.Any(finding => finding.Severity != Severity.Info && !finding.Accepted))
        {
            page.Write($"<p class=\"quiet\">A finding that does not matter for this project can be accepted: write ");
            page.Write($"its code on a line of its own into a file <code>accept.txt</code> in the project’s folder. ");
            page.Write($"Those that would make any run fail cannot.</p>\n");
        }

        page.Write($"</section>\n");
    }

    /// <summary>Findings that need the same remedy are told together, one after the other.</summary>
    private static void WritePart(
        HtmlWriter page, string title, List<(int Index, Finding Finding)> findings, Func<Finding, bool> belongs)
    {
        var part = findings.Where(entry => belongs(entry.Finding)).ToList();
        if (part.Count == 0)
            return;
        page.Write($"<h3>{title} <span class=\"count\">{part.Count}</span></h3>\n");
        var groups = part.GroupBy(entry => (entry.Finding.Severity, entry.Finding.Code, entry.Finding.Remedy));
        foreach (var group in groups)
            WriteGroup(page, [.. group]);
    }

    private static void WriteGroup(HtmlWriter page, List<(int Index, Finding Finding)> group)
    {
        var first = group[0].Finding;
        page.Write($"<article class=\"finding {ProblemMarks.KindOf(first.Severity)}\">\n");
        page.Write($"<p class=\"code\"><span class=\"label\">{WordFor(first.Severity)}</span> ");
        page.Write($"<code>{first.Code}</code>");
        if (first.Accepted)
            page.Write($" <span class=\"accepted\">accepted by accept.txt</span>");
        page.Write($"</p>\n");
        foreach (var (index, finding) in group)
        {
            page.Write($"<p class=\"message\" id=\"f{index}\">{finding.Message}</p>\n");
            WriteFiles(page, finding);
        }

        if (first.Remedy.Length > 0)
            page.Write($"<p class=\"remedy\"><strong>What to do:</strong> {first.Remedy}</p>\n");
        page.Write($"</article>\n");
    }

    // A file that the message names need not be named twice.
    private static void WriteFiles(HtmlWriter page, Finding finding)
    {
        if (finding.Files.All(file => finding.Message.Contains(file, StringComparison.Ordinal)))
            return;
        page.Write($"<ul class=\"files\">");
        foreach (var file in finding.Files)
            page.Write($"<li><code>{file}</code></li>");
        page.Write($"</ul>\n");
        if (finding.Files.Count == CappedList<string>.Most)
        {
            page.Write($"<p class=\"quiet\">The first {Words.Count(finding.Files.Count, "file")}; ");
            page.Write($"there may be more.</p>\n");
        }
    }

    private static string WordFor(Severity severity) => severity switch
    {
        Severity.Error => "Error",
        Severity.Warning => "Warning",
        _ => "Note",
    };
}
