using OfoWatcher.Markers;
using OfoWatcher.Platform;

namespace OfoWatcher.Reconciling;

/// <summary>The Metashape project that a run worked in: far larger than the products, and needed by nobody after it.</summary>
internal static class MetashapeProject
{
    /// <summary>
    /// Deletes the project's folder, and nothing that a link leads to. What is gone already is no fault, so that a
    /// deletion that was interrupted goes on.
    /// </summary>
    /// <param name="runFolder">The run's own folder.</param>
    /// <exception cref="IOException">It cannot be deleted now, or is no folder of the run's own.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be deleted.</exception>
    public static void Delete(string runFolder)
    {
        var folder = Products.ProjectFolderOf(runFolder);
        if (FileStatus.Find(runFolder, follow: false) is not { IsFolder: true })
            throw new IOException($"{runFolder} is no folder of its own, so nothing in it is deleted");
        if (FileStatus.Find(folder, follow: false) is not { } status)
            return;
        if (!status.IsFolder)
            throw new IOException($"{folder} is no folder of its own, so it is not deleted");
        // Links within are deleted themselves and not followed.
        Directory.Delete(folder, recursive: true);
    }
}
