using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace OfoWatcher.Tests.Fixtures.Cluster;

/// <summary>A web server on this machine only, all of whose connections can be cut.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ConnectionContext> connections = new();
    private readonly WebApplication application;
    private volatile bool cut;

    private LoopbackServer(RequestDelegate handle, int port, X509Certificate2? certificate, HttpProtocols protocols)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        builder.WebHost.UseKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = null;
            options.Listen(IPAddress.Loopback, port, listen => Configure(listen, certificate, protocols));
        });
        application = builder.Build();
        application.Run(handle);
    }

    /// <summary>Its address.</summary>
    public Uri Url => new(
        application.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>()
            .Addresses.First());

    /// <param name="handle">Answers a request.</param>
    /// <param name="port">0 for any that is free.</param>
    /// <param name="certificate">For TLS; null for plain HTTP.</param>
    /// <param name="protocols">HTTP/2 for gRPC, which without TLS leaves no choice to the client.</param>
    public static async Task<LoopbackServer> StartAsync(
        RequestDelegate handle, int port = 0, X509Certificate2? certificate = null,
        HttpProtocols protocols = HttpProtocols.Http1)
    {
        var server = new LoopbackServer(handle, port, certificate, protocols);
        await server.application.StartAsync();
        return server;
    }

    /// <summary>Ends all connections and every new one at once.</summary>
    public void Cut()
    {
        cut = true;
        foreach (var connection in connections.Values)
            connection.Abort();
    }

    /// <summary>Takes connections again.</summary>
    public void Restore() => cut = false;

    public async ValueTask DisposeAsync()
    {
        Cut();
        await application.StopAsync(new CancellationToken(canceled: true));
        await application.DisposeAsync();
    }

    private void Configure(ListenOptions listen, X509Certificate2? certificate, HttpProtocols protocols)
    {
        listen.Protocols = protocols;
        listen.Use(next => connection => TrackAsync(connection, next));
        if (certificate is not null)
            listen.UseHttps(certificate);
    }

    private async Task TrackAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        connections[connection.ConnectionId] = connection;
        try
        {
            // Looked at after it is in the list, so that none slips through a cut.
            if (cut)
                connection.Abort();
            else
                await next(connection);
        }
        finally
        {
            connections.TryRemove(connection.ConnectionId, out _);
        }
    }

    /// <summary>Leaves the signals of the test process to the test process.</summary>
    private sealed class NoSignals : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
