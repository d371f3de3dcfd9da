using System.Collections.Concurrent;
using System.IO.Enumeration;
using System.Text.Json;
using System.Text.Json.Serialization;
using OfoWatcher.Platform;

namespace OfoWatcher.Markers;

/// <summary>What a look at a project's markers gave.</summary>
/// <param name="Marker">The marker that counts; null when there is none or it is damaged.</param>
/// <param name="Fault">Why the project must be left alone: a damaged marker, or one of a newer version.</param>
/// <param name="Leftovers">
/// Older markers beside the one that counts, left by a crash between writing and removing.
/// </param>
internal sealed record MarkerReading(Marker? Marker, string? Fault, IReadOnlyList<string> Leftovers)
{
    public static readonly MarkerReading None = new(null, null, []);

    /// <summary>What an operator asks for; null when nothing waits.</summary>
    public RequestReading? Request { get; init; }
}

/// <summary>Reads and writes the markers of projects. At most one stands once a project has ended.</summary>
internal sealed class MarkerStore
{
    public const string Completed = "COMPLETED.json";
    public const string Failed = "FAILED.json";
    public const string Invalid = "INVALID.json";

    /// <summary>The names of all markers.</summary>
    public static readonly IReadOnlyList<string> Names = [Completed, Failed, Invalid];

    // Products and findings are many at the most; anybody who may write to the volume can leave more.
    private const int LargestBytes = 16 * 1024 * 1024;

    private const int Looks = 3;

    private static readonly EnumerationOptions Plain = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    private readonly ConcurrentDictionary<string, (MarkerFile File, MarkerReading Reading)> cache = new();

    /// <summary>
    /// Reads the marker of a project. Where a crash left two, the one written last counts and the other is a leftover.
    /// </summary>
    /// <param name="projectOutput">The project's folder under the output root; it need not exist.</param>
    /// <exception cref="IOException">The output volume cannot be read.</exception>
    public MarkerReading Read(string projectOutput)
    {
        for (var left = Looks; ; left--)
        {
            try
            {
                return ReadAll(projectOutput);
            }
            catch (FileNotFoundException) when (left > 1)
            {
                // Another process put a marker in its place, or took it away, since the folder was listed.
            }
        }
    }

    private MarkerReading ReadAll(string projectOutput)
    {
        var found = Find(projectOutput);
        var request = found.Find(file => file.IsRequest);
        if (request != default)
            found.Remove(request);
        var reading = ReadMarkers(found);
        return request == default ? reading : reading with { Request = RequestFile.Read(request.Path) };
    }

    private MarkerReading ReadMarkers(List<MarkerFile> found)
    {
        var readings = found.Select(file => (file.Path, Reading: ReadFile(file))).ToList();
        if (readings.FirstOrDefault(r => r.Reading.Fault is not null) is { Reading: { } damaged })
            return damaged;
        if (readings.Count == 0)
            return MarkerReading.None;
        var latest = readings.MaxBy(r => r.Reading.Marker!.WrittenAt);
        return readings.Count == 1
            ? latest.Reading
            : latest.Reading with { Leftovers = [.. readings.Select(r => r.Path).Where(path => path != latest.Path)] };
    }

    /// <summary>Writes a marker durably, then removes the others.</summary>
    /// <exception cref="IOException">
    /// The output volume is full, read-only or gone; the markers are as they were.
    /// </exception>
    public static void Write(string projectOutput, Marker marker)
    {
        var (name, json) = Serialize(marker);
        AtomicFile.Write(Path.Combine(projectOutput, name), json);
        Remove(projectOutput, except: name);
    }

    /// <summary>
    /// Writes a marker with what was noted in it, unless it is gone: somebody who deleted it must not find it again.
    /// </summary>
    /// <inheritdoc cref="Write" path="/exception"/>
    public static void Rewrite(string projectOutput, Marker marker)
    {
        var (name, json) = Serialize(marker);
        AtomicFile.TryReplace(Path.Combine(projectOutput, name), json);
    }

    /// <summary>Removes a project's markers, because it starts anew.</summary>
    /// <returns>Whether there was one.</returns>
    public static bool Remove(string projectOutput, string? except = null)
    {
        var found = Names.Where(name => name != except).Select(name => Path.Combine(projectOutput, name))
            .Where(File.Exists).ToList();
        found.ForEach(File.Delete);
        if (found.Count > 0)
            AtomicFile.FlushFolder(projectOutput);
        return found.Count > 0;
    }

