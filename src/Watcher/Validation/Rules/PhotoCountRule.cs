using OfoWatcher.Metashape;
using OfoWatcher.Platform;

namespace OfoWatcher.Validation.Rules;

/// <summary>A survey needs a number of photos, under names that Metashape picks up.</summary>
internal sealed class PhotoCountRule : FindingRule
{
    protected override IEnumerable<Finding> Find(ProjectImagery imagery)
    {
        var photos = imagery.Inventory.Photos.Count;
        if (imagery.Inventory.IsTooLarge)
        {
            yield return Found(
                FindingCodes.TooManyPhotos,
                $"There are more than {photos} photos; one project cannot hold them.",
                "Make several projects of them.");
        }

        if (photos < imagery.Options.MinImages)
        {
            yield return Found(
                FindingCodes.TooFewPhotos,
                $"Metashape would load {Words.Count(photos, "photo")}; a survey needs at least "
                    + $"{imagery.Options.MinImages}.",
                "Copy the missing photos into the folder.");
        }

        var ignored = imagery.Inventory.Ignored;
        foreach (var (extension, count) in ignored.Kinds)
        {
            var files = ignored.First.Where(file => Path.GetExtension(file) == extension).ToList();
            yield return Found(
                FindingCodes.PhotoIgnored,
                $"{About(count, files.FirstOrDefault(), "will", "will", $"{extension} file")} be ignored: Metashape "
                    + $"loads {PhotoSelection.Extensions} only.",
                count == 1 ? "Rename it if it belongs to the survey." : "Rename them if they belong to the survey.",
                files);
        }
    }
}
