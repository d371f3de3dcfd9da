using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace OfoWatcher.Dashboard.Security;

/// <summary>What the server takes from anybody before it looks at it.</summary>
internal static class ServerLimits
{
    /// <summary>Nothing here takes a body.</summary>
    public const int LargestBody = 1024;

    public static void Apply(KestrelServerOptions options, ConnectionLimits connections)
    {
        options.AddServerHeader = false;
        options.ConfigureEndpointDefaults(endpoint =>
        {
            endpoint.Protocols = HttpProtocols.Http1;
            endpoint.Use(next => connection => connections.InvokeAsync(connection, next));
        });
        var limits = options.Limits;
        // Names on the share have up to 255 bytes, each of which may be written with three letters.
        limits.MaxRequestLineSize = 8 * 1024;
        limits.MaxRequestHeaderCount = 64;
        limits.MaxRequestHeadersTotalSize = 16 * 1024;
        limits.MaxRequestBodySize = LargestBody;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
        // Whoever takes less of an answer than that keeps a place that others wait for.
        limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 10_000, gracePeriod: TimeSpan.FromSeconds(30));
    }
}