    /// <summary>
    /// Lists the markers and the request that are there: unlike a question for each, a listing tells absence from a
    /// fault.
    /// </summary>
    private static List<MarkerFile> Find(string projectOutput)
    {
        try
        {
            return
            [
                .. new FileSystemEnumerable<MarkerFile>(
                    projectOutput,
                    (ref entry) => new MarkerFile(
                        entry.ToFullPath(), entry.LastWriteTimeUtc.Ticks, entry.Length, entry.IsDirectory),
                    Plain)
                {
                    ShouldIncludePredicate = (ref entry) => IsMarker(entry.FileName)
                        || (entry.FileName is RequestFile.FileName && !entry.IsDirectory),
                },
            ];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    private static (string Name, byte[] Json) Serialize(Marker marker) => marker switch
    {
        CompletedMarker ended => (Completed, ReadableJson.Serialize(ended, MarkerJson.Default.CompletedMarker)),
        FailedMarker ended => (Failed, ReadableJson.Serialize(ended, MarkerJson.Default.FailedMarker)),
        InvalidMarker ended => (Invalid, ReadableJson.Serialize(ended, MarkerJson.Default.InvalidMarker)),
        _ => throw new ArgumentOutOfRangeException(nameof(marker)),
    };

    private static bool IsMarker(ReadOnlySpan<char> name) => name is Completed or Failed or Invalid;

    private MarkerReading ReadFile(MarkerFile file)
    {
        if (cache.TryGetValue(file.Path, out var known) && known.File == file)
            return known.Reading;
        var reading = file.IsFolder
            ? new MarkerReading(null, $"{file.Path} is a folder; the project is left alone until it is removed", [])
            : Parse(file.Path);
        cache[file.Path] = (file, reading);
        return reading;
    }

    private readonly record struct MarkerFile(string Path, long Ticks, long Length, bool IsFolder)
    {
        public bool IsRequest =>
            System.IO.Path.GetFileName(Path.AsSpan()) is RequestFile.FileName;
    }

    private static MarkerReading Parse(string path)
    {
        try
        {
            if (Load(path) is not { } json)
            {
                return new MarkerReading(null, $"{path} is a link, a pipe or far too large for a marker; the project is "
                    + "left alone until it is removed", []);
            }

            using var document = JsonDocument.Parse(json);
            return FaultOf(document.RootElement) is { } fault
                ? new MarkerReading(null, $"{path} {fault}; the project is left alone", [])
                : new MarkerReading(Deserialize(Path.GetFileName(path), document), null, []);
        }
        catch (JsonException e)
        {
            return new MarkerReading(null, $"{path} is damaged ({e.Message}); the project is left alone until it is "
                + "repaired or deleted", []);
        }
    }

    /// <returns>Null when it is no plain file, or one that no watcher writes.</returns>
    /// <exception cref="FileNotFoundException">It was taken away or replaced since the folder was listed.</exception>
    private static byte[]? Load(string path)
    {
        using var file = PlainFile.Open(Path.GetDirectoryName(path)!, Path.GetFileName(path));
        if (file is not null)
            return file.ReadAll(LargestBytes);
        // One that is plain by now was put there since.
        return FileStatus.Find(path, follow: false) is { IsRegularFile: false }
            ? null
            : throw new FileNotFoundException($"{path} is gone.", path);
    }

    /// <summary>
    /// What the version says, before anything else is asked of a file that a later program may have written.
    /// </summary>
    private static string? FaultOf(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("schemaVersion", out var version))
            return "is no marker, it has no schemaVersion";
        return version.ValueKind == JsonValueKind.Number && version.TryGetInt32(out var number)
            && number == Marker.CurrentSchemaVersion
            ? null
            : $"has schema version {version}, which this version of the watcher does not know";
    }

    private static Marker Deserialize(string name, JsonDocument document) => name switch
    {
        Completed => document.Deserialize(MarkerJson.Default.CompletedMarker)!,
        Failed => document.Deserialize(MarkerJson.Default.FailedMarker)!,
        _ => document.Deserialize(MarkerJson.Default.InvalidMarker)!,
    };
}

[JsonSerializable(typeof(CompletedMarker))]
[JsonSerializable(typeof(FailedMarker))]
[JsonSerializable(typeof(InvalidMarker))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true)]
internal sealed partial class MarkerJson : JsonSerializerContext;
