using System.Text;
using OfoWatcher.Platform;

namespace OfoWatcher.Validation.Report;

/// <summary>
/// <c>map.svg</c>: the map of the report as a picture of its own, for a page that shows it beside other things.
/// </summary>
internal static class MapFile
{
    public const string FileName = "map.svg";

    // Units of the map between its edge and the scale.
    private const double Margin = 16;

    /// <summary>Writes the map; where a survey has none, that of an earlier look is removed.</summary>
    /// <exception cref="IOException">The output volume is full, read-only or gone.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written or removed.</exception>
    public static void WriteTo(string projectOutput, ValidationReport report)
    {
        var path = Path.Combine(projectOutput, FileName);
        if (report.Imagery.Survey.Projection is null || MapView.Of(report.Imagery.Survey.Photos) is not { } view)
        {
            File.Delete(path);
            return;
        }

        AtomicFile.Write(path, (report, view), static (stream, map) =>
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true);
            writer.NewLine = "\n";
            Write(new HtmlWriter(writer), map.view, map.report);
        });
    }

    private static void Write(HtmlWriter page, MapView view, ValidationReport report)
    {
        var survey = report.Imagery.Survey;
        page.Write($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {MapView.Width:0} {view.Height:0.#}\" ");
        page.Write($"role=\"group\" aria-labelledby=\"map-name\" aria-describedby=\"map-words\">\n");
        page.Write($"<title id=\"map-name\">{MapLayers.NameOf(survey)}</title>\n");
        page.Write($"<desc id=\"map-words\">{WordsOf(report)}</desc>\n<style>\n");
        MapStyle.WritePicture(page);
        page.Write($"</style>\n<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n");
        MapLayers.Write(page, view, report, ProjectReport.PageName);
        WriteScale(page, view);
        page.Write($"</svg>\n");
    }

    private static void WriteScale(HtmlWriter page, MapView view)
    {
        var (length, bottom) = (view.ScaleBar() / view.MetresPerUnit, view.Height - Margin);
        page.Write($"<g class=\"scale\"><path d=\"M{Margin:0.#} {bottom - 8:0.#}v8h{length:0.#}v-8\"/>");
        page.Write($"<text x=\"{Margin + 6:0.#}\" y=\"{bottom - 8:0.#}\">{MapLayers.LengthOf(view.ScaleBar())}</text>");
        page.Write($"</g>\n");
    }

    private static string WordsOf(ValidationReport report)
    {
        var survey = report.Imagery.Survey;
        var words = new StringBuilder("Grid north is up. A line shows the way of the camera.");
        if (survey.Gaps.Count > 0)
            words.Append($" {Words.Count(survey.Gaps.Count, "dashed circle")} for gaps that too few photos show.");
        if (report.Findings.Any(finding => finding is { Files.Count: > 0, Accepted: false }))
            words.Append(" Larger dots mark photos with something wrong, which the report names.");
        return words.ToString();
    }
}
