using System.Text;
using OfoWatcher.Platform;

namespace OfoWatcher.Validation.Report;

/// <summary>Writes what was found in a project, for people and for programs.</summary>
/// <param name="Report">What was looked at and found.</param>
/// <param name="Revision">The state of the upload that was looked at.</param>
/// <param name="CheckedAt">When the report is written.</param>
internal sealed record ProjectReport(ValidationReport Report, string Revision, DateTimeOffset CheckedAt)
{
    /// <summary>The page's name in a project's result folder.</summary>
    public const string PageName = "report.html";

    private const int BufferSize = 64 * 1024;

    /// <summary>Writes both files and the map into a project's result folder.</summary>
    /// <exception cref="IOException">The output volume is full, read-only or gone.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public void WriteTo(string projectOutput)
    {
        MapFile.WriteTo(projectOutput, Report);
        Write(Path.Combine(projectOutput, PageName), Path.Combine(projectOutput, ReportFile.FileName));
    }

    /// <summary>Writes the page and the file for programs.</summary>
    /// <inheritdoc cref="WriteTo" path="/exception"/>
    public void Write(string page, string file)
    {
        AtomicFile.Write(page, this, static (stream, report) =>
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(false), BufferSize, leaveOpen: true);
            writer.NewLine = "\n";
            ReportPage.Write(new HtmlWriter(writer), report);
        });
        ReportFile.Of(this).Write(file);
    }
}
