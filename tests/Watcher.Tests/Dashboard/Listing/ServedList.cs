using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OfoWatcher.Commands;
using OfoWatcher.Dashboard;
using OfoWatcher.Dashboard.Listing;
using OfoWatcher.Reconciling;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Dashboard.Listing;

/// <summary>The watcher's web server as it is started, over projects that a test names.</summary>
internal sealed class ServedList : IAsyncDisposable
{
    private readonly TestShare share = new();
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromMinutes(2) };
    private readonly IHost host;

    /// <param name="read">Reads how the projects stand; null leaves that to the watcher.</param>
    public ServedList(Func<ProjectReading>? read)
    {
        var builder = WatcherHost.CreateBuilder(
            [.. share.Settings, "--Dashboard:Listen=http://127.0.0.1:0", "--Logging:LogLevel:Default=None"]);
        if (read is not null)
        {
            builder.Services.AddSingleton(
                new ProjectIndex(read, Rows.NoFindings, TimeProvider.System, new LogLines<ProjectIndex>()));
        }

        host = builder.Build();
    }

    public StatusServer Server => host.Services.GetRequiredService<StatusServer>();

    public ChangeFeed Feed => host.Services.GetRequiredService<ChangeFeed>();

    /// <summary>All that is mapped, such as "GET /healthz".</summary>
    public IEnumerable<string> Routes =>
        from source in ((IEndpointRouteBuilder)RunningIn(SiteOf(Server)!)!).DataSources
        from endpoint in source.Endpoints.OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []
        select $"{method} {endpoint.RoutePattern.RawText}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<ServedList> StartAsync(Func<ProjectReading>? read = null)
    {
        var served = new ServedList(read);
        await served.Server.StartAsync(Cancellation);
        return served;
    }

    public static Task<ServedList> StartAsync(params IEnumerable<ProjectStatus> projects) =>
        StartAsync(() => Rows.Reading(projects));

    /// <summary>The answer to a request, its headers read only.</summary>
    /// <param name="lastEvent">The last event that was heard.</param>
    /// <param name="known">The tag of the answer that is known.</param>
    public Task<HttpResponseMessage> AskAsync(string path, string? lastEvent = null, string? known = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Server.Address!, path));
        if (lastEvent is not null)
            request.Headers.Add("Last-Event-ID", lastEvent);
        if (known is not null)
            request.Headers.Add("If-None-Match", known);
        return http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }

    /// <summary>What is answered, with its status and type.</summary>
    public async Task<(int Status, string? Type, string Body)> GetAsync(string path)
    {
        using var answer = await AskAsync(path);
        return (
            (int)answer.StatusCode,
            answer.Content.Headers.ContentType?.MediaType,
            await answer.Content.ReadAsStringAsync(Cancellation));
    }

    /// <summary>Listens to changes.</summary>
    public async Task<StreamReader> ListenAsync(string? lastEvent = null)
    {
        var answer = await AskAsync("/api/v1/events", lastEvent);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        return new StreamReader(await answer.Content.ReadAsStreamAsync(Cancellation), Encoding.UTF8);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.StopAsync(CancellationToken.None);
        host.Dispose();
        http.Dispose();
        share.Dispose();
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "site")]
    private static extern ref StatusSite? SiteOf(StatusServer server);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "running")]
    private static extern ref WebApplication? RunningIn(StatusSite site);
}
