using OfoWatcher.Platform;

namespace OfoWatcher.Validation;

/// <summary>What Metashape would load, in one line.</summary>
internal static class LoadSummary
{
    /// <summary>
    /// Such as "812 photos, 7.1 GB; 14 .jpeg will be ignored; old_ortho.tif would be taken for a photo".
    /// </summary>
    public static string Of(ProjectImagery imagery)
    {
        var inventory = imagery.Inventory;
        var parts = new List<string>
        {
            $"{Words.Count(inventory.Photos.Count, "photo")}, {Words.Size(inventory.PhotoBytes)}",
        };
        if (inventory.IsTooLarge)
            parts.Add("there are more, which were not looked at");
        if (inventory.Ignored.Count > 0)
        {
            var kinds = inventory.Ignored.Kinds.Select(kind => $"{kind.Value} {kind.Key}");
            parts.Add($"{string.Join(", ", kinds)} will be ignored");
        }

        var strays = StrayProducts.Find(inventory);
        if (strays.Count > 0)
        {
            parts.Add(strays.Count == 1
                ? $"{strays[0].File} would be taken for a photo"
                : $"{strays.Count} files such as {strays[0].File} would be taken for photos");
        }

        return string.Join("; ", parts);
    }
}
