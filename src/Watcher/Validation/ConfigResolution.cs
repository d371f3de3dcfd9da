using OfoWatcher.Metashape;
using OfoWatcher.Metashape.Configuration;

namespace OfoWatcher.Validation;

/// <summary>Reads from the share what the rules about the configuration look at.</summary>
internal static class ConfigResolution
{
    /// <summary>
    /// Resolves the configuration against the measured survey, and reads the files that it asks for; nothing when the
    /// engine takes no configuration and none was found.
    /// </summary>
    /// <param name="imagery">With its one folder, its survey, and the file that was found.</param>
    /// <exception cref="IOException">The share failed.</exception>
    public static ProjectImagery Resolve(ProjectImagery imagery)
    {
        if (!imagery.NeedsConfig && imagery.Config is null)
            return imagery;
        var folder = imagery.Folders[0];
        var site = new SurveySite(imagery.Survey.Projection, imagery.Survey.Centre);
        var resolved = imagery.Config is { } file
            ? ResolvedConfig.Of(
                ConfigLocation.NameOf(folder, file), ConfigFile.Read(Path.GetDirectoryName(folder)!, file), site)
            : ResolvedConfig.BuiltIn(site);
        return imagery with
        {
            Configuration = resolved,
            Misnamed = ConfigLocation.FindMisnamed(folder, imagery.Config),
            Attachments = resolved.Values is { } values
                ? ConfigAttachments.Read(values, folder)
                : ConfigAttachments.None,
        };
    }
}
