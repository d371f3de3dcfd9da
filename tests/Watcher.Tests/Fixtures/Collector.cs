using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using OfoWatcher.Tests.Fixtures.Cluster;

namespace OfoWatcher.Tests.Fixtures;

/// <summary>An OpenTelemetry collector that keeps what it is sent, by HTTP or by gRPC.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, string Type, string? Key, byte[] Body)> requests = [];
    private readonly LoopbackServer server;

    private Collector(Func<RequestDelegate, Task<LoopbackServer>> start) =>
        server = start(TakeAsync).GetAwaiter().GetResult();

    public Uri Url => server.Url;

    /// <summary>While false, every request is refused.</summary>
    public bool IsWell { get; set; } = true;

    /// <summary>What came to a path: content type, the header <c>x-key</c>, body.</summary>
    public IReadOnlyList<(string Path, string Type, string? Key, byte[] Body)> To(string path) =>
        [.. requests.Where(request => request.Path == path)];

    /// <param name="grpc">Whether it speaks gRPC instead of HTTP/1.1.</param>
    public static Task<Collector> StartAsync(bool grpc = false) => Task.Run(() => new Collector(handle =>
        LoopbackServer.StartAsync(handle, protocols: grpc ? HttpProtocols.Http2 : HttpProtocols.Http1)));

    /// <summary>
    /// Whether a text stands in what came to a path. Texts stand in the messages as they are, so that nothing has to be
    /// decoded.
    /// </summary>
    public bool Holds(string path, string text) => To(path).Any(request =>
        request.Body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        if (!IsWell)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        requests.Enqueue((
            context.Request.Path, context.Request.ContentType ?? "", context.Request.Headers["x-key"], body.ToArray()));
        if (context.Request.Protocol != "HTTP/2")
            return;
        context.Response.ContentType = "application/grpc";
        context.Response.AppendTrailer("grpc-status", "0");
        await context.Response.Body.WriteAsync(new byte[5], context.RequestAborted); // An empty message.
    }
}
