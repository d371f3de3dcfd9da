using System.Globalization;
using OfoWatcher.Platform;
using OfoWatcher.Survey.Photos;

namespace OfoWatcher.Validation.Rules;

/// <summary>Several cameras, or flights of several days, in one folder are probably several missions.</summary>
internal sealed class MissionRule : FindingRule
{
    private const string Remedy = "Make a project of each mission, or accept it if they belong together.";

    protected override IEnumerable<Finding> Find(ProjectImagery imagery)
    {
        var photos = imagery.Inventory.Photos.Where(photo => photo.Metadata is not null).ToList();
        var models = Count(photos, photo => photo.Metadata!.Model);
        if (models.Count > 1)
        {
            yield return Found(
                FindingCodes.SeveralCameras,
                $"The photos are of {models.Count} kinds of cameras: {Show(models)}.", Remedy, Odd(models));
        }

        foreach (var model in models)
        {
            var serials = Count(model.Photos, photo => photo.Metadata!.SerialNumber);
            if (serials.Count > 1)
            {
                yield return Found(
                    FindingCodes.SeveralSerials,
                    $"The photos are of {serials.Count} cameras {model.Name}: {Show(serials)}.", Remedy, Odd(serials));
            }
        }

        var days = Days(photos, imagery.Options.MissionGap);
        if (days.Count > 1)
        {
            yield return Found(
                FindingCodes.SeveralDates,
                $"The photos were taken on {days.Count} occasions more than "
                    + $"{Words.Time(imagery.Options.MissionGap)} apart: {Show(days)}.",
                Remedy, Odd(days));
        }
    }

    private sealed record Group(string Name, List<ExaminedPhoto> Photos);

    private static List<Group> Count(IEnumerable<ExaminedPhoto> photos, Func<ExaminedPhoto, string?> name) =>
    [
        .. photos.Where(photo => name(photo) is not null).GroupBy(photo => name(photo)!)
            .Select(group => new Group(group.Key, [.. group]))
            .OrderByDescending(group => group.Photos.Count).ThenBy(group => group.Name, StringComparer.Ordinal),
    ];

    // Not by midnight, which falls into the middle of the day where the camera's clock is set to another zone.
    private static List<Group> Days(IEnumerable<ExaminedPhoto> photos, TimeSpan gap)
    {
        var days = new List<Group>();
        DateTime? before = null;
        foreach (var photo in photos.Where(photo => photo.Metadata!.CapturedAt is not null)
            .OrderBy(photo => photo.Metadata!.CapturedAt))
        {
            var at = photo.Metadata!.CapturedAt!.Value;
            if (before is null || at - before > gap)
                days.Add(new Group(at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), []));
            days[^1].Photos.Add(photo);
            before = at;
        }

        return days;
    }

    private static string Show(List<Group> groups)
    {
        const int most = 5;
        var shown = string.Join(", ", groups.Take(most)
            .Select(group => $"{group.Name} ({Words.Count(group.Photos.Count, "photo")})"));
        return groups.Count > most ? $"{shown} and {groups.Count - most} more" : shown;
    }

    /// <summary>All that are not of the largest group.</summary>
    private static IEnumerable<string> Odd(List<Group> groups)
    {
        var largest = groups.MaxBy(group => group.Photos.Count);
        return groups.Where(group => group != largest).SelectMany(group => group.Photos).Select(photo => photo.File);
    }
}
