using OfoWatcher.Metashape;
using OfoWatcher.Survey.Photos;

namespace OfoWatcher.Validation.Rules;

/// <summary>A photo that is there twice ties nothing to anything, and misleads the alignment.</summary>
internal sealed class DuplicateRule : FindingRule
{
    private const string Remedy = "Delete the copies.";

    protected override IEnumerable<Finding> Find(ProjectImagery imagery)
    {
        var same = CopiesBy(imagery.Inventory.Photos.Where(photo => photo.Content != 0), photo => photo.Content);
        if (same.Count > 0)
        {
            yield return Found(
                FindingCodes.DuplicateContent,
                $"{About(Names(same), "is a copy of another photo", "are copies of others")}: {Pair(same[0])}.",
                Remedy, Names(same));
        }

        // The bands of a multispectral camera agree in all of it and differ in content.
        var known = Names(same).ToHashSet();
        var alike = CopiesBy(
            imagery.Inventory.Photos.Where(photo =>
                !known.Contains(photo.File) && photo.Metadata is { Position: not null, CapturedAt: not null }
                && (photo.Content == 0 || PhotoSelection.IsJpeg(photo.File))),
            photo => (photo.Metadata!.Position, photo.Metadata.CapturedAt, photo.Size));
        if (alike.Count > 0)
        {
            yield return Found(
                FindingCodes.DuplicatePhoto,
                $"{About(Names(alike), "agrees with another photo", "agree with others")} in position, time and size: "
                    + $"{Pair(alike[0])}.",
                Remedy, Names(alike));
        }
    }

    private static List<(ExaminedPhoto First, ExaminedPhoto Copy)> CopiesBy<T>(
        IEnumerable<ExaminedPhoto> photos, Func<ExaminedPhoto, T> key) =>
    [
        // Programs that copy put something behind the name.
        .. photos.OrderBy(photo => photo.File.Length).ThenBy(photo => photo.File, StringComparer.Ordinal).GroupBy(key)
            .SelectMany(group => group.Skip(1).Select(copy => (group.First(), copy))),
    ];

    private static List<string> Names(List<(ExaminedPhoto First, ExaminedPhoto Copy)> copies) =>
        [.. copies.Select(pair => pair.Copy.File)];

    private static string Pair((ExaminedPhoto First, ExaminedPhoto Copy) pair) =>
        $"{pair.First.File} and {pair.Copy.File}";
}
