namespace OfoWatcher.Markers;

/// <summary>Finds what a run left in its output folder.</summary>
internal static class Products
{
    /// <summary>The name of the folder in a run's folder that it leaves its products in.</summary>
    public const string FolderName = "output";

    /// <summary>The folder that a run leaves its products in.</summary>
    public static string FolderOf(string runFolder) => Path.Combine(runFolder, FolderName);

    /// <summary>The folder that a run keeps its Metashape project in.</summary>
    public static string ProjectFolderOf(string runFolder) => Path.Combine(runFolder, "project");

    /// <summary>All files that are not empty and not hidden, by path. Links are not followed.</summary>
    /// <param name="runFolder">The run's folder.</param>
    /// <param name="since">A file written before that is of an earlier try; null lets any count.</param>
    /// <exception cref="IOException">The output volume cannot be read.</exception>
    public static IReadOnlyList<Product> Find(string runFolder, DateTimeOffset? since = null)
    {
        var output = new DirectoryInfo(FolderOf(runFolder));
        if (!output.Exists)
            return [];
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = FileAttributes.Hidden | FileAttributes.ReparsePoint,
        };
        var project = Path.GetDirectoryName(runFolder)!;
        return
        [
            .. output.EnumerateFiles("*", options)
                .Where(file => file.Length > 0 && (since is null || file.LastWriteTimeUtc >= since.Value.UtcDateTime))
                .Select(file => new Product(Path.GetRelativePath(project, file.FullName), file.Length))
                .OrderBy(product => product.Path, StringComparer.Ordinal),
        ];
    }
}
