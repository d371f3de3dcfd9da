using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OfoWatcher.Reconciling.Leadership;
using OfoWatcher.Settings;

namespace OfoWatcher.Commands;

/// <summary>The daemon.</summary>
internal static partial class RunCommand
{
    public static Command Create()
    {
        var dryRun = new Option<bool>("--dry-run")
        {
            Description = "Do everything but launch and mark: nothing is written, and what would be done is told. "
                + "It may run beside the watcher.",
        };
        var command = new Command("run", "Watch the share and run what arrives, until stopped (the default).") { dryRun };
        return command.Does((parsed, settings, cancellationToken) =>
            RunAsync(settings, parsed.GetValue(dryRun), cancellationToken));
    }

    public static async Task<int> RunAsync(
        IReadOnlyList<string> settings, bool dryRun, CancellationToken cancellationToken)
    {
        var builder = WatcherHost.CreateBuilder(settings, dryRun: dryRun);
        Program.AddDaemon(builder.Services);
        using var host = builder.Build();
        var logger = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(RunCommand));
        var current = host.Services.GetRequiredService<WatcherSettings>();
        TellStart(logger, string.Join(", ", current.Intake.InputRoots), current.Output.Root);
        var leadership = host.Services.GetRequiredService<ILeadership>();
        try
        {
            await using var right = await RightToAct.TakeAsync(host.Services, cancellationToken);
            using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, leadership.Lost);
            await host.RunAsync(ends.Token);
            leadership.ThrowIfLost();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopped while another replica led.
        }

        TellStop(logger);
        return ExitCode.Good;
    }

    [LoggerMessage(1, LogLevel.Information, "Watching {Roots}; results go to {Output}")]
    private static partial void TellStart(ILogger logger, string roots, string output);

    [LoggerMessage(2, LogLevel.Information,
        "Stopped; runs that are under way go on and are found again at the next start")]
    private static partial void TellStop(ILogger logger);
}
