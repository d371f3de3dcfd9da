namespace OfoWatcher.Metashape;

/// <summary>Where a project's configuration of automate-metashape is looked for.</summary>
internal static class ConfigLocation
{
    /// <summary>
    /// The project's own <c>metashape.yml</c> or <c>config.yml</c>, else <c>configs/&lt;project&gt;.yml</c> beside the
    /// projects, else the share's <c>config.yml</c>; null when there is none.
    /// </summary>
    /// <param name="photos">The project's folder, which lies right in an input root.</param>
    public static string? Find(string photos)
    {
        var root = Path.GetDirectoryName(photos)!;
        return Places(photos).FirstOrDefault(place => ShareFile.IsWithin(root, place));
    }

    /// <summary>What people call a configuration that was found: "metashape.yml", "configs/oak.yml".</summary>
    public static string NameOf(string photos, string found)
    {
        var root = Path.GetDirectoryName(photos)!;
        if (Path.GetDirectoryName(found) == photos)
            return Path.GetFileName(found);
        return Path.GetDirectoryName(found) == root
            ? $"the share's {Path.GetFileName(found)}"
            : Path.GetRelativePath(root, found);
    }

    private static string[] Places(string photos)
    {
        var root = Path.GetDirectoryName(photos)!;
        return
        [
            Path.Combine(photos, "metashape.yml"),
            Path.Combine(photos, "config.yml"),
            Path.Combine(root, "configs", Path.GetFileName(photos) + ".yml"),
            Path.Combine(root, "config.yml"),
        ];
    }
}
