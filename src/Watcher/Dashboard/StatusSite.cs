using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OfoWatcher.Platform;
using OfoWatcher.Reconciling;
using OfoWatcher.Reconciling.Leadership;
using OfoWatcher.Telemetry;

namespace OfoWatcher.Dashboard;

/// <summary>The pages and the web application that serves them, apart from the host that the watcher runs on.</summary>
internal sealed class StatusSite(
    HealthBoard health, LeadershipStatus leadership, ScanPulse pulse, CurrentReport report, ILoggerFactory loggers)
{
    private const string Text = "text/plain; charset=utf-8";
    private const string Json = "application/json; charset=utf-8";

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
            .AddSingleton<IHostLifetime, NoLifetime>()
            .Configure<HostOptions>(options => options.ShutdownTimeout = Patience);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(Restrict);
        var app = builder.Build();
        app.Use(AddHeaders);
        app.MapGet("/healthz", AnswerHealth);
        app.MapGet("/readyz", AnswerReadiness);
        app.MapGet("/api/v1/projects", AnswerProjects);
        app.MapFallback(
            "{*path}",
            context => Answer(context, Text, "not found\n"u8.ToArray(), StatusCodes.Status404NotFound));
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

    private Task AnswerHealth(HttpContext context) => pulse.Fault is { } fault
        ? Answer(context, Text, Encoding.UTF8.GetBytes(fault + "\n"), StatusCodes.Status503ServiceUnavailable)
        : Answer(context, Text, "ok"u8.ToArray());

    private Task AnswerReadiness(HttpContext context)
    {
        var readiness = Readiness.Of(health, leadership);
        var json = ReadableJson.Serialize(readiness, ReadinessJson.Default.Readiness);
        return Answer(
            context, Json, json, readiness.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private async Task AnswerProjects(HttpContext context)
    {
        try
        {
            var current = await report.GetAsync(context.RequestAborted);
            await Answer(context, Json, current.ToJson());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or TimeoutException)
        {
            await Answer(
                context, Text, Encoding.UTF8.GetBytes(e.Message + "\n"), StatusCodes.Status503ServiceUnavailable);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return; // Whoever asked is gone.
        }
    }

    private static async Task Answer(
        HttpContext context, string type, byte[] body, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
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
