using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OfoWatcher.Dashboard;
using OfoWatcher.Reconciling;
using Spectre.Console;

namespace OfoWatcher.Commands.Demo;

/// <summary>What a newcomer tries first: the whole way of three surveys, on this machine, in about a minute.</summary>
internal static class DemoCommand
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(250);

    /// <summary>Of this machine alone, on a port that is free; whoever wants another names it after this one.</summary>
    private const string Listen =
        $"--{DashboardOptions.Section}:{nameof(DashboardOptions.Listen)}=http://127.0.0.1:0";

    public static Command Create()
    {
        var folder = new Option<DirectoryInfo>("--folder")
        {
            Description = "Where to put the share; it must be empty or absent. "
                + "Default: a new folder for temporary files.",
        };
        var exit = new Option<bool>("--exit")
        {
            Description = "End with exit code 0 once all projects have ended, instead of watching on.",
        };
        var command = new Command("demo", """
            Show the whole thing on this machine: three generated surveys, a good one, a damaged one, and one that is
            still being copied in while the watcher runs. The status page is served as well.
            """) { folder, exit };
        return command.Does((parsed, settings, cancellationToken) =>
            RunAsync(parsed.GetValue(folder), parsed.GetValue(exit), settings, cancellationToken));
    }

    private static async Task<int> RunAsync(
        DirectoryInfo? folder, bool exit, IReadOnlyList<string> settings, CancellationToken cancellationToken)
    {
        var share = new DemoShare(folder?.FullName ?? Directory.CreateTempSubdirectory("ofo-demo-").FullName);
        share.RefuseUnlessEmpty();
        try
        {
            return await ShowAsync(share, exit, settings, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Console.WriteLine($"What was made until now stays in {share.Folder}.");
            throw;
        }
    }

    private static async Task<int> ShowAsync(
        DemoShare share, bool exit, IReadOnlyList<string> settings, CancellationToken cancellationToken)
    {
        Console.WriteLine($"Making three surveys, {DemoShare.Photos} photos in all, in {share.Folder}.");
        await ProgressDisplay.ShowAsync("Taking photos", TextWriter.Null, progress =>
            share.PrepareAsync(new Portion(progress, DemoShare.Photos), cancellationToken));

        var isLive = ProgressDisplay.IsTerminal;
        using var log = new DemoLog(share.Log, TimeProvider.System);
        var builder = WatcherHost.CreateBuilder([Listen, .. settings], SettingsFor(share));
        if (isLive)
            builder.Logging.ClearProviders();
        builder.Logging.AddProvider(log);
        Program.AddDaemon(builder.Services);
        using var host = builder.Build();
        await using var shown = await Showcase.StartAsync(host.Services, cancellationToken);
        if (shown.Address is { } address)
            Console.WriteLine($"The status page, for your browser: {address}");
        return await WatchAsync(host, share, log, isLive, exit, cancellationToken);
    }

    private static async Task<int> WatchAsync(
        IHost host, DemoShare share, DemoLog log, bool isLive, bool exit, CancellationToken cancellationToken)
    {
        await using var right = await RightToAct.TakeAsync(host.Services, cancellationToken);
        await host.StartAsync(cancellationToken);
        using var copying = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var copy = SlowCopy.RunAsync(
            Path.Combine(share.Card, DemoShare.Slow), Path.Combine(share.Input, DemoShare.Slow), TimeProvider.System,
            copying.Token);
        var board = host.Services.GetRequiredService<StatusBoard>();
        await ShowUntilAsync(board, log, isLive, () => HaveEnded(board), cancellationToken);
        await copy;
        DemoEnding.Print(share, board);
        if (!exit)
            await WatchOnAsync(share, board, log, isLive, cancellationToken);
        await host.StopAsync(CancellationToken.None);
        return board.All.Any(status => status.State == ProjectState.Failed) ? ExitCode.Failed : ExitCode.Good;
    }

    // Times that fit a minute; everything else is as it is in earnest.
    private static Dictionary<string, string?> SettingsFor(DemoShare share) => new()
    {
        ["Intake:InputRoots:0"] = share.Input,
        ["Output:Root"] = share.Output,
        ["Intake:ScanInterval"] = "00:00:01",
        ["Intake:QuietPeriod"] = "00:00:05",
        ["Runs:Backlog"] = nameof(BacklogPolicy.Process),
    };

    private static bool HaveEnded(StatusBoard board) =>
        DemoShare.Projects.All(project => board.Find(project) is { HasEnded: true });

    private static async Task WatchOnAsync(
        DemoShare share, StatusBoard board, DemoLog log, bool isLive, CancellationToken cancellationToken)
    {
        Console.WriteLine($"Still watching: copy a folder of drone photos into {share.Input}, or press Ctrl-C to end.");
        try
        {
            await ShowUntilAsync(board, log, isLive, () => false, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Console.WriteLine($"Ended. Everything stays in {share.Folder}.");
        }
    }

    private static async Task ShowUntilAsync(
        StatusBoard board, DemoLog log, bool isLive, Func<bool> isOver, CancellationToken cancellationToken)
    {
        if (!isLive)
        {
            while (!isOver())
                await Task.Delay(Frame, TimeProvider.System, cancellationToken);
            return;
        }

        var display = new DemoDisplay(board, log);
        await AnsiConsole.Live(display.Render()).StartAsync(async context =>
        {
            var over = false;
            while (!over)
            {
                over = isOver();
                context.UpdateTarget(display.Render());
                await Task.Delay(Frame, TimeProvider.System, cancellationToken);
            }
        });
    }
}
