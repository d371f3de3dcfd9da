namespace OfoWatcher.Metashape.Configuration;

/// <summary>Reads a configuration from the share.</summary>
internal static class ConfigFile
{
    /// <summary>What a file holds; one that may not be read, or is gone, is a problem like any other.</summary>
    /// <exception cref="IOException">The share failed.</exception>
    public static YamlDocument Read(string path)
    {
        try
        {
            return YamlReader.Read(ShareFile.ReadAtMost(path, YamlReader.MostBytes));
        }
        catch (Exception e) when (e is UnauthorizedAccessException or FileNotFoundException or DirectoryNotFoundException)
        {
            return new YamlDocument(null, [new ConfigProblem(
                ConfigProblemKind.Unreadable, 0, "cannot be read by the watcher", "Let everybody read it (chmod a+r).")]);
        }
    }
}
