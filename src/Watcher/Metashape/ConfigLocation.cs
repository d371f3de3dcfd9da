using OfoWatcher.Intake;
using OfoWatcher.Platform;

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
        string[] places =
        [
            Path.Combine(photos, "metashape.yml"),
            Path.Combine(photos, "config.yml"),
            Path.Combine(root, "configs", Path.GetFileName(photos) + ".yml"),
            Path.Combine(root, "config.yml"),
        ];
        return places.FirstOrDefault(place => IsFileWithin(root, place));
    }

    /// <summary>A pipe would keep its reader waiting for ever, and a link may lead to what is nobody's business.</summary>
    private static bool IsFileWithin(string root, string place) => FileStatus.Of(place, follow: false) switch
    {
        { IsLink: true } => LinkTarget.Resolve(RawPath.Of(place), root).Fault is null
            && FileStatus.Of(place, follow: true) is { IsRegularFile: true },
        { IsRegularFile: true } => true,
        _ => false,
    };
}
