using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OfoWatcher.Markers;

/// <summary>
/// The log that the Open Forest Observatory's workflows append a JSON line to for each finished project.
/// </summary>
internal static class CompletionLog
{
    private const string MetashapePhase = "metashape";

    /// <summary>The projects that Metashape finished.</summary>
    /// <param name="faults">Told each line that is no such record, by its number and what is wrong with it.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlySet<string> ReadProjects(string path, Action<int, string> faults)
    {
        var projects = new HashSet<string>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            try
            {
                using var record = JsonDocument.Parse(line);
                if (record.RootElement.GetProperty("phase").GetString() == MetashapePhase
                    && record.RootElement.GetProperty("project_name").GetString() is { } project)
                {
                    projects.Add(project);
                }
            }
            catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
            {
                faults(number, e.Message);
            }
        }

        return projects;
    }

    /// <summary>Appends the line of a finished run, unless it stands there already.</summary>
    /// <remarks>
    /// Under an exclusive flock(2) on the log itself, as the other writers hold it: that is what .NET takes for a file
    /// that is shared with nobody. A line that a crash cut off is ended first, so that it spoils no other.
    /// </remarks>
    /// <param name="path">Created when it is missing; its folder is not.</param>
    /// <param name="project">The project's name.</param>
    /// <param name="workflow">The run's name in its engine.</param>
    /// <param name="at">When the run was dealt with.</param>
    /// <returns>Whether the line is new.</returns>
    /// <exception cref="IOException">
    /// The log cannot be read or written, or somebody else holds its lock; no part of the line stands there.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static bool Append(string path, string project, string workflow, DateTimeOffset at)
    {
        using var log = new FileStream(
            path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        if (Holds(log, project, workflow))
            return false;
        var line = JsonSerializer.SerializeToUtf8Bytes(
            new CompletionLine(
                project, MetashapePhase,
                at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), workflow),
            CompletionLineJson.Default.CompletionLine);
        var length = log.Length;
        try
        {
            ReadOnlySpan<byte> gap = IsEnded(log) ? ""u8 : "\n"u8;
            log.Position = length;
            log.Write([.. gap, .. line, (byte)'\n']);
            log.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            log.SetLength(length);
            throw;
        }

        return true;
    }

    private static bool Holds(FileStream log, string project, string workflow)
    {
        log.Position = 0;
        using var reader = new StreamReader(log, Encoding.UTF8, leaveOpen: true);
        while (reader.ReadLine() is { } line)
        {
            // Most lines are of others, and need not be parsed.
            if (line.Contains(workflow, StringComparison.Ordinal) && IsOf(line, project, workflow))
                return true;
        }

        return false;
    }

    private static bool IsOf(string line, string project, string workflow)
    {
        try
        {
            var record = JsonSerializer.Deserialize(line, CompletionLineJson.Default.CompletionLine);
            return record?.Phase == MetashapePhase && record.ProjectName == project && record.WorkflowName == workflow;
        }
        catch (JsonException)
        {
            return false; // A damaged line says nothing of any run.
        }
    }

    private static bool IsEnded(FileStream log)
    {
        if (log.Length == 0)
            return true;
        log.Position = log.Length - 1;
        return log.ReadByte() == '\n';
    }
}

/// <summary>A line of the log.</summary>
internal sealed record CompletionLine(
    [property: JsonPropertyName("project_name")] string? ProjectName,
    [property: JsonPropertyName("phase")] string? Phase,
    [property: JsonPropertyName("timestamp")] string? Timestamp,
    [property: JsonPropertyName("workflow_name")] string? WorkflowName);

[JsonSerializable(typeof(CompletionLine))]
internal sealed partial class CompletionLineJson : JsonSerializerContext;
