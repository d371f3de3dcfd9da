using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OfoWatcher.Dashboard;
using OfoWatcher.Platform;
using OfoWatcher.Reconciling.Leadership;
using OfoWatcher.Settings;

namespace OfoWatcher.Commands;

/// <summary>The daemon.</summary>
internal static partial class RunCommand
{
    public static Command Create() =>
        new Command("run", "Watch the share and run what arrives, until stopped (the default).")
            .Does((_, settings, cancellationToken) => RunAsync(settings, cancellationToken));

    public static async Task<int> RunAsync(IReadOnlyList<string> settings, CancellationToken cancellationToken)
    {
        var builder = WatcherHost.CreateBuilder(settings);
        Program.AddDaemon(builder.Services);
        using var host = builder.Build();
        // Around everything else, so that probes are answered whatever the rest waits for.
        var server = host.Services.GetRequiredService<StatusServer>();
        await server.StartAsync(cancellationToken);
        try
        {
            return await WatchAsync(host, cancellationToken);
        }
        finally
        {
            await server.StopAsync(CancellationToken.None);
        }
    }

    private static async Task<int> WatchAsync(IHost host, CancellationToken cancellationToken)
    {
        var output = host.Services.GetRequiredService<OutputFolder>();
        using var exclusive = await OutputLock.TakeAsync(output, TimeProvider.System);
        var leadership = host.Services.GetRequiredService<LeadershipStatus>();
        (leadership.Role, leadership.Holder) = (WatcherRole.Leader, FileLock.ReadHolder(output.LockFile));
        var logger = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(RunCommand));
        var current = host.Services.GetRequiredService<WatcherSettings>();
        TellStart(logger, string.Join(", ", current.Intake.InputRoots), current.Output.Root);
        await host.StartAsync(cancellationToken);
        await host.WaitForShutdownAsync(cancellationToken); // RunAsync would also take the log from the server.
        TellStop(logger);
        return ExitCode.Good;
    }

    [LoggerMessage(1, LogLevel.Information, "Watching {Roots}; results go to {Output}")]
    private static partial void TellStart(ILogger logger, string roots, string output);

    [LoggerMessage(2, LogLevel.Information,
        "Stopped; runs that are under way go on and are found again at the next start")]
    private static partial void TellStop(ILogger logger);
}
