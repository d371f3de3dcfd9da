using OfoWatcher.Metashape.Configuration;
using OfoWatcher.Platform;

namespace OfoWatcher.Metashape.Products;

/// <summary>What a run must have left, and what of it is missing or broken.</summary>
/// <param name="Expected">All files that its configuration promises; none when that cannot be told.</param>
/// <param name="Faults">A sentence's worth for each that is missing or broken, without a full stop.</param>
internal sealed record ProductCheck(IReadOnlyList<ExpectedProduct> Expected, IReadOnlyList<string> Faults)
{
    /// <summary>Looks at all of them. Of each no more than its headers and its end are read.</summary>
    /// <param name="configFile">The completed configuration that the run was given.</param>
    /// <param name="folderOf">Where the run's two folders lie.</param>
    /// <param name="project">The project's name, as it was passed to automate-metashape.</param>
    /// <param name="since">A file written before that is of an earlier try; null lets any count.</param>
    /// <exception cref="IOException">The volume cannot be read now.</exception>
    public static ProductCheck Of(
        string configFile, Func<ProductFolder, string> folderOf, string project, DateTimeOffset? since)
    {
        var name = Path.GetFileName(configFile);
        if (FileStatus.Find(configFile, follow: false) is not { IsRegularFile: true })
            return new ProductCheck([], [$"{name} is not there, so nobody can tell what the run must have left"]);
        var document = YamlReader.Read(ShareFile.ReadAtMost(configFile, YamlReader.MostBytes));
        if (document.Root is not { } root)
            return new ProductCheck([], [$"{name} is damaged, so nobody can tell what the run must have left"]);
        var expected = ProductInventory.Of(new ConfigValues(root), project);
        var faults = new List<string>();
        foreach (var product in expected)
        {
            if (FaultOf(product, folderOf(product.Folder), project, since) is { } fault)
                faults.Add($"{product.Name} {fault}");
        }

        return new ProductCheck(expected, faults);
    }

    private static string? FaultOf(ExpectedProduct product, string folder, string project, DateTimeOffset? since)
    {
        try
        {
            var fault = ProductSoundness.FaultOf(Path.Combine(folder, product.Name), product.Format, since);
            return fault is null && product.Format == ProductFormat.Log
                && !MetashapeLog.SaysCompleted(folder, project, null)
                ? "does not say that the run came to its end"
                : fault;
        }
        catch (UnauthorizedAccessException)
        {
            return "may not be read by the watcher";
        }
    }
}
