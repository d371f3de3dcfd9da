using System.Text;
using Microsoft.Extensions.Options;
using OfoWatcher.Dashboard.Listing;
using OfoWatcher.Intake;
using OfoWatcher.Markers;
using OfoWatcher.Metashape;
using OfoWatcher.Platform;
using OfoWatcher.Reconciling;
using OfoWatcher.Validation.Report;
using OfoWatcher.Workflows;
using OfoWatcher.Workflows.Local;

namespace OfoWatcher.Dashboard.Projects;

/// <summary>
/// Reads what a project's result folder holds, for people. Whatever a name says, nothing outside of that folder is read,
/// and no file through a link.
/// </summary>
/// <remarks>Reads a volume: for <see cref="VolumeReads"/>, not for the thread of a request.</remarks>
internal sealed class ProjectFolder(
    OutputFolder output,
    MarkerStore markers,
    ProjectCatalog catalog,
    KeptUploads uploads,
    IOptionsMonitor<RunOptions> runs)
{
    /// <summary>The most runs that are told of, the latest ones.</summary>
    public const int MostRuns = 100;

    private const int LongestConfig = 256 * 1024;
    private const int LogEnd = 64 * 1024;

    // Not the store of those who decide: its memory must come from no other reading than theirs.
    private readonly RunRecordStore records = new();

    /// <summary>Whether nothing may be written here, as in a dry run.</summary>
    public bool IsReadOnly => output.IsReadOnly;

    /// <summary>All that is shown of a project.</summary>
    /// <exception cref="IOException">The volume failed.</exception>
    /// <exception cref="UnauthorizedAccessException">Something in it may not be read.</exception>
    public ProjectEvidence Read(string project)
    {
        var folder = ProjectName.OutputFolder(project);
        var all = RecordsOf(project, out var isDamaged);
        var shown = all.Skip(all.Count - MostRuns).ToList();
        var latest = shown.LastOrDefault();
        return new ProjectEvidence
        {
            Reading = markers.Read(PathOf(project)),
            IsDamaged = isDamaged,
            IsInBaseline = IsInBaseline(project),
            Records = shown,
            RunCount = all.Count,
            Upload = catalog.Find(project)?.Entry ?? uploads.Read()(project),
            Report = CheckedReport.Read(output.Root, folder),
            HasPage = Has(folder, ProjectReport.PageName),
            HasMap = Has(folder, MapFile.FileName),
            WithConfig = Names(shown.Where(record => Has(folder, ConfigOf(record)))),
            WithLog = Names(shown.Where(record => LogsOf(record).Any(log => Has(folder, log)))),
            Config = latest is null ? null : ReadText(folder, ConfigOf(latest)),
            LogLines = latest is null ? [] : ReadLogEnd(folder, latest),
        };
    }

    /// <summary>Opens a file that lies in the project's folder itself; null when there is none.</summary>
    /// <inheritdoc cref="Read" path="/exception"/>
    public PlainFile? Open(string project, string name) =>
        PlainFile.Open(output.Root, $"{ProjectName.OutputFolder(project)}/{name}");

    /// <summary>Opens a run's configuration; null when the project has no such run, or it has none.</summary>
    /// <inheritdoc cref="Read" path="/exception"/>
    public PlainFile? OpenConfig(string project, string run) =>
        FindRecord(project, run) is { } record ? Open(project, ConfigOf(record)) : null;

    /// <summary>Opens a run's log; null when the project has no such run, or it has none.</summary>
    /// <inheritdoc cref="Read" path="/exception"/>
    public PlainFile? OpenLog(string project, string run) => FindRecord(project, run) is { } record
        ? LogsOf(record).Select(log => Open(project, log)).FirstOrDefault(log => log is not null)
        : null;

    /// <summary>Opens a product; null unless the project's marker names it as one of its run's.</summary>
    /// <param name="path">Its path as the marker has it, relative to the project's folder.</param>
    /// <inheritdoc cref="Read" path="/exception"/>
    public PlainFile? OpenProduct(string project, string path) =>
        markers.Read(PathOf(project)).Marker is CompletedMarker marker
        && path.StartsWith(marker.Run + "/", StringComparison.Ordinal)
        && marker.Products.Any(product => product?.Path == path)
            ? Open(project, path)
            : null;

    private string PathOf(string project) => ProjectName.OutputFolder(output.Root, project);

    private IReadOnlyList<RunRecord> RecordsOf(string project, out bool isDamaged)
    {
        try
        {
            isDamaged = false;
            return records.ReadAll(PathOf(project));
        }
        catch (DamagedRunRecordException)
        {
            isDamaged = true;
            return []; // Where the project stands tells of that.
        }
    }

    private bool IsInBaseline(string project)
    {
        try
        {
            return BaselineFile.Names(output.BaselineFile, project, runs.CurrentValue.Backlog);
        }
        catch (IOException)
        {
            return false; // The watcher that acts tells of a damaged file; nothing else here depends on it.
        }
    }

    private RunRecord? FindRecord(string project, string run) =>
        RecordsOf(project, out _).FirstOrDefault(record => record.Run == run);

    private static string ConfigOf(RunRecord record) => $"{record.Run}/{RunRecord.ConfigFileName}";

    // What the process of the run printed, or else the log that automate-metashape keeps.
    private static string[] LogsOf(RunRecord record) =>
    [
        $"{record.Run}/{RunFiles.LogName}",
        $"{record.Run}/{Products.FolderName}/{MetashapeLog.NameOf(record.Project)}",
    ];

    private static HashSet<string> Names(IEnumerable<RunRecord> those) => [.. those.Select(record => record.Run)];

    private bool Has(string folder, string path) =>
        FileStatus.Find(Path.Combine(output.Root, folder, path), follow: false) is { IsRegularFile: true };

    private string? ReadText(string folder, string path)
    {
        using var file = PlainFile.Open(output.Root, $"{folder}/{path}");
        return file?.ReadAll(LongestConfig) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
    }

    private List<string> ReadLogEnd(string folder, RunRecord record)
    {
        foreach (var log in LogsOf(record))
        {
            using var file = PlainFile.Open(output.Root, $"{folder}/{log}");
            if (file is not null)
            {
                var text = LogText.TextOf(file.ReadEnd(LogEnd), isPart: file.Length > LogEnd);
                return [.. LogText.Lines(text).TakeLast(RunGlimpses.Lines)];
            }
        }

        return [];
    }
}
