namespace OfoWatcher.Metashape;

/// <summary>
/// Which files automate-metashape loads as photos: its glob, extension by extension, upper and lower case apart.
/// </summary>
internal static class PhotoSelection
{
    /// <summary>The only extensions it knows, written exactly so.</summary>
    public const string Extensions = ".jpg, .JPG, .tif or .TIF";

    /// <summary>Whether a file that is not hidden would be loaded.</summary>
    /// <param name="path">The path relative to the project's folder.</param>
    public static bool PicksUp(string path) =>
        Path.GetExtension(path) is ".jpg" or ".JPG" or ".tif" or ".TIF" && Path.GetFileName(path) != "dem_usgs.tif";

    /// <summary>Whether a file is meant to be a JPEG by its name.</summary>
    public static bool IsJpeg(ReadOnlySpan<char> path) => Path.GetExtension(path) is ".jpg" or ".JPG";
}
