using System.Globalization;
using OfoWatcher.Survey.Photos;

namespace OfoWatcher.Validation.Rules;

/// <summary>Photos are put in order by the time they tell.</summary>
internal sealed class ClockRule : FindingRule
{
    // Before it there was no drone whose photos are worth a run; clocks that were never set begin in 1970, 1980 or
    // 2000.
    internal const int FirstYear = 2005;

    // The camera's clock may be set to any time zone.
    private static readonly TimeSpan Tolerance = TimeSpan.FromDays(1);

    protected override IEnumerable<Finding> Find(ProjectImagery imagery)
    {
        var photos = imagery.Inventory.Photos.Where(photo => photo.Metadata is not null).ToList();
        // What has no EXIF at all is told by another rule.
        var missing = photos.Where(p => p.Metadata is { CapturedAt: null, Model: not null }).ToList();
        if (missing.Count > 0)
        {
            yield return Found(
                FindingCodes.TimeMissing,
                $"{About(Names(missing), "does", "do")} not tell when "
                    + $"{(missing.Count == 1 ? "it was" : "they were")} taken.",
                "Copy them from the drone's card again.",
                Names(missing));
        }

        var old = photos.Where(photo => photo.Metadata!.CapturedAt is { Year: < FirstYear }).ToList();
        if (old.Count > 0)
            yield return Of(FindingCodes.TimeOld, old, "the clock was not set");
        if (imagery.Now == default)
            yield break;
        var latest = imagery.Now.UtcDateTime + Tolerance;
        var future = photos.Where(photo => photo.Metadata!.CapturedAt > latest).ToList();
        if (future.Count > 0)
            yield return Of(FindingCodes.TimeFuture, future, "the clock is fast");
    }

    private static Finding Of(string code, List<ExaminedPhoto> photos, string why) => Found(
        code,
        $"{About(Names(photos), "was", "were")} taken at "
            + photos[0].Metadata!.CapturedAt!.Value.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)
            + $" by the camera's clock: {why}.",
        "Set the drone's clock before the next flight; the order of these photos still holds.",
        Names(photos));

    private static List<string> Names(List<ExaminedPhoto> photos) => [.. photos.Select(photo => photo.File)];
}
