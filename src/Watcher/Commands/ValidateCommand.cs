using System.CommandLine;
using FluentValidation;
using Microsoft.Extensions.DependencyInjection;
using OfoWatcher.Intake;
using OfoWatcher.Metashape;
using OfoWatcher.Platform;
using OfoWatcher.Settings;
using OfoWatcher.Validation;
using Spectre.Console;

namespace OfoWatcher.Commands;

/// <summary>What a pilot asks before uploading.</summary>
internal static class ValidateCommand
{
    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "The project's folder of photos." };
        var command = new Command("validate", """
            Check a folder of photos as the watcher would, before uploading it. Exit code: 0 it may run, 1 it may not,
            2 wrong arguments.
            """) { folder };
        return command.Does((parsed, settings, cancellationToken) =>
            RunAsync(parsed.GetRequiredValue(folder), settings, cancellationToken));
    }

    private static async Task<int> RunAsync(
        DirectoryInfo folder, IReadOnlyList<string> settings, CancellationToken cancellationToken)
    {
        if (!folder.Exists)
        {
            await Console.Error.WriteLineAsync($"There is no folder {folder.FullName}.");
            return ExitCode.WrongSettings;
        }

        var builder = WatcherHost.CreateBuilder(settings);
        using var services = builder.Services.BuildServiceProvider();
        var options = services.GetRequiredService<WatcherSettings>();
        var path = Folders.Normalize(folder.FullName);
        var (seen, _) = UploadWalk.Observe(
            RawPath.Of(path), Path.GetDirectoryName(path) ?? "/", options.Intake.UploadCompleteMarker, null,
            cancellationToken);
        var imagery = new ProjectImagery
        {
            Project = Path.GetFileName(path),
            Folders = [path],
            Partial = seen.Partial,
            CompleteMarker = options.Intake.UploadCompleteMarker,
            Config = ConfigLocation.Find(path),
            NeedsConfig = services.GetRequiredService<Workflows.IWorkflowEngine>().NeedsConfig,
            OutputRoot = options.Output.Root,
            Options = options.Validation,
            Now = TimeProvider.System.GetUtcNow(),
        };
        var report = await ProgressDisplay.ShowAsync("Checking photos", TextWriter.Null, progress => Task.Run(
            () => ProjectValidator.Validate(imagery, new Portion(progress, seen.Photos), cancellationToken),
            cancellationToken));
        Print(report);
        return report.MayRun ? ExitCode.Good : ExitCode.Failed;
    }

    private static void Print(ValidationReport report)
    {
        Terminal.KeepLinesWhole();
        Console.WriteLine($"{report.Imagery.Project}: Metashape would load {LoadSummary.Of(report.Imagery)}.");
        foreach (var finding in report.Findings)
        {
            var (colour, label) = LabelOf(finding);
            var text = $"{finding.Message} {finding.Remedy} ({finding.Code})";
            if (finding.Severity == Severity.Info)
                AnsiConsole.MarkupLineInterpolated($"[{colour}]{label} {text}[/]");
            else
                AnsiConsole.MarkupLineInterpolated($"[{colour}]{label}[/] {text}");
        }

        Console.WriteLine(report.MayRun ? "This project may run." : "This project may not run before that is mended.");
    }

    private static (string Colour, string Label) LabelOf(Finding finding) => finding switch
    {
        { Accepted: true } => ("green", $"ACCEPTED {finding.Severity.ToString().ToUpperInvariant()}"),
        { Severity: Severity.Error } => ("red", "ERROR"),
        { Severity: Severity.Warning } => ("yellow", "WARNING"),
        _ => ("dim", "INFO"),
    };
}
