using System.Text.Json;
using System.Text.Json.Serialization;
using OfoWatcher.Platform;

namespace OfoWatcher.Intake;

/// <summary>
/// The observations kept between scans, and in a file between processes, so that one-shot passes settle uploads too.
/// The file is a cache: losing it costs one more quiet period. Used by one scan at a time.
/// </summary>
internal sealed class UploadLedger(TimeProvider time)
{
    private static readonly TimeSpan LongestGap = TimeSpan.FromDays(1);

    private readonly Dictionary<string, long> observed = [];
    private Dictionary<string, UploadEntry> entries = [];
    private bool changed;

    /// <summary>The entries by the path of the project's folder.</summary>
    public IReadOnlyDictionary<string, UploadEntry> Entries => entries;

    /// <summary>
    /// Time from the last observation of a folder to a moment: by the monotonic clock within one process, so that
    /// setting the clock settles nothing early; between processes by the calendar, a clock set back counting as no time
    /// at all.
    /// </summary>
    public TimeSpan SinceLastObserved(string folder, UploadEntry entry, Moment moment)
    {
        if (observed.TryGetValue(folder, out var timestamp))
            return time.GetElapsedTime(timestamp, moment.Timestamp);
        var gap = moment.Utc - entry.SeenAt;
        return gap < TimeSpan.Zero ? TimeSpan.Zero : gap > LongestGap ? LongestGap : gap;
    }

    /// <param name="moment">From which on the folder is known to be as the entry says.</param>
    public void Put(string folder, UploadEntry entry, Moment moment)
    {
        changed |= !entries.TryGetValue(folder, out var old) || !ReferenceEquals(old, entry);
        entries[folder] = entry;
        observed[folder] = moment.Timestamp;
    }

    /// <summary>Changes what is kept of a folder that was not observed.</summary>
    public void Replace(string folder, UploadEntry entry)
    {
        entries[folder] = entry;
        changed = true;
    }

    public void Remove(string folder)
    {
        changed |= entries.Remove(folder);
        observed.Remove(folder);
    }

    /// <summary>Reads the file; a missing one is an empty ledger.</summary>
    /// <returns>Why the file could not be used, or null when it could or was missing.</returns>
    public string? Load(string path)
    {
        try
        {
            if (!File.Exists(path))
                return null;
            using var stream = File.OpenRead(path);
            var file = JsonSerializer.Deserialize(stream, LedgerJson.Default.LedgerFile);
            if (file is not { SchemaVersion: LedgerFile.CurrentSchemaVersion })
                return $"its schema version is {file?.SchemaVersion}, not {LedgerFile.CurrentSchemaVersion}";
            if (file.Uploads.Values.Any(entry => entry is null))
                return "it names an upload and says nothing of it";
            entries = file.Uploads;
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return e.Message;
        }
    }

    /// <summary>Writes the file if anything changed since it was last written.</summary>
    /// <exception cref="IOException">The output volume is full, read-only or gone.</exception>
    public void Save(string path)
    {
        if (!changed)
            return;
        var file = new LedgerFile { Uploads = entries };
        // Straight to the file: as one array, a thousand projects would leave a megabyte of
        // garbage behind at each scan.
        AtomicFile.Write(path, file, static (stream, ledger) =>
            JsonSerializer.Serialize(stream, ledger, LedgerJson.Default.LedgerFile));
        changed = false;
    }
}

internal sealed record LedgerFile
{
    public const int CurrentSchemaVersion = 1;

    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    public required Dictionary<string, UploadEntry> Uploads { get; init; }
}

[JsonSerializable(typeof(LedgerFile))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
internal sealed partial class LedgerJson : JsonSerializerContext;
