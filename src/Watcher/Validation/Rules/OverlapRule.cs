using OfoWatcher.Platform;
using OfoWatcher.Survey.Flight;

namespace OfoWatcher.Validation.Rules;

/// <summary>
/// Every place must be seen from several sides: neighbouring photos overlap, and no place is left out.
/// </summary>
internal sealed class OverlapRule : FindingRule
{
    // Of fewer photos a tenth is no part of the survey.
    private const int FewestForTenth = 20;

    // The drone held its height over the take-off point where no photo differs from the median by more than this part.
    private const double SameHeight = 0.2;

    // Surveys are seldom flown lower; what says so may count from a ridge.
    private const double LeastHeight = 30;

    private const string Remedy = "Fly again with lines closer together, or more photos in a line.";

    protected override IEnumerable<Finding> Find(ProjectImagery imagery)
    {
        var (options, survey) = (imagery.Options, imagery.Survey);
        var isNadir = survey.Kind is SurveyKind.Nadir or SurveyKind.Unknown;
        Measured[] measured =
        [
            new("in a line", survey.ForwardOverlap, options.FatalForwardOverlap,
                isNadir ? options.MinForwardOverlap : options.MinObliqueForwardOverlap),
            new("of neighbouring lines", survey.SideOverlap, options.FatalSideOverlap,
                isNadir ? options.MinSideOverlap : options.MinObliqueSideOverlap),
        ];
        // Where the camera looks down and aslant in turn, neighbours in time are no neighbours on the ground.
        return measured.Where(overlap => overlap.Overlap is not null && survey.Kind != SurveyKind.Mixed)
            .SelectMany(overlap => Judge(overlap, survey, imagery.Inventory.Photos.Count))
            .Concat(Gaps(imagery));
    }

    private sealed record Measured(string What, Overlap? Overlap, int Fatal, int Least);

    private static IEnumerable<Finding> Judge(Measured measured, FlownSurvey survey, int photos)
    {
        var (median, worst) = (100 * measured.Overlap!.Median, 100 * measured.Overlap.WorstTenth);
        if (median < measured.Fatal && !IsHeightKnown(survey.Height))
        {
            yield return Found(
                FindingCodes.OverlapLow,
                $"Photos {measured.What} seem to overlap by {median:0} %; below {measured.Fatal} % they cannot be tied "
                    + "to each other. The heights above the ground are not known well, since they count from the "
                    + "take-off point.",
                "Look whether neighbouring photos show much in common; if not, fly again with lines closer together, "
                    + "or more photos in a line.");
            yield break;
        }

        if (median < measured.Fatal)
        {
            yield return Found(
                FindingCodes.OverlapFatal,
                $"Photos {measured.What} overlap by {median:0} %; below {measured.Fatal} % they cannot be tied to each "
                    + "other.",
                Remedy);
            yield break;
        }

        if (median < measured.Least)
        {
            yield return Found(
                FindingCodes.OverlapLow,
                $"Photos {measured.What} overlap by {median:0} %; {Survey(survey.Kind)} should have at least "
                    + $"{measured.Least} %.",
                Remedy);
        }

        if (worst < measured.Fatal && photos >= FewestForTenth)
        {
            yield return Found(
                FindingCodes.OverlapUneven,
                $"A tenth of the photos {measured.What} overlap by less than {worst:0} %, though half of them by "
                    + $"{median:0} % or more.",
                "Look at the map of the report where it is, and fly there again.");
        }
    }

    /// <summary>
    /// Heights count from the take-off point. They are those above the ground where the ground is as flat as the flight
    /// was level; a drone that follows the terrain below a ridge may be at 0 m or less.
    /// </summary>
    private static bool IsHeightKnown(Spread? height) => height is { Median: >= LeastHeight }
        && height.Least >= (1 - SameHeight) * height.Median && height.Most <= (1 + SameHeight) * height.Median;

    private static IEnumerable<Finding> Gaps(ProjectImagery imagery)
    {
        var survey = imagery.Survey;
        var area = survey.Gaps.Sum(gap => gap.Area);
        if (survey.Area is not > 0 || area / survey.Area.Value * 100 <= imagery.Options.MaxGapArea)
            yield break;
        var place = survey.Projection?.Inverse(survey.Gaps[0].Centre) is { } centre
            ? FormattableString.Invariant($", the largest at {centre.Latitude:0.00000},{centre.Longitude:0.00000}")
            : "";
        yield return Found(
            FindingCodes.CoverageGap,
            $"{Words.Count(survey.Gaps.Count, "place")} of together {area:0} m² "
                + $"{(survey.Gaps.Count == 1 ? "is" : "are")} shown by too few photos{place}.",
            "Copy the photos that are missing, or fly there again.");
    }

    private static string Survey(SurveyKind kind) => kind switch
    {
        SurveyKind.Oblique => "a survey that looks aslant",
        SurveyKind.Nadir => "a survey that looks straight down",
        _ => "a survey",
    };
}
