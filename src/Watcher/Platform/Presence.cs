namespace OfoWatcher.Platform;

/// <summary>
/// Tells "there is no such file" from "I could not look". <see cref="File.Exists"/> answers no to both, and to take a
/// hung or forbidden volume for an empty one is to start a run twice.
/// </summary>
internal static class Presence
{
    /// <summary>Whether a file or folder of this name is there.</summary>
    /// <exception cref="IOException">It cannot be known now.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be known.</exception>
    public static bool Of(string path)
    {
        if (Path.Exists(path))
            return true;
        try
        {
            _ = File.GetAttributes(path);
            return true;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }
}
