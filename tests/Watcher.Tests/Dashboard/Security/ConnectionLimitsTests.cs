using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Time.Testing;
using OfoWatcher.Dashboard.Security;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Dashboard.Security;

/// <summary>Connections that somebody opens and leaves open.</summary>
public sealed class ConnectionLimitsTests : IDisposable
{
    private readonly FakeTimeProvider time = new();
    private readonly LogLines<ConnectionLimits> told = new();
    private readonly TaskCompletionSource end = new();
    private readonly ConnectionLimits limits;

    public ConnectionLimitsTests() => limits = new ConnectionLimits(time, told);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => limits.Dispose();

    [Fact]
    public async Task One_address_cannot_have_all_connections_and_cannot_fill_the_log()
    {
        var first = Open(ConnectionLimits.Most, "10.0.0.1");

        Assert.Equal(ConnectionLimits.MostOfOne, first.Count(connection => !connection.IsCompleted));
        Assert.Equal(1, Open(1, "10.0.0.2").Count(connection => !connection.IsCompleted));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(
            [
                "Warning: A connection from 10.0.0.1 is refused: 500 from there are open, 500 in all",
                "Warning: 499 further connections from 10.0.0.1 were refused within a minute",
            ],
            told.AllWithLevel);

        end.SetResult();
        await Task.WhenAll(first);
        Assert.Equal(1, await LetInAsync("10.0.0.1"));
    }

    [Fact]
    public void All_addresses_together_have_no_more_than_the_server_bears()
    {
        var all = Enumerable.Range(1, 10).SelectMany(number => Open(200, $"10.0.0.{number}"));

        Assert.Equal(ConnectionLimits.Most, all.Count(connection => !connection.IsCompleted));
    }

    [Fact]
    public async Task A_probe_is_answered_while_somebody_holds_a_thousand_connections()
    {
        await using var site = await SiteUnderTest.StartAsync();
        var idle = new List<Socket>();
        for (var number = 0; number < ConnectionLimits.Most; number++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            idle.Add(socket);
            try
            {
                await socket.ConnectAsync(site.Address.Host, site.Address.Port, Cancellation);
            }
            catch (SocketException) when (number >= ConnectionLimits.MostOfOne)
            {
                continue; // It is refused, as it should be.
            }
        }

        using var handler = new SocketsHttpHandler { ConnectCallback = ConnectFromElsewhereAsync };
        using var elsewhere = new HttpClient(handler);
        using var answer = await elsewhere.GetAsync(new Uri(site.Address, "/healthz"), Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        idle.ForEach(socket => socket.Dispose());
    }

    private static async ValueTask<Stream> ConnectFromElsewhereAsync(
        SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.2"), 0));
        await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private List<Task> Open(int count, string from) =>
    [
        .. Enumerable.Range(0, count).Select(_ => limits.InvokeAsync(Connection(from), _ => end.Task)),
    ];

    private async Task<int> LetInAsync(string from)
    {
        var count = 0;
        await limits.InvokeAsync(Connection(from), _ => Task.FromResult(count++));
        return count;
    }

    private static DefaultConnectionContext Connection(string from) =>
        new() { RemoteEndPoint = new IPEndPoint(IPAddress.Parse(from), 1) };
}
