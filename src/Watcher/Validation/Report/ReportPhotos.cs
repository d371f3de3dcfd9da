namespace OfoWatcher.Validation.Report;

/// <summary>Small pictures of the photos that findings are about.</summary>
internal static class ReportPhotos
{
    public static void Write(HtmlWriter page, ValidationReport report)
    {
        if (report.Thumbnails.Count == 0)
            return;
        var problems = new ProblemFiles(report.Findings);
        page.Write($"<section id=\"photos\" aria-labelledby=\"photos-title\">\n");
        page.Write($"<h2 id=\"photos-title\">Photos to look at</h2>\n<div class=\"photos\">\n");
        foreach (var thumbnail in report.Thumbnails)
            WritePhoto(page, report.Findings, problems.FindingsOf(thumbnail.File), thumbnail);
        page.Write($"</div>\n</section>\n");
    }

    private static void WritePhoto(
        HtmlWriter page, IReadOnlyList<Finding> findings, IReadOnlyList<int> about, Thumbnail thumbnail)
    {
        page.Write($"<figure>\n");
        if (thumbnail.Picture is { } picture)
        {
            page.Write($"<img width=\"{picture.Width}\" height=\"{picture.Height}\" alt=\"{thumbnail.File}\" ");
            page.Write($"src=\"data:image/jpeg;base64,");
            page.WriteBase64(picture.Jpeg);
            page.Write($"\">\n");
        }
        else
        {
            page.Write($"<p class=\"none\">No picture: {thumbnail.WhyNone}</p>\n");
        }

        page.Write($"<figcaption><code>{thumbnail.File}</code>");
        foreach (var index in about)
        {
            page.Write($" <a href=\"#f{index}\" class=\"{ProblemMarks.KindOf(findings[index].Severity)}\">");
            page.Write($"{findings[index].Code}</a>");
        }

        page.Write($"</figcaption>\n</figure>\n");
    }
}
