using OfoWatcher.Platform;

namespace OfoWatcher.Commands;

/// <summary>Where <c>validate --report</c> writes.</summary>
/// <param name="Page">The page for people.</param>
/// <param name="File">The file for programs, beside it.</param>
internal sealed record ReportTarget(string Page, string File)
{
    private const string PageExtension = ".html", FileExtension = ".json";

    /// <summary>
    /// A name that ends in .html is the page itself; any other is a folder, which gets <c>PROJECT-report.html</c>. So
    /// does the current folder when nothing is said, unless it belongs to the share.
    /// </summary>
    /// <param name="wanted">What the user said; null or empty for nothing.</param>
    /// <param name="project">The project's folder.</param>
    /// <param name="inputRoots">The folders of the share, into which nothing is written unasked.</param>
    /// <exception cref="IOException">The report would lie in the share and nobody asked for that.</exception>
    public static ReportTarget Of(string? wanted, string project, IEnumerable<string> inputRoots)
    {
        var place = Path.GetFullPath(string.IsNullOrEmpty(wanted) ? "." : wanted);
        if (string.IsNullOrEmpty(wanted) && inputRoots.Append(project).Any(root => Folders.Contains(root, place)))
        {
            throw new IOException(
                $"The report would be written into {place}, which belongs to the photos. Say where it shall go: "
                    + "--report FOLDER");
        }

        var page = place.EndsWith(PageExtension, StringComparison.OrdinalIgnoreCase) && !Directory.Exists(place)
            ? place
            : Path.Combine(place, Path.GetFileName(project) + "-report" + PageExtension);
        return new ReportTarget(page, Path.ChangeExtension(page, FileExtension));
    }
}
