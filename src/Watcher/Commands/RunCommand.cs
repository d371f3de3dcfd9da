using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OfoWatcher.Platform;
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
        using var exclusive = await OutputLock.TakeAsync(host.Services.GetRequiredService<OutputFolder>(), TimeProvider.System);
        var logger = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(RunCommand));
        var current = host.Services.GetRequiredService<WatcherSettings>();
        TellStart(logger, string.Join(", ", current.Intake.InputRoots), current.Output.Root);
        await host.RunAsync(cancellationToken);
        TellStop(logger);
        return ExitCode.Good;
    }

    [LoggerMessage(1, LogLevel.Information, "Watching {Roots}; results go to {Output}")]
    private static partial void TellStart(ILogger logger, string roots, string output);

    [LoggerMessage(2, LogLevel.Information,
        "Stopped; runs that are under way go on and are found again at the next start")]
    private static partial void TellStop(ILogger logger);
}
