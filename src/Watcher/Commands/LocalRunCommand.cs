using System.CommandLine;
using OfoWatcher.Workflows.Local;

namespace OfoWatcher.Commands;

/// <summary>
/// <c>local-run</c>: supervises one run of the Local engine, which starts it; not for people, so it is hidden.
/// </summary>
internal static class LocalRunCommand
{
    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "The run's folder, holding command.json." };
        var command = new Command(LocalSupervisor.CommandName, "Runs the command of a run's folder to its end.")
        {
            folder,
        };
        command.Hidden = true;

        // Not asynchronous: to such an action the library would end the process two seconds after a SIGTERM, while the
        // supervisor still has to see its command off.
        command.SetAction(parsed => Supervise(parsed.GetRequiredValue(folder).FullName).GetAwaiter().GetResult());
        return command;
    }

    private static async Task<int> Supervise(string folder)
    {
        try
        {
            await new LocalSupervisor(new RunFiles(folder), TimeProvider.System).RunAsync();
            return ExitCode.Good;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCode.Failed;
        }
    }
}
