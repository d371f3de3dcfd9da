using System.IO.Enumeration;
using OfoWatcher.Metashape;

namespace OfoWatcher.Workflows.Local.Preview;

/// <summary>The photos in a folder, by the rule of the processing that follows.</summary>
internal static class PhotoFolder
{
    /// <summary>
    /// Paths of all photos in the folder and its subfolders, in the order of their characters. Names that start with a
    /// dot are passed over and symbolic links are not followed.
    /// </summary>
    /// <exception cref="IOException">The folder does not exist or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or one in it may not be read.</exception>
    public static IReadOnlyList<string> List(string folder)
    {
        var everything = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = 0,
            IgnoreInaccessible = false,
        };
        var photos = new FileSystemEnumerable<string>(
            folder, (ref FileSystemEntry entry) => entry.ToFullPath(), everything)
        {
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !IsPassedOver(ref entry),
            ShouldIncludePredicate = (ref FileSystemEntry entry) =>
                !entry.IsDirectory && !IsPassedOver(ref entry)
                && PhotoSelection.IsJpeg(entry.FileName),
        };
        return [.. photos.Order(StringComparer.Ordinal)];
    }

    private static bool IsPassedOver(ref FileSystemEntry entry) =>
        entry.FileName.StartsWith('.') || entry.Attributes.HasFlag(FileAttributes.ReparsePoint);
}
