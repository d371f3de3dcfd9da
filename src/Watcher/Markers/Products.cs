namespace OfoWatcher.Markers;

/// <summary>Finds what a run left in its output folder.</summary>
internal static class Products
{
    /// <summary>The folder that a run leaves its products in.</summary>
    public static string FolderOf(string runFolder) => Path.Combine(runFolder, "output");

    /// <summary>All files that are not empty and not hidden, by path. Links are not followed.</summary>
    /// <param name="runFolder">The run's folder.</param>
    /// <exception cref="IOException">The output volume cannot be read.</exception>
    public static IReadOnlyList<Product> Find(string runFolder)
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
            .. output.EnumerateFiles("*", options).Where(file => file.Length > 0)
                .Select(file => new Product(Path.GetRelativePath(project, file.FullName), file.Length))
                .OrderBy(product => product.Path, StringComparer.Ordinal),
        ];
    }
}
