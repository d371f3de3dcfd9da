using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using OfoWatcher.Intake;
using OfoWatcher.Metashape;
using OfoWatcher.Platform;
using OfoWatcher.Settings;
using OfoWatcher.Workflows;
using OfoWatcher.Workflows.Argo;

namespace OfoWatcher.Commands;

/// <summary>What an operator looks at before anything is launched.</summary>
internal static class RenderCommand
{
    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "The project's folder of photos." };
        var command = new Command("render", """
            Print the Workflow that the project's next run would be submitted as, as YAML. Nothing is submitted, and no
            cluster is asked; `| kubectl create --dry-run=server -f -` lets one check it.
            """) { folder };
        return command.Does((parsed, settings, cancellationToken) =>
            Task.FromResult(Run(parsed.GetRequiredValue(folder), settings, cancellationToken)));
    }

    private static int Run(
        DirectoryInfo folder, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        if (!folder.Exists)
        {
            Console.Error.WriteLine($"There is no folder {folder.FullName}.");
            return ExitCode.WrongSettings;
        }

        using var services = WatcherHost.CreateBuilder(arguments).Services.BuildServiceProvider();
        var settings = services.GetRequiredService<WatcherSettings>();
        var path = Folders.Normalize(folder.FullName);
        var (seen, _) = UploadWalk.Observe(
            RawPath.Of(path), Path.GetDirectoryName(path) ?? "/", settings.Intake.UploadCompleteMarker, null,
            cancellationToken);
        var record = NextRun(
            path, seen.Revision.ToString(), settings.Output.Root, services.GetRequiredService<RunRecordStore>());
        if (ConfigLocation.Find(path) is null)
        {
            Console.Error.WriteLine(
                "No configuration of automate-metashape was found for this project: it would have the built-in default "
                + "(`validate` tells more).");
        }

        Console.Write(WorkflowYaml.Write(WorkflowManifest.For(record, settings.Argo, settings.Argo.Namespace)));
        return ExitCode.Good;
    }

    /// <summary>The run that the watcher would make now.</summary>
    private static RunRecord NextRun(string photos, string revision, string outputRoot, RunRecordStore records)
    {
        var project = Path.GetFileName(photos);
        var output = ProjectName.OutputFolder(outputRoot, project);
        return RunRecord.After(
            RunRecord.LatestOf(records.ReadAll(output), revision), project, revision, ArgoEngine.EngineName, photos,
            output, TimeProvider.System.GetUtcNow());
    }
}
