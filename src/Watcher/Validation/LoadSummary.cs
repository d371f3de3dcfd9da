using OfoWatcher.Platform;

namespace OfoWatcher.Validation;

/// <summary>What Metashape would load, in one line.</summary>
internal static class LoadSummary
{
    /// <summary>Such as "812 photos, 7.1 GB".</summary>
    public static string Of(ProjectImagery imagery) =>
        $"{Words.Count(imagery.Inventory.Photos.Count, "photo")}, {Words.Size(imagery.Inventory.PhotoBytes)}";
}
