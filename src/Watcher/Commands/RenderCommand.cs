using System.CommandLine;
using FluentValidation;
using Microsoft.Extensions.DependencyInjection;
using OfoWatcher.Intake;
using OfoWatcher.Settings;
using OfoWatcher.Validation;
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
            cluster is asked; `| kubectl create --dry-run=server -f -` lets one check it. The photos are looked at, since
            what they are decides what the run asks for.
            """) { folder };
        return command.Does((parsed, settings, cancellationToken) =>
            RunAsync(parsed.GetRequiredValue(folder), settings, cancellationToken));
    }

    private static async Task<int> RunAsync(
        DirectoryInfo folder, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        if (!folder.Exists)
        {
            await Console.Error.WriteLineAsync($"There is no folder {folder.FullName}.");
            return ExitCode.WrongSettings;
        }

        await using var services = WatcherHost.CreateBuilder(arguments).Services.BuildServiceProvider();
        var settings = services.GetRequiredService<WatcherSettings>();
        var check = await ProjectCheck.LookAsync(folder, settings, ArgoEngine.AlwaysNeedsConfig, cancellationToken);
        Tell(check.Report);
        var record = NextRun(check, settings.Output.Root, services.GetRequiredService<RunRecordStore>());
        record = record with { Plan = RunPlan.Of(check.Report, settings.AfterRun.UploadTo, knowsProducts: true, record) };
        if (record.Plan is null)
            return ExitCode.Failed; // Its name alone forbids a run, and that has been told.
        Console.Write(WorkflowYaml.Write(WorkflowManifest.For(record, settings.Argo, settings.Argo.Namespace)));
        return ExitCode.Good;
    }

    /// <summary>Says beside the Workflow what a reader of it alone would not know.</summary>
    private static void Tell(ValidationReport report)
    {
        if (report.Imagery.Config is null && report.Outlook is not null)
        {
            Console.Error.WriteLine(
                "No configuration of automate-metashape was found for this project: it would have the built-in default "
                + "(`validate` tells more).");
        }

        if (report.MayRun)
            return;
        Console.Error.WriteLine("This project may not run as it is (`validate` tells more):");
        foreach (var finding in report.Findings.Where(finding => finding.Stops))
            Console.Error.WriteLine($"{finding.Message} {finding.Remedy} ({finding.Code})");
    }

    /// <summary>The run that the watcher would make now, without its plan.</summary>
    private static RunRecord NextRun(ProjectCheck check, string outputRoot, RunRecordStore records)
    {
        var project = Path.GetFileName(check.Path);
        var revision = check.Seen.Revision.ToString();
        var output = ProjectName.OutputFolder(outputRoot, project);
        return RunRecord.After(
            RunRecord.LatestOf(records.ReadAll(output), revision), project, revision, ArgoEngine.EngineName, check.Path,
            output, TimeProvider.System.GetUtcNow());
    }
}
