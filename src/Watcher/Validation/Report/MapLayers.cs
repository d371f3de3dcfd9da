using FluentValidation;
using OfoWatcher.Platform;
using OfoWatcher.Survey.Flight;

namespace OfoWatcher.Validation.Report;

/// <summary>All that is drawn on the map, from the ground up to the marks of problems.</summary>
internal static class MapLayers
{
    private const double LeastGapRadius = 9;

    /// <param name="findingsPage">The page that the marks lead to; empty where that is the one they stand in.</param>
    /// <returns>The weights of the findings whose photos are marked.</returns>
    public static IReadOnlySet<Severity> Write(
        HtmlWriter page, MapView view, ValidationReport report, string findingsPage)
    {
        var survey = report.Imagery.Survey;
        if (survey.Coverage is { } coverage)
            CoverageLayer.Write(page, view, coverage);
        CoverageLayer.WriteFootprints(page, view, survey.Photos);
        FlightTrack.Write(page, view, survey.Photos);
        foreach (var gap in survey.Gaps)
            WriteGap(page, view, survey, gap);
        return ProblemMarks.Write(page, view, report, findingsPage);
    }

    public static string NameOf(FlownSurvey survey) =>
        $"Map of {Words.Count(survey.Photos.Count, "photo")}: the ground that they show, coloured by how many show it";

    public static string LengthOf(double metres) => metres >= 1000
        ? FormattableString.Invariant($"{metres / 1000:0.#} km")
        : FormattableString.Invariant($"{metres:0.#} m");

    private static void WriteGap(HtmlWriter page, MapView view, FlownSurvey survey, CoverageGap gap)
    {
        var radius = Math.Max(LeastGapRadius, Math.Sqrt(gap.Area / Math.PI) / view.MetresPerUnit);
        page.Write($"<circle class=\"gap\" cx=\"{view.X(gap.Centre):0.#}\" cy=\"{view.Y(gap.Centre):0.#}\" ");
        page.Write($"r=\"{radius:0.#}\"><title>Gap of {SurveyNumbers.AreaOf(gap.Area)}, which too few photos show");
        if (survey.Projection?.Inverse(gap.Centre) is { } centre)
            page.Write($", around {centre.Latitude:0.00000}, {centre.Longitude:0.00000}");
        page.Write($"</title></circle>\n");
    }
}
