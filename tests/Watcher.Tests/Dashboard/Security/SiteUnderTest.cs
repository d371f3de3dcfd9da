using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OfoWatcher.Commands;
using OfoWatcher.Dashboard;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Dashboard.Security;

/// <summary>The web server of a watcher that does nothing else, and a client.</summary>
internal sealed class SiteUnderTest : IAsyncDisposable
{
    public const string Token = "0123456789abcdef-secret";

    private readonly IHost host;

    private SiteUnderTest(TestShare share, IHost host) => (Share, this.host) = (share, host);

    public TestShare Share { get; }

    public HttpClient Http { get; } = new();

    public Uri Address => The<StatusServer>().Address!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static Task<SiteUnderTest> StartAsync(params string[] settings) => StartAsync(_ => { }, settings);

    /// <param name="replace">Puts something else in the place of what the watcher has.</param>
    public static async Task<SiteUnderTest> StartAsync(Action<IServiceCollection> replace, params string[] settings)
    {
        var share = new TestShare();
        var builder = WatcherHost.CreateBuilder(
        [
            .. share.Settings, "--Dashboard:Listen=http://127.0.0.1:0", "--Logging:LogLevel:Default=None", .. settings,
        ]);
        replace(builder.Services);
        var site = new SiteUnderTest(share, builder.Build());
        await site.The<StatusServer>().StartAsync(Cancellation);
        return site;
    }

    public T The<T>()
        where T : notnull => host.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await The<StatusServer>().StopAsync(CancellationToken.None);
        host.Dispose();
        Http.Dispose();
        Share.Dispose();
    }

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(Address, path));
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await Http.SendAsync(request, Cancellation);
    }

    /// <summary>Asks for an action with the right token, unless the headers say otherwise.</summary>
    public Task<HttpResponseMessage> ActAsync(
        string project, string action, string? token = Token, params (string Name, string Value)[] headers) =>
        SendAsync(
            HttpMethod.Post,
            $"/api/v1/projects/{Uri.EscapeDataString(project)}/{action}",
            token is null ? headers : [.. headers, ("Authorization", $"Bearer {token}")]);

    /// <summary>Sends bytes as they are, which no client would, and returns all that is answered.</summary>
    public async Task<string> SendRawAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Address.Host, Address.Port, Cancellation);
        var stream = client.GetStream();
        var answer = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(request), Cancellation);
            int read;
            while ((read = await stream.ReadAsync(buffer, Cancellation)) > 0)
                answer.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }
        catch (IOException)
        {
            // Cut off while there was more to send: what was answered until then counts.
        }

        return answer.ToString();
    }
}
