using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using OfoWatcher.Intake;
using OfoWatcher.Markers;
using OfoWatcher.Platform;
using OfoWatcher.Reconciling;
using OfoWatcher.Workflows;

namespace OfoWatcher.Commands;

/// <summary>Does what deleting the marker by hand does, and lets a held project go.</summary>
internal static class RetryCommand
{
    public static Command Create()
    {
        var project = new Argument<string>("project") { Description = "The project's name." };
        var command = new Command("retry", """
            Run a project again, or for the first time when it is held: its marker is deleted, its results stay. The
            watcher takes it up at its next scan.
            """) { project };
        return command.Does((parsed, settings, _) =>
            Task.FromResult(Run(parsed.GetRequiredValue(project), settings)));
    }

    private static int Run(string project, IReadOnlyList<string> settings)
    {
        using var services = WatcherHost.CreateBuilder(settings).Services.BuildServiceProvider();
        var output = services.GetRequiredService<OutputFolder>();
        var folder = ProjectName.OutputFolder(output.Root, project);
        var records = services.GetRequiredService<RunRecordStore>();
        if (Directory.Exists(folder) && records.ReadAll(folder).FirstOrDefault(record => record.IsOpen) is { } open)
            throw new IOException($"{project} has not ended: {open.Run} is under way. A _CANCEL file in its folder stops it.");

        var baseline = services.GetRequiredService<Baseline>();
        baseline.Refresh();
        var released = baseline.Release(project);
        var removed = Directory.Exists(folder) && MarkerStore.Remove(folder);
        if (!released && !removed)
        {
            throw new IOException(
                $"There is nothing to retry: {project} has no marker in {output.Root} and is not held.");
        }

        Console.WriteLine($"{project} will be taken up at the watcher's next scan.");
        return ExitCode.Good;
    }
}
