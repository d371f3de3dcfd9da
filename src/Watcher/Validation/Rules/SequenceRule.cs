using OfoWatcher.Platform;
using OfoWatcher.Survey.Photos;

namespace OfoWatcher.Validation.Rules;

/// <summary>
/// A copy that lost photos leaves a hole in their numbers and in time; a flight that was broken off one in time alone;
/// photos that were never taken one in the numbers alone.
/// </summary>
internal sealed class SequenceRule : FindingRule
{
    private const int MostShown = 3;

    // A turn at the end of a line takes a few times as long as the way to the next photo.
    private const double PauseInRhythms = 20;
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMinutes(2);

    protected override IEnumerable<Finding> Find(ProjectImagery imagery)
    {
        var gaps = PhotoSequence.In(imagery.Inventory).SelectMany(sequence => sequence.Gaps())
            .OrderByDescending(gap => gap.Missing).ToList();
        var lost = gaps.Where(gap => gap.WereTaken).ToList();
        if (lost.Count > 0)
        {
            yield return Found(
                FindingCodes.SequenceLost,
                $"{Count(lost, "photo")} missing {Show(lost)}: time and distance show that photos were taken there, so "
                    + "the copy lost them.",
                "Copy them from the drone's card again.",
                FilesOf(lost));
        }

        var skipped = gaps.Where(gap => !gap.WereTaken).ToList();
        if (skipped.Count > 0)
        {
            yield return Found(
                FindingCodes.SequenceSkipped,
                $"{Count(skipped, "number")} missing {Show(skipped)}; nothing shows that photos of this survey were "
                    + "taken there.",
                "Nothing, if photos of other sites or tests were left out.",
                FilesOf(skipped));
        }

        var places = gaps.Select(gap => (gap.Before.File, gap.After.File)).ToHashSet();
        var pauses = PhotoSeries.ByCamera(imagery.Inventory)
            .SelectMany(series => PausesIn(series, places, imagery.Options.MissionGap)).ToList();
        if (pauses.Count > 0)
        {
            var (before, after) = pauses.MaxBy(pause => PhotoSeries.Between(pause.Before, pause.After));
            var more = pauses.Count == 1 ? "" : $"; {Words.Count(pauses.Count - 1, "more pause")}";
            yield return Found(
                FindingCodes.FlightBrokenOff,
                $"The flight paused for {Words.Time(PhotoSeries.Between(before, after))} after {before.File}, and went "
                    + $"on with {after.File}{more}. No photo is missing there.",
                "Nothing, if a battery was changed; the light may differ.",
                pauses.SelectMany(pause => new[] { pause.Before.File, pause.After.File }));
        }
    }

    private static string Count(List<SequenceGap> gaps, string noun)
    {
        var missing = gaps.Sum(gap => gap.Missing);
        return $"{Words.Count(missing, noun)} {(missing == 1 ? "is" : "are")}";
    }

    private static IEnumerable<string> FilesOf(List<SequenceGap> gaps) =>
        gaps.SelectMany(gap => new[] { gap.Before.File, gap.After.File });

    private static IEnumerable<(ExaminedPhoto Before, ExaminedPhoto After)> PausesIn(
        IReadOnlyList<ExaminedPhoto> series, HashSet<(string Before, string After)> gaps, TimeSpan missionGap)
    {
        // A clock that was not set tells no time.
        var timed = series.Where(photo => photo.Metadata!.CapturedAt!.Value.Year >= ClockRule.FirstYear).ToList();
        var times = timed.Zip(timed.Skip(1), PhotoSeries.Between).Order().ToList();
        if (times.Count == 0)
            return [];
        var rhythm = times[times.Count / 2];
        // A gap of the numbers tells its time itself, and one of a night makes another mission. The pause is divided,
        // since a rhythm of years has no multiple.
        return timed.Zip(timed.Skip(1)).Where(pair =>
            PhotoSeries.Between(pair.First, pair.Second) is var pause
            && pause > ShortestPause && pause <= missionGap && pause / PauseInRhythms > rhythm
            && !gaps.Contains((pair.First.File, pair.Second.File)));
    }

    private static string Show(List<SequenceGap> gaps)
    {
        var shown = gaps.Take(MostShown).Select(gap => $"between {gap.Before.File} and {gap.After.File}");
        return string.Join(", ", shown)
            + (gaps.Count > MostShown ? $" and at {Words.Count(gaps.Count - MostShown, "more place")}" : "");
    }
}
