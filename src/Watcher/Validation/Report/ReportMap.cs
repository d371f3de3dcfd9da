using FluentValidation;
using OfoWatcher.Survey.Flight;

namespace OfoWatcher.Validation.Report;

/// <summary>
/// The map of a survey: the ground that its photos show, the way of the camera, the problems, the gaps.
/// </summary>
internal static class ReportMap
{
    public static void Write(HtmlWriter page, ValidationReport report)
    {
        page.Write($"<section id=\"map\" aria-labelledby=\"map-title\">\n<h2 id=\"map-title\">Map</h2>\n");
        var survey = report.Imagery.Survey;
        if (survey.Projection is { } projection && MapView.Of(survey.Photos) is { } view)
        {
            page.Write($"<figure>\n");
            var marks = WriteDrawing(page, view, report);
            page.Write($"<div class=\"bar\"><span class=\"scale\" style=\"width:");
            page.Write($"{view.ScaleBar() / view.MetresPerUnit / MapView.Width * 100:0.##}%\">");
            page.Write($"{MapLayers.LengthOf(view.ScaleBar())}</span><span class=\"north\">↑ grid north</span><span>");
            page.Write($"UTM zone {SurveyNumbers.ZoneOf(projection)}, EPSG:{projection.Epsg}</span></div>\n");
            page.Write($"<figcaption>\n");
            MapLegend.Write(page, survey, marks);
            page.Write($"</figcaption>\n</figure>\n");
        }
        else
        {
            page.Write($"<p>{WhyNone(report)}</p>\n");
        }

        WriteAstray(page, survey);
        page.Write($"</section>\n");
    }

    /// <returns>The weights of the findings whose photos are marked.</returns>
    private static IReadOnlySet<Severity> WriteDrawing(HtmlWriter page, MapView view, ValidationReport report)
    {
        var survey = report.Imagery.Survey;
        page.Write($"<svg viewBox=\"0 0 {MapView.Width:0} {view.Height:0.#}\" role=\"group\" ");
        page.Write($"aria-labelledby=\"map-name\">\n<title id=\"map-name\">{MapLayers.NameOf(survey)}</title>\n");
        var marks = MapLayers.Write(page, view, report, findingsPage: "");
        page.Write($"</svg>\n");
        return marks;
    }

    private static void WriteAstray(HtmlWriter page, FlownSurvey survey)
    {
        if (survey.Astray.Count == 0)
            return;
        page.Write($"<p>Not on the map, since their positions lie far from the others or cannot be: ");
        foreach (var photo in survey.Astray.Take(CappedList<string>.Most))
        {
            page.Write($"<code>{photo.File}</code>");
            if (photo.Metadata?.WrittenPosition is { } position)
                page.Write($" ({position.Latitude:0.#####}, {position.Longitude:0.#####})");
            page.Write($" ");
        }

        if (survey.Astray.Count > CappedList<string>.Most)
            page.Write($"and {survey.Astray.Count - CappedList<string>.Most} more");
        page.Write($"</p>\n");
    }

    private static string WhyNone(ValidationReport report) =>
        report.Imagery.Inventory.Photos.Count == 0
            ? "There is no map: there are no photos."
            : "There is no map: no photo tells a position that could be used.";
}
