using System.Net.Http.Headers;
using System.Text.Json;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Tests.Fixtures.Cluster;

namespace OfoWatcher.Tests.EndToEnd.Argo;

/// <summary>The program as a process, in a namespace of its own for each fact.</summary>
public abstract class ArgoTests : IAsyncLifetime
{
    private readonly HttpClient http = new();
    private ArgoShare? share;

    private protected ArgoTests(ClusterFixture fixture) => Cluster = fixture.Require();

    private protected TestCluster Cluster { get; }

    private protected ArgoShare Share => share!;

    public async ValueTask InitializeAsync() =>
        share = new ArgoShare(Cluster, await Cluster.MakeNamespaceAsync());

    public ValueTask DisposeAsync()
    {
        Cluster.Proxy.Restore();
        share?.Dispose();
        http.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>What a watcher's own server answers.</summary>
    private protected async Task<(int Status, JsonElement Json)> AskAsync(WatcherProcess watcher, string path)
    {
        using var answer = await http.GetAsync(
            new Uri(await AddressAsync(watcher), path), TestContext.Current.CancellationToken);
        using var json = JsonDocument.Parse(
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return ((int)answer.StatusCode, json.RootElement.Clone());
    }

    /// <summary>Asks a watcher's own server for something to be done.</summary>
    private protected async Task<int> PostAsync(WatcherProcess watcher, string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(await AddressAsync(watcher), path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)answer.StatusCode;
    }

    private static async Task<Uri> AddressAsync(WatcherProcess watcher)
    {
        const string told = "Status is served at ";
        await watcher.SaysAsync(told);
        return new Uri(watcher.Output.Single(line => line.Contains(told, StringComparison.Ordinal)).Split(told)[1]);
    }

    private protected Task ReadyAsync(WatcherProcess watcher) => Eventually.TrueAsync(
        async () => (await AskAsync(watcher, "/readyz")).Status == 200, "the watcher is ready");

    private protected Task UnreadyAsync(WatcherProcess watcher) => Eventually.TrueAsync(
        async () => (await AskAsync(watcher, "/readyz")).Status == 503, "the watcher is not ready");

    private protected static void SaidOnce(WatcherProcess watcher, string words)
    {
        var count = watcher.Output.Count(line => line.Contains(words, StringComparison.Ordinal));
        Assert.True(count == 1, $"“{words}” was said {count} times:\n{string.Join('\n', watcher.Output)}");
    }
}
