using Microsoft.Extensions.DependencyInjection;
using OfoWatcher.Dashboard;
using OfoWatcher.Reconciling;
using OfoWatcher.Reconciling.Mounts;
using OfoWatcher.Telemetry;

namespace OfoWatcher.Commands;

/// <summary>
/// What shows a watcher to others: the web server, what is measured, the eye on the volumes. Around everything else, so
/// that probes are answered whatever the rest waits for.
/// </summary>
internal sealed class Showcase : IAsyncDisposable
{
    private readonly TelemetryExport export;
    private readonly StatusServer server;

    private Showcase(TelemetryExport export, StatusServer server) => (this.export, this.server) = (export, server);

    /// <summary>Where the pages are served; null when they are not.</summary>
    public Uri? Address => server.Address;

    /// <exception cref="IOException">The server cannot listen where the settings say.</exception>
    public static async Task<Showcase> StartAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var shown = new Showcase(
            services.GetRequiredService<TelemetryExport>(), services.GetRequiredService<StatusServer>());
        shown.export.Start();
        await shown.server.StartAsync(cancellationToken);
        services.GetRequiredService<StateGauges>().Start();
        services.GetRequiredService<MountWatch>().Start();
        return shown;
    }

    public async ValueTask DisposeAsync()
    {
        await server.StopAsync(CancellationToken.None);
        export.Dispose();
    }
}
