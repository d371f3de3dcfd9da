using System.CommandLine;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OfoWatcher.Dashboard;
using OfoWatcher.Markers;
using OfoWatcher.Platform;
using OfoWatcher.Reconciling.Leadership;
using OfoWatcher.Settings;
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
            services.GetRequiredService<OutputFolder>(), services.GetRequiredService<MarkerStore>());
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

    private static void Print(StatusReport report, bool isWatcherKnown)
    {
        Terminal.KeepLinesWhole();
        var table = new Table().RoundedBorder().AddColumns("Project", "State", "What");
        foreach (var status in report.Projects)
        {
            table.AddRow(
                Markup.Escape(status.Project),
                $"[{StateColour.Of(status.State)}]{status.State}[/]",
                Markup.Escape(status.Words));
        }

        AnsiConsole.Write(table);
        if (report.Watcher is { } watcher)
            Console.WriteLine($"The watcher is running: {watcher}.");
        else if (isWatcherKnown)
            Console.WriteLine("No watcher is running.");
    }
}
