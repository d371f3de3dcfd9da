using System.CommandLine;
using FluentValidation;
using OfoWatcher.Intake;
using OfoWatcher.Platform;
using OfoWatcher.Validation;
using OfoWatcher.Validation.Report;
using OfoWatcher.Workflows;
using Spectre.Console;

namespace OfoWatcher.Commands;

/// <summary>What a pilot asks before uploading.</summary>
internal static class ValidateCommand
{
    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "The project's folder of photos." };
        var report = new Option<string?>("--report")
        {
            Description = "Write a report for a browser and for programs; to a file .html or a folder "
                + "[default: PROJECT-report.html in the current folder]",
            HelpName = "PATH",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("validate", """
            Check a folder of photos as the watcher would, before uploading it. Exit code: 0 it may run, 1 it may not,
            2 wrong arguments.
            """) { folder, report };
        return command.Does((parsed, settings, cancellationToken) =>
        {
            var path = parsed.GetResult(report) is null ? null : parsed.GetValue(report) ?? "";
            // An option without its path takes the word behind it, which may be a setting.
            if (path is not null && CommandExtensions.IsSetting(path))
                (path, settings) = ("", [.. settings, path]);
            return RunAsync(parsed.GetRequiredValue(folder), path, settings, cancellationToken);
        });
    }

    /// <param name="report">Where the report goes; null for none, empty for the usual place.</param>
    private static async Task<int> RunAsync(
        DirectoryInfo folder, string? report, IReadOnlyList<string> settings, CancellationToken cancellationToken)
    {
        if (!folder.Exists)
        {
            await Console.Error.WriteLineAsync($"There is no folder {folder.FullName}.");
            return ExitCode.WrongSettings;
        }

        var options = WatcherHost.ReadSettings(settings);
        var target = report is null
            ? null
            : ReportTarget.Of(report, Folders.Normalize(folder.FullName), options.Intake.InputRoots);
        var (_, seen, found) = await ProjectCheck.LookAsync(
            folder, options, WorkflowServices.NeedsConfig(options.Workflows, options.Local), cancellationToken);
        Print(found);
        if (target is not null)
            await WriteAsync(found, seen, target, cancellationToken);
        return found.MayRun ? ExitCode.Good : ExitCode.Failed;
    }

    private static async Task WriteAsync(
        ValidationReport found, UploadObservation seen, ReportTarget target, CancellationToken cancellationToken)
    {
        var thumbnails = await Task.Run(() => Thumbnails.Take(found, null, cancellationToken), cancellationToken);
        Directory.CreateDirectory(Path.GetDirectoryName(target.Page)!);
        new ProjectReport(
            found with { Thumbnails = thumbnails }, seen.Revision.ToString(), TimeProvider.System.GetUtcNow())
            .Write(target.Page, target.File);
        Console.WriteLine($"Report: {target.Page} and {target.File}");
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
