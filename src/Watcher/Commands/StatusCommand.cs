using System.CommandLine;
using System.Text;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using OfoWatcher.Intake;
using OfoWatcher.Markers;
using OfoWatcher.Platform;
using OfoWatcher.Reconciling;
using OfoWatcher.Settings;
using Spectre.Console;

namespace OfoWatcher.Commands;

/// <summary>A table of all projects with what they wait for.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print JSON instead of a table." };
        var command = new Command("status", "Show where every project stands and what it waits for.") { json };
        return command.Does((parsed, settings, _) => Task.FromResult(Run(settings, parsed.GetValue(json))));
    }

    private static int Run(IReadOnlyList<string> arguments, bool json)
    {
        using var services = WatcherHost.CreateBuilder(arguments).Services.BuildServiceProvider();
        var output = services.GetRequiredService<OutputFolder>();
        var settings = services.GetRequiredService<WatcherSettings>();
        if (!Directory.Exists(output.Root))
            throw new IOException($"The output folder {output.Root} does not exist: set Output:Root, or mount it.");
        var folders = new ResultFolders(output, services.GetRequiredService<MarkerStore>());
        IReadOnlyList<ProjectStatus> statuses = [.. folders.ReadAll(), .. Unseen(folders, settings.Intake)];
        var watcher = FileLock.IsHeld(output.LockFile) ? FileLock.ReadHolder(output.LockFile) : null;
        if (json)
            Console.Write(Encoding.UTF8.GetString(
                ReadableJson.Serialize(new StatusReport(watcher, statuses), StatusJson.Default.StatusReport)));
        else
            Print(statuses, watcher);
        return ExitCode.Good;
    }

    private static List<ProjectStatus> Unseen(ResultFolders folders, IntakeOptions intake)
    {
        try
        {
            return [.. folders.ReadUnseen(intake)];
        }
        catch (FolderUnreadableException e)
        {
            Console.Error.WriteLine(e.Message);
            return [];
        }
    }

    private static void Print(IReadOnlyList<ProjectStatus> statuses, string? watcher)
    {
        Terminal.KeepLinesWhole();
        var table = new Table().RoundedBorder().AddColumns("Project", "State", "What");
        foreach (var status in statuses)
        {
            table.AddRow(
                Markup.Escape(status.Project),
                $"[{StateColour.Of(status.State)}]{status.State}[/]",
                Markup.Escape(status.Words));
        }

        AnsiConsole.Write(table);
        Console.WriteLine(watcher is null ? "No watcher is running." : $"The watcher is running: {watcher}.");
    }
}

/// <param name="Watcher">Who watches; null when nobody does.</param>
internal sealed record StatusReport(string? Watcher, IReadOnlyList<ProjectStatus> Projects);

[JsonSerializable(typeof(StatusReport))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
internal sealed partial class StatusJson : JsonSerializerContext;
