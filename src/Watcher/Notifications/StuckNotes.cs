using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using OfoWatcher.Platform;

namespace OfoWatcher.Notifications;

/// <summary>Reads and writes these notes, each file once in a process.</summary>
internal sealed class StuckNotes
{
    // Anybody who may write to the volume can leave one.
    private const int LargestBytes = 1024 * 1024;

    private readonly ConcurrentDictionary<string, StuckNote?> known = new(StringComparer.Ordinal);

    /// <param name="projectOutput">The project's folder under the output root; it need not exist.</param>
    /// <returns>Null when there is none; one that cannot be read counts as none, and costs a second telling.</returns>
    /// <exception cref="IOException">The output volume cannot be read.</exception>
    public StuckNote? Find(string projectOutput) =>
        known.GetOrAdd(projectOutput, Read);

    /// <exception cref="IOException">The output volume is full, read-only or gone.</exception>
    public void Write(string projectOutput, StuckNote note)
    {
        Directory.CreateDirectory(projectOutput);
        AtomicFile.Write(
            Path.Combine(projectOutput, StuckNote.FileName), ReadableJson.Serialize(note, StuckJson.Default.StuckNote));
        known[projectOutput] = note;
    }

    /// <inheritdoc cref="Write"/>
    public void Remove(string projectOutput)
    {
        File.Delete(Path.Combine(projectOutput, StuckNote.FileName));
        known[projectOutput] = null;
    }

    /// <summary>Reads the note as another process wrote it; <see cref="Find"/> is for the one that writes.</summary>
    /// <inheritdoc cref="Find"/>
    public static StuckNote? Read(string projectOutput)
    {
        try
        {
            using var file = PlainFile.Open(projectOutput, StuckNote.FileName);
            return file?.ReadAll(LargestBytes) is { } json
                && JsonSerializer.Deserialize(json, StuckJson.Default.StuckNote)
                    is { SchemaVersion: StuckNote.CurrentSchemaVersion } note
                ? note
                : null;
        }
        catch (Exception e) when (e is JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

[JsonSerializable(typeof(StuckNote))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
internal sealed partial class StuckJson : JsonSerializerContext;
