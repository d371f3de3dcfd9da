using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OfoWatcher.Dashboard.Listing;
using OfoWatcher.Dashboard.Pages;
using OfoWatcher.Dashboard.Projects;
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
            .AddSingleton<IHostLifetime, NoLifetime>()
            .Configure<HostOptions>(options => options.ShutdownTimeout = Patience);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(Restrict);
        var app = builder.Build();
        app.Use(AddHeaders);
        app.MapHealth(health, leadership, pulse);
        app.MapProjects(index);
        ProjectApi.Map(app, projects, loggers.CreateLogger<ProjectApi>());
        app.MapEvents(index, feed, time);
        app.MapApiDocument();
        app.MapMetrics();
        app.MapStatusPages();
        app.MapFallback(
            "{*path}", context => Answer.TextAsync(context, "not found\n", StatusCodes.Status404NotFound));
        return app;
    }

    private static void Restrict(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestBodySize = 1024; // Nothing here takes a body.
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        options.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http1);
    }

    private static Task AddHeaders(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return next(context);
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
