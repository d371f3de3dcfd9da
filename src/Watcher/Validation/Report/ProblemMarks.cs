using FluentValidation;
using OfoWatcher.Survey.Flight;

namespace OfoWatcher.Validation.Report;

/// <summary>Marks where the photos that findings are about were taken.</summary>
internal static class ProblemMarks
{
    /// <summary>The most marks on a map.</summary>
    public const int Most = 500;

    /// <summary>
    /// A dot for each photo, which tells its name and what is wrong with it, and leads to the finding; with an error
    /// the edge of its footprint too. Errors lie on top. A dot is a line of no length, whose round ends have the same
    /// size at any scale.
    /// </summary>
    /// <param name="findingsPage">The page with the findings; empty where that is the one that is written.</param>
    /// <returns>The weights that were marked.</returns>
    public static IReadOnlySet<Severity> Write(
        HtmlWriter page, MapView view, ValidationReport report, string findingsPage)
    {
        var problems = new ProblemFiles(report.Findings);
        var marked = report.Imagery.Survey.Photos
            .Select(photo => (Photo: photo, Worst: problems.WorstOf(photo.Photo.File)))
            .Where(photo => photo.Worst is not null)
            .OrderBy(photo => photo.Worst)
            .Take(Most)
            .Reverse()
            .ToList();
        foreach (var (photo, worst) in marked)
        {
            var about = problems.FindingsOf(photo.Photo.File);
            page.Write($"<a href=\"{findingsPage}#f{about[0]}\" class=\"mark {KindOf(worst)}\">");
            WriteMark(page, view, about.Select(index => report.Findings[index].Message), photo, worst);
            page.Write($"</a>\n");
        }

        return marked.Select(photo => photo.Worst!.Value).ToHashSet();
    }

    /// <summary>The class in the style sheet of a severity.</summary>
    public static string KindOf(Severity? severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "note",
    };

    private static void WriteMark(
        HtmlWriter page, MapView view, IEnumerable<string> messages, FlownPhoto photo, Severity? worst)
    {
        page.Write($"<title>{photo.Photo.File}");
        foreach (var message in messages)
            page.Write($"\n{message}");
        page.Write($"</title>");
        if (photo.Footprint is not null && worst == Severity.Error)
        {
            page.Write($"<path class=\"ground\" d=\"");
            CoverageLayer.WriteFootprint(page, view, photo.Footprint);
            page.Write($"\"/>");
        }

        var (x, y) = (view.X(photo.Position.Point), view.Y(photo.Position.Point));
        page.Write($"<path class=\"halo\" d=\"M{x:0.#} {y:0.#}h0\"/>");
        page.Write($"<path class=\"dot\" d=\"M{x:0.#} {y:0.#}h0\"/>");
    }
}
