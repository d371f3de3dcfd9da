using System.CommandLine;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OfoWatcher.Dashboard;
using OfoWatcher.Markers;
using OfoWatcher.Platform;
using OfoWatcher.Reconciling;
using OfoWatcher.Reconciling.Leadership;
using OfoWatcher.Settings;
using OfoWatcher.Workflows;
using OfoWatcher.Workflows.Argo;
using Spectre.Console;

namespace OfoWatcher.Commands;

/// <summary>A table of all projects with what they wait for.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print JSON instead of a table." };
        var command = new Command("status", "Show where every project stands and what it waits for.") { json };
        return command.Does((parsed, settings, cancellationToken) =>
            RunAsync(settings, parsed.GetValue(json), cancellationToken));
    }

    private static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, bool json, CancellationToken cancellationToken)
    {
        await using var services = WatcherHost.CreateBuilder(arguments).Services.BuildServiceProvider();
        var folders = new ResultFolders(
            services.GetRequiredService<OutputFolder>(), services.GetRequiredService<MarkerStore>(),
            services.GetRequiredService<RunRecordStore>());
        var report = folders.ReadReport(services.GetRequiredService<WatcherSettings>().Intake, Console.Error.WriteLine);
        var (leader, fault) = await FindLeaderAsync(services, cancellationToken);
        report = report with { Watcher = report.Watcher ?? leader };
        if (fault is not null)
            await Console.Error.WriteLineAsync($"Who watches is not known: {fault}");
        if (json)
            Console.Write(Encoding.UTF8.GetString(report.ToJson()));
        else
            Print(report, fault is null);
        return ExitCode.Good;
    }

    /// <summary>In a cluster no lock tells who watches, but the Lease.</summary>
    private static async Task<(string? Leader, string? Fault)> FindLeaderAsync(
        IServiceProvider services, CancellationToken cancellationToken)
    {
        try
        {
            return services.GetRequiredService<ILeadership>() is LeaseElection election
                ? (await election.FindHolderAsync(cancellationToken), null)
                : (null, null);
        }
        catch (Exception e) when (e is ClusterException or IOException)
        {
            return (null, e.Message);
        }
    }

    // How far runs are gets columns of its own only when one tells: most of the time most projects have ended.
    private static Table TableOf(IReadOnlyList<ProjectStatus> projects)
    {
        var anyDone = projects.Any(status => status.Progress is not null);
        var anyEnd = projects.Any(status => status.EstimatedEnd is not null);
        var table = new Table().RoundedBorder().AddColumns("Project", "State");
        if (anyDone)
            table.AddColumn(new TableColumn("Done").NoWrap());
        if (anyEnd)
            table.AddColumn(new TableColumn("Ends").NoWrap());
        table.AddColumn("What");
        foreach (var status in projects)
        {
            List<string> cells =
            [
                Markup.Escape(status.Project), $"[{StateColour.Of(status.State)}]{status.State}[/]",
                .. anyDone ? [ProgressBar.Of(status.Progress)] : (string[])[],
                .. anyEnd ? [status.EstimatedEnd?.ToString("MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) ?? ""]
                    : (string[])[],
                Markup.Escape(status.Words),
            ];
            table.AddRow([.. cells]);
        }

        return table;
    }

    private static void Print(StatusReport report, bool isWatcherKnown)
    {
        Terminal.KeepLinesWhole();
        AnsiConsole.Write(TableOf(report.Projects));
        if (report.Watcher is { } watcher)
            Console.WriteLine($"The watcher is running: {watcher}.");
        else if (isWatcherKnown)
            Console.WriteLine("No watcher is running.");
    }
}
