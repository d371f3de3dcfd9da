using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using OfoWatcher.Intake;
using OfoWatcher.Notifications;
using OfoWatcher.Reconciling;
using OfoWatcher.Reconciling.Leadership;
using OfoWatcher.Telemetry;

namespace OfoWatcher.Commands;

/// <summary>One pass, for those who run the watcher by cron.</summary>
internal static class OnceCommand
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    public static Command Create() =>
        new Command("once", """
            Make one pass: scan, check, launch and mark what is due, then end. Runs go on after it; the next pass
            follows them. Exit code: 0 all well, 1 something failed, 2 wrong settings.
            """)
            .Does((_, settings, cancellationToken) => RunAsync(settings, cancellationToken));

    private static async Task<int> RunAsync(IReadOnlyList<string> settings, CancellationToken cancellationToken)
    {
        var builder = WatcherHost.CreateBuilder(settings);
        using var host = builder.Build();
        var services = host.Services;
        using var export = services.GetRequiredService<TelemetryExport>();
        export.Start();
        services.GetRequiredService<StateGauges>().Start();
        await using var right = await RightToAct.TryTakeAsync(services, cancellationToken);
        if (right is null)
        {
            var holder = services.GetRequiredService<LeaseElection>().Holder;
            Console.WriteLine($"{holder ?? "Another watcher"} leads: this pass leaves everything to it.");
            return ExitCode.Good;
        }

        await host.StartAsync(cancellationToken);
        try
        {
            var scanned = await services.GetRequiredService<ScanPass>().RunAsync(cancellationToken)
                && services.GetRequiredService<ProjectScanner>().SawEveryRoot;
            var queue = services.GetRequiredService<WorkQueue>();
            var inspections = services.GetRequiredService<Inspections>();
            var leadership = services.GetRequiredService<ILeadership>();
            var outbox = services.GetRequiredService<Outbox>();
            while (!IsIdle(queue, inspections, outbox))
            {
                leadership.ThrowIfLost();
                await Task.Delay(Look, TimeProvider.System, cancellationToken);
            }

            var workers = services.GetRequiredService<ReconcileWorkers>();
            var failed = workers.AnyFailed || inspections.AnyFailed
                || services.GetRequiredService<StatusBoard>().AnyNewlyFailed;
            return scanned && !failed ? ExitCode.Good : ExitCode.Failed;
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }
    }

    // A look at photos that ends asks the queue, and the queue starts looks: asked one after the other, both may be idle
    // though there never was a moment at which they were. So it is with what is told. A receiver that gave no answer is
    // not waited for again: the next pass tells it.
    private static bool IsIdle(WorkQueue queue, Inspections inspections, Outbox outbox)
    {
        var handed = queue.Handed;
        return queue.IsIdle && inspections.IsIdle && outbox.IsQuiet && queue.IsIdle && queue.Handed == handed;
    }
}
