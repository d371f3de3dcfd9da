using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using OfoWatcher.Dashboard.Listing;

namespace OfoWatcher.Dashboard.Security;

/// <summary>
/// How many connections are kept, whether anything is asked over them or not. One address has half of them at most, so that
/// nobody alone keeps the probes out, which come from another one.
/// </summary>
/// <remarks>The server's own limit knows no addresses, and tells each connection that it refuses.</remarks>
internal sealed partial class ConnectionLimits : IDisposable
{
    /// <summary>The most of all: as many again as may listen, for everything else.</summary>
    public const int Most = 2 * ChangeFeed.MostListeners;

    /// <summary>The most of one address.</summary>
    public const int MostOfOne = Most / 2;

    private readonly AddressPlaces places = new(Most);
    private readonly ILogger logger;
    private readonly RepeatedRefusals refusals;

    public ConnectionLimits(TimeProvider time, ILogger<ConnectionLimits> logger)
    {
        this.logger = logger;
        refusals = new RepeatedRefusals(time, oneByOne: 1, TellFurther);
    }

    public async Task InvokeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var from = AddressKey.Of((connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None);
        if (!places.TryTake(from, MostOfOne, out var open))
        {
            if (refusals.IsNews(from))
                TellRefused(from, open.Own, open.All);
            connection.Abort();
            return;
        }

        try
        {
            await next(connection);
        }
        finally
        {
            places.GiveBack(from);
        }
    }

    public void Dispose() => refusals.Dispose();

    [LoggerMessage(731, LogLevel.Warning, "A connection from {From} is refused: {Own} from there are open, {All} in all")]
    private partial void TellRefused(IPAddress from, int own, int all);

    [LoggerMessage(732, LogLevel.Warning, "{Count} further connections from {From} were refused within a minute")]
    private partial void TellFurther(string from, int count);
}
