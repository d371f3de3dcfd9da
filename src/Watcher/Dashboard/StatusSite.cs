using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OfoWatcher.Dashboard.Actions;
using OfoWatcher.Dashboard.Listing;
using OfoWatcher.Dashboard.Pages;
using OfoWatcher.Dashboard.Projects;
using OfoWatcher.Dashboard.Security;
using OfoWatcher.Reconciling;
using OfoWatcher.Reconciling.Leadership;
using OfoWatcher.Telemetry;

namespace OfoWatcher.Dashboard;

/// <summary>The pages and the web application that serves them, apart from the host that the watcher runs on.</summary>
internal sealed class StatusSite(
    HealthBoard health,
    LeadershipStatus leadership,
    ScanPulse pulse,
    ProjectIndex index,
    ChangeFeed feed,
    ServedProjects projects,
    TimeProvider time,
    RequestDesk desk,
    Func<string> token,
    KnownAddress address,
    PublicWords words,
    ILoggerFactory loggers)
{
    /// <summary>How long a request under way may hold up the program's end.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private WebApplication? running;

    /// <returns>Where it listens.</returns>
    /// <exception cref="IOException">It cannot.</exception>
    public async Task<Uri> StartAsync(string listen, CancellationToken cancellationToken)
    {
        var app = Build();
        app.Urls.Add(listen);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or SocketException or InvalidOperationException)
        {
            await app.DisposeAsync();
            var setting = $"{DashboardOptions.Section}:{nameof(DashboardOptions.Listen)}";
            throw new IOException(
                $"No status can be served at {listen}: {e.GetBaseException().Message.TrimEnd('.')}. "
                + $"Set {setting} to another address or port, or to nothing.", e);
        }

        running = app;
        return new Uri(app.Urls.Single());
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (running is null)
            return;
        await running.StopAsync(cancellationToken);
        await running.DisposeAsync();
        running = null;
    }

    private WebApplication Build()
    {
        // Named, or they would be looked for in the environment and the current folder.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = "OfoWatcher",
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None) // What keeps it from starting is thrown.
            .AddProvider(new WatchersLog(loggers));
        builder.Services.AddRoutingCore()
            .AddApiDocument()
            .AddSafety()
            .AddSingleton(_ => new TokenCheck(token))
            .AddSingleton<IHostLifetime, NoLifetime>()
            .Configure<HostOptions>(options => options.ShutdownTimeout = Patience);
        builder.Services.AddSingleton(_ => new ConnectionLimits(time, loggers.CreateLogger<ConnectionLimits>()));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => ServerLimits.Apply(
            options, options.ApplicationServices.GetRequiredService<ConnectionLimits>()));
        var app = builder.Build();
        app.UseSafety(address, words, loggers);
        app.MapHealth(health, leadership, pulse, words);
        app.MapProjects(index);
        ProjectApi.Map(app, projects, loggers.CreateLogger<ProjectApi>());
        app.MapEvents(index, feed, time);
        app.MapActions(
            desk, app.Services.GetRequiredService<TokenCheck>(), new OtherSites(address), words, time, loggers);
        app.MapApiDocument();
        app.MapMetrics();
        app.MapStatusPages();
        return app;
    }

    /// <summary>The watcher's log under another name, so that it does not end with the web application.</summary>
    private sealed class WatchersLog(ILoggerFactory loggers) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => loggers.CreateLogger(categoryName);

        public void Dispose()
        {
            // It is not ours.
        }
    }

    /// <summary>Ends with the watcher, not by a signal of its own as a host by itself would.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
