using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OfoWatcher.Dashboard.Actions;
using OfoWatcher.Dashboard.Listing;
using OfoWatcher.Dashboard.Projects;
using OfoWatcher.Dashboard.Security;
using OfoWatcher.Reconciling;
using OfoWatcher.Reconciling.Leadership;
using OfoWatcher.Telemetry;

namespace OfoWatcher.Dashboard;

/// <summary>
/// The web server of the watcher's own, if the settings want one. It needs nothing of the rest of the program to run.
/// </summary>
/// <remarks>Names no type of ASP.NET Core, so that nothing of it is loaded where there is no server.</remarks>
internal sealed partial class StatusServer(
    IOptionsMonitor<DashboardOptions> settings,
    HealthBoard health,
    LeadershipStatus leadership,
    ScanPulse pulse,
    ProjectIndex index,
    ChangeFeed feed,
    ServedProjects projects,
    TimeProvider time,
    RequestDesk desk,
    KnownAddress address,
    PublicWords words,
    ILoggerFactory loggers) : IHostedService
{
    private readonly ILogger logger = loggers.CreateLogger<StatusServer>();
    private StatusSite? site;

    /// <summary>Where it listens, with the port that the system chose for 0; null while it does not.</summary>
    public Uri? Address { get; private set; }

    /// <exception cref="IOException">It cannot listen where the settings say.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var listen = settings.CurrentValue.Listen;
        if (listen.Length == 0)
            return;
        KeepThreads();
        site = new StatusSite(
            health, leadership, pulse, index, feed, projects, time, desk, () => settings.CurrentValue.Token, address, words,
            loggers);
        Address = await site.StartAsync(listen, cancellationToken);
        TellAddress(Address);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (site is not null)
            await site.StopAsync(cancellationToken);
        (site, Address) = (null, null);
    }

    // On a volume that hangs each worker of the loop holds a thread. The pool would make others only one by one, while
    // probes wait.
    private static void KeepThreads()
    {
        ThreadPool.GetMinThreads(out var threads, out var ports);
        ThreadPool.SetMinThreads(Math.Max(threads, ReconcileWorkers.Workers + 8), ports);
    }

    [LoggerMessage(600, LogLevel.Information, "Status is served at {Address}")]
    private partial void TellAddress(Uri address);
}
