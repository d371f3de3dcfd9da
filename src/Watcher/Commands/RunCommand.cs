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
        await using (await Showcase.StartAsync(host.Services, cancellationToken))
        {
            try
            {
                await WatchAsync(host, logger, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // Stopped while another replica led.
            }
        }

        TellStop(logger);
        return ExitCode.Good;
    }

    /// <exception cref="LeadershipLostException">It may not act any more; a new process begins with a fresh view.</exception>
    private static async Task WatchAsync(IHost host, ILogger logger, CancellationToken cancellationToken)
    {
        var settings = host.Services.GetRequiredService<WatcherSettings>();
        var leadership = host.Services.GetRequiredService<ILeadership>();
        await using var right = await RightToAct.TakeAsync(host.Services, cancellationToken);
        TellStart(logger, string.Join(", ", settings.Intake.InputRoots), settings.Output.Root);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, leadership.Lost);
        try
        {
            await host.StartAsync(ends.Token);
            await host.WaitForShutdownAsync(ends.Token); // RunAsync would also take the log from the server.
        }
        catch (OperationCanceledException) when (leadership.Lost.IsCancellationRequested)
        {
            // Lost while it started.
        }

        leadership.ThrowIfLost();
        if (!cancellationToken.IsCancellationRequested)
            throw new IOException("The watcher ended by itself; the log tells why.");
    }

    [LoggerMessage(1, LogLevel.Information, "Watching {Roots}; results go to {Output}")]
    private static partial void TellStart(ILogger logger, string roots, string output);

    [LoggerMessage(2, LogLevel.Information,
        "Stopped; runs that are under way go on and are found again at the next start")]
    private static partial void TellStop(ILogger logger);
}
