using System.Text.Json;

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
}
