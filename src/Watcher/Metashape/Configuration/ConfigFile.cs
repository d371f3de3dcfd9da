using OfoWatcher.Platform;

namespace OfoWatcher.Metashape.Configuration;

/// <summary>Reads a configuration from the share.</summary>
internal static class ConfigFile
{
    /// <summary>
    /// What a file holds; one that may not be read, or is gone, or is no file within the root, is a problem like any
    /// other.
    /// </summary>
    /// <exception cref="IOException">The share failed.</exception>
    public static YamlDocument Read(string root, string path)
    {
        try
        {
            if (FileStatus.Find(path, follow: false) is not null && !ShareFile.IsWithin(root, path))
            {
                return Unreadable(
                    "is no file within the input folder, but a folder, a pipe or a link that leads elsewhere",
                    "Put a plain file in its place, or delete it.");
            }

            return YamlReader.Read(ShareFile.ReadAtMost(path, YamlReader.MostBytes));
        }
        catch (Exception e) when (e is UnauthorizedAccessException or FileNotFoundException or DirectoryNotFoundException)
        {
            return Unreadable("cannot be read by the watcher", "Let everybody read it (chmod a+r).");
        }
    }

    private static YamlDocument Unreadable(string message, string remedy) =>
        new(null, [new ConfigProblem(ConfigProblemKind.Unreadable, 0, message, remedy)]);
}
