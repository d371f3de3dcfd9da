namespace OfoWatcher.Platform;

/// <summary>Questions about paths of folders that need no look at the disk.</summary>
internal static class Folders
{
    /// <summary>The absolute path without a slash at its end.</summary>
    public static string Normalize(string folder) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    /// <summary>Whether <paramref name="inner"/> is <paramref name="outer"/> or lies below it.</summary>
    public static bool Contains(string outer, string inner) =>
        (Normalize(inner) + "/").StartsWith(Normalize(outer).TrimEnd('/') + "/", StringComparison.Ordinal);
}
