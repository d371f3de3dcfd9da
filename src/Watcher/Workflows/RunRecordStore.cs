using System.Collections.Concurrent;
using System.IO.Enumeration;
using System.Text.Json;
using OfoWatcher.Platform;

namespace OfoWatcher.Workflows;

/// <summary>
/// Reads and writes the records of runs, <c>&lt;output root&gt;/&lt;project&gt;/&lt;run&gt;/run.json</c>. Safe for
/// concurrent use as long as one project is handled by one caller at a time.
/// </summary>
/// <remarks>
/// A pass asks for the records of every project, nearly all of which ended long ago. So a file is parsed again only
/// when its size or modification time changed; what an unchanged project costs is the listing of its folder and one
/// look at each record's status.
/// </remarks>
internal sealed class RunRecordStore
{
    public const string FileName = "run.json";

    private static readonly EnumerationOptions Plain = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    private readonly ConcurrentDictionary<string, Parsed> parsed = new(StringComparer.Ordinal);

    /// <summary>
    /// The records of all runs of a project, the oldest intention first. A subfolder without <c>run.json</c> is no run.
    /// </summary>
    /// <param name="projectFolder"><c>&lt;output root&gt;/&lt;project&gt;</c>; when it does not exist there are no
    /// runs, so the caller has made sure that the output volume itself is there.</param>
    /// <exception cref="DamagedRunRecordException">A record cannot be relied on; the project is to be left
    /// alone.</exception>
    /// <exception cref="IOException">The folder or a record cannot be read now.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or a record may not be read.</exception>
    public IReadOnlyList<RunRecord> ReadAll(string projectFolder)
    {
        List<RunRecord> records = [];
        foreach (var folder in Subfolders(projectFolder))
        {
            if (Read(folder) is { } record)
                records.Add(record);
        }

        records.Sort(ByIntention);
        return records;
    }

    /// <summary>The record of one run, or null when its folder or the record does not exist.</summary>
    /// <inheritdoc cref="ReadAll" path="/exception"/>
    public RunRecord? Read(string runFolder)
    {
        var path = Path.Combine(runFolder, FileName);
        var file = new FileInfo(path);
        if (!file.Exists && !Presence.Of(path))
        {
            parsed.TryRemove(path, out _);
            return null;
        }

        if (parsed.TryGetValue(path, out var known) && known.IsOf(file))
            return known.Record;
        var record = Parse(path, runFolder);
        parsed[path] = new Parsed(file.Length, file.LastWriteTimeUtc, record);
        return record;
    }

    /// <summary>Whether a run's record is seen to be there; it proves nothing when it is not.</summary>
    public static bool Has(RunRecord record) => File.Exists(Path.Combine(record.Folder, FileName));

    /// <summary>Writes a record durably into its folder, which is made when absent; the output root is not.</summary>
    /// <exception cref="ArgumentException">The record's folder is not the one of its run and project.</exception>
    /// <exception cref="DirectoryNotFoundException">The output root is gone, as when its volume is not
    /// mounted.</exception>
    /// <exception cref="IOException">The volume is full or read-only; an earlier record is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public void Write(RunRecord record)
    {
        MakeFolders(record);
        var path = Path.Combine(record.Folder, FileName);
        parsed.TryRemove(path, out _);
        AtomicFile.WriteText(path, JsonSerializer.Serialize(record, RunRecordJson.Default.RunRecord) + "\n");
    }

    /// <summary>Writes a run's configuration durably, before its record: it alone makes no run of its folder.</summary>
    /// <inheritdoc cref="Write" path="/exception"/>
    public static void WriteConfig(RunRecord record, string text)
    {
        MakeFolders(record);
        AtomicFile.WriteText(record.ConfigFile, text);
    }

    private static void MakeFolders(RunRecord record)
    {
        if (Misplaced(record, record.Folder) is { } reason)
            throw new ArgumentException(reason, nameof(record));
        var projectFolder = Path.GetDirectoryName(record.Folder)!;
        var root = Path.GetDirectoryName(projectFolder);
        if (!Directory.Exists(root))
            throw new DirectoryNotFoundException($"The output folder '{root}' does not exist.");
        MakeFolder(projectFolder);
        MakeFolder(record.Folder);
    }

    private static List<string> Subfolders(string projectFolder)
    {
        try
        {
            return
            [
                .. new FileSystemEnumerable<string>(projectFolder, (ref entry) => entry.ToSpecifiedFullPath(), Plain)
                {
                    ShouldIncludePredicate = (ref entry) => entry.IsDirectory,
                },
            ];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    private static int ByIntention(RunRecord one, RunRecord other)
    {
        var order = one.IntendedAt.CompareTo(other.IntendedAt);
        return order != 0 ? order : one.Attempt.CompareTo(other.Attempt);
    }

    /// <summary>
    /// A folder whose name a power cut could take away would take the record along, so its parent is flushed.
    /// </summary>
    private static void MakeFolder(string folder)
    {
        if (Directory.Exists(folder))
            return;
        Directory.CreateDirectory(folder);
        AtomicFile.FlushFolder(Path.GetDirectoryName(folder)!);
    }

    private static RunRecord Parse(string path, string runFolder)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            ThrowIfUnknownVersion(path, document.RootElement);
            var record = document.Deserialize(RunRecordJson.Default.RunRecord)! with { Folder = runFolder };
            return Misplaced(record, runFolder) is not { } reason
                ? record
                : throw new DamagedRunRecordException(path, reason);
        }
        catch (JsonException e)
        {
            throw new DamagedRunRecordException(path, $"not a whole record of a run ({e.Message})", e);
        }
    }

    private static void ThrowIfUnknownVersion(string path, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("schemaVersion", out var version))
            throw new DamagedRunRecordException(path, "not the record of a run, it has no schemaVersion");
        if (version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var number)
            || number != RunRecord.CurrentSchemaVersion)
        {
            throw new DamagedRunRecordException(
                path, $"of version {version}, while this program knows version {RunRecord.CurrentSchemaVersion}");
        }
    }

    /// <summary>
    /// Why a record cannot belong where it lies; null when it can. A copied folder is no run of its own.
    /// </summary>
    private static string? Misplaced(RunRecord record, string folder)
    {
        var run = Path.GetFileName(folder);
        var project = Path.GetFileName(Path.GetDirectoryName(folder));
        if (record.Run != run)
            return $"says it is of run '{record.Run}' and lies in the folder '{run}'";
        if (record.Project != project)
            return $"says it is of project '{record.Project}' and lies in the folder '{project}'";
        return record.Attempt < 1 || record.FirstAttempt < 1 || record.FirstAttempt > record.Attempt
            ? $"has the impossible attempts {record.FirstAttempt} to {record.Attempt}"
            : null;
    }

    private sealed record Parsed(long Length, DateTime Modified, RunRecord Record)
    {
        public bool IsOf(FileInfo file) => Length == file.Length && Modified == file.LastWriteTimeUtc;
    }
}
