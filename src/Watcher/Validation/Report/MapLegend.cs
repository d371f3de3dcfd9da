using FluentValidation;
using OfoWatcher.Survey.Flight;

namespace OfoWatcher.Validation.Report;

/// <summary>What the colours and signs of the map mean.</summary>
internal static class MapLegend
{
    private static readonly IReadOnlyList<(Severity Severity, string Text)> Marks =
    [
        (Severity.Error, "photo with an error"),
        (Severity.Warning, "photo with a warning"),
        (Severity.Info, "photo with a note"),
    ];

    public static void Write(HtmlWriter page, FlownSurvey survey, IReadOnlySet<Severity> marks)
    {
        WriteCover(page, survey);
        page.Write($"<p class=\"legend\"><span><svg viewBox=\"0 0 24 12\" aria-hidden=\"true\">");
        page.Write($"<path class=\"casing\" d=\"M1 6H23\"/><path class=\"track\" d=\"M1 6H23\"/></svg>");
        page.Write($"way of the camera</span>");
        if (survey.Gaps.Count > 0)
        {
            page.Write($"<span><svg viewBox=\"0 0 24 12\" aria-hidden=\"true\">");
            page.Write($"<circle class=\"gap\" cx=\"12\" cy=\"6\" r=\"5\"/></svg>gap that too few photos show</span>");
        }

        foreach (var (severity, text) in Marks.Where(mark => marks.Contains(mark.Severity)))
            WriteMark(page, ProblemMarks.KindOf(severity), text);
        if (marks.Count > 0)
        {
            page.Write($"</p>\n<p class=\"quiet\">A mark shows the file’s name and leads to what is wrong with it.");
        }

        page.Write($"</p>\n");
    }

    private static void WriteCover(HtmlWriter page, FlownSurvey survey)
    {
        if (survey.Coverage is null)
        {
            page.Write($"<p>Which ground the photos show is not known: that needs their height, direction and camera.");
            page.Write($"</p>\n");
            return;
        }

        page.Write($"<p class=\"legend\"><span>Photos that show a place:</span>");
        foreach (var cover in CoverClass.All)
        {
            page.Write($"<span><svg viewBox=\"0 0 24 12\" aria-hidden=\"true\">");
            page.Write($"<rect class=\"swatch\" width=\"24\" height=\"12\" fill=\"{cover.Colour}\"/></svg>");
            page.Write($"{cover.Name}</span>");
        }

        page.Write($"</p>\n");
    }

    private static void WriteMark(HtmlWriter page, string kind, string text)
    {
        page.Write($"<span class=\"mark {kind}\"><svg viewBox=\"0 0 24 12\" aria-hidden=\"true\">");
        page.Write($"<path class=\"halo\" d=\"M12 6h0\"/><path class=\"dot\" d=\"M12 6h0\"/></svg>{text}</span>");
    }
}
