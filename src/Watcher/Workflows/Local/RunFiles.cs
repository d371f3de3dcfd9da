using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OfoWatcher.Platform;

namespace OfoWatcher.Workflows.Local;

/// <summary>
/// The files in a run's folder through which watcher and supervisor know of each other. They are all there is: either
/// may die and be followed by another that reads on where it stopped.
/// </summary>
internal sealed class RunFiles(string runFolder)
{
    /// <summary>The name of a run's log in its folder.</summary>
    public const string LogName = "log.txt";

    public string Folder { get; } = Path.GetFullPath(runFolder);

    public string Log => Path.Combine(Folder, LogName);

    public string Products => Markers.Products.FolderOf(Folder);

    public string Project => Markers.Products.ProjectFolderOf(Folder);

    public string Config => Path.Combine(Folder, RunRecord.ConfigFileName);

    /// <summary>Locked by the supervisor for as long as it lives.</summary>
    public string Lock => Path.Combine(Folder, "supervisor.lock");

    private string CommandFile => Path.Combine(Folder, "command.json");

    private string ProcessFile => Path.Combine(Folder, "process.json");

    private string ExitFile => Path.Combine(Folder, "exit.json");

    /// <summary>Whether the run was ever started: then it must not be started again.</summary>
    /// <exception cref="IOException">It cannot be known now.</exception>
    public bool HasStarted => Presence.Of(ProcessFile) || HasEnded;

    /// <inheritdoc cref="HasStarted" path="/exception"/>
    public bool HasEnded => Presence.Of(ExitFile);

    /// <inheritdoc cref="Read" path="/exception"/>
    public RunCommand? ReadCommand() => Read(CommandFile, LocalRunJson.Default.RunCommand);

    /// <inheritdoc cref="Read" path="/exception"/>
    public RunProcess? ReadProcess() => Read(ProcessFile, LocalRunJson.Default.RunProcess);

    /// <inheritdoc cref="Read" path="/exception"/>
    public RunExit? ReadExit() => Read(ExitFile, LocalRunJson.Default.RunExit);

    public void Write(RunCommand command) => Write(CommandFile, command, LocalRunJson.Default.RunCommand);

    public void Write(RunProcess process) => Write(ProcessFile, process, LocalRunJson.Default.RunProcess);

    public void Write(RunExit exit) => Write(ExitFile, exit, LocalRunJson.Default.RunExit);

    /// <exception cref="InvalidDataException">The file is there and unreadable; the message names it.</exception>
    /// <exception cref="IOException">The file cannot be read now.</exception>
    private static T? Read<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), type)
                ?? throw new InvalidDataException($"{Path.GetFileName(path)} is unreadable: it holds nothing");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{Path.GetFileName(path)} is unreadable: {e.Message}", e);
        }
    }

    private static void Write<T>(string path, T value, JsonTypeInfo<T> type) =>
        AtomicFile.WriteText(path, JsonSerializer.Serialize(value, type) + "\n");
}
