using OfoWatcher.Metashape;
using OfoWatcher.Platform;

namespace OfoWatcher.Validation.Rules;

/// <summary>A survey needs a number of photos, under names that Metashape picks up.</summary>
internal sealed class PhotoCountRule : FindingRule
{
    protected override IEnumerable<Finding> Find(ProjectImagery imagery)
    {
        var photos = imagery.Inventory.Photos.Count;
        if (photos < imagery.Options.MinImages)
        {
            yield return Found(
                FindingCodes.TooFewPhotos,
                $"Metashape would load {Words.Count(photos, "photo")}; a survey needs at least "
                    + $"{imagery.Options.MinImages}.",
                "Copy the missing photos into the folder.");
        }

        foreach (var file in imagery.Inventory.Ignored.First)
        {
            yield return Found(
                FindingCodes.PhotoIgnored,
                $"{file} will be ignored: Metashape loads {PhotoSelection.Extensions} only.",
                "Rename it if it belongs to the survey.",
                file);
        }

        if (imagery.Inventory.Ignored.Beyond is > 0 and var beyond)
        {
            yield return Found(
                FindingCodes.PhotoIgnored,
                $"and {beyond} more files that will be ignored.",
                "Mend those that are listed, then look again.");
        }
    }
}
