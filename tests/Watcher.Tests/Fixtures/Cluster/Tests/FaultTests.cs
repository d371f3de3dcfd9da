using System.Text.Json.Nodes;
using k8s;

namespace OfoWatcher.Tests.Fixtures.Cluster.Tests;

public abstract class FaultTests : IAsyncLifetime
{
    private readonly TestCluster cluster;
    private readonly JsonApi api;
    private string ns = "";

    private protected FaultTests(ClusterFixture fixture)
    {
        cluster = fixture.Require();
        api = cluster.Api(TestUsers.Watcher);
    }

    private string Path => Sample.Workflows(ns);

    public async ValueTask InitializeAsync() => ns = await cluster.MakeNamespaceAsync();

    public ValueTask DisposeAsync()
    {
        api.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Requests_are_counted_by_what_they_ask()
    {
        await api.GetAsync($"{Path}?limit=5", Sample.AllMetadata);
        await api.GetAsync($"{Path}/none");

        var list = cluster.Proxy.Requests[0];
        Assert.Equal($"GET {Path}?limit=5 → 200", list.ToString());
        Assert.Equal(("list", "workflows", ns), (list.Verb, list.Resource, list.Namespace));
        Assert.Equal(Sample.AllMetadata, list.Accept);
        Assert.Equal(1, cluster.Proxy.Count("get", "workflows"));
        Assert.Equal(0, cluster.Proxy.Count("watch", "workflows"));
    }

    [Fact]
    public async Task Server_that_is_stopped_answers_nobody_and_comes_back_with_its_data()
    {
        await api.PostAsync(Path, Sample.Workflow("run-1"));
        await using var watch = Watch("");
        Assert.Equal("ADDED", (await NextAsync(watch)).Text("type"));

        await cluster.StopAsync();
        await Assert.ThrowsAnyAsync<IOException>(async () => await watch.MoveNextAsync());
        await Assert.ThrowsAsync<HttpRequestException>(() => api.GetAsync(Path));
        await cluster.StartAgainAsync();

        Assert.Equal(200, (await api.GetAsync($"{Path}/run-1")).Status);
        Assert.Equal(201, (await api.PostAsync(Path, Sample.Workflow("run-2"))).Status);
        await cluster.Argo.StartAsync(ns, "run-1");
    }

    [Fact]
    public async Task Network_that_is_cut_ends_what_is_open_and_takes_nothing_new()
    {
        await api.PostAsync(Path, Sample.Workflow("run-1"));
        await using var watch = Watch("");
        await NextAsync(watch);

        cluster.Proxy.Cut();
        await Assert.ThrowsAnyAsync<IOException>(async () => await watch.MoveNextAsync());
        await Assert.ThrowsAsync<HttpRequestException>(() => api.GetAsync(Path));
        cluster.Proxy.Restore();

        Assert.Equal(200, (await api.GetAsync(Path)).Status);
    }

    [Fact]
    public async Task Watches_end_as_a_server_ends_them()
    {
        await api.PostAsync(Path, Sample.Workflow("run-1"));
        await using var first = Watch("");
        await NextAsync(first);
        cluster.Proxy.CloseWatches();
        Assert.False(await first.MoveNextAsync());

        cluster.Proxy.CloseWatchesAfter = TimeSpan.FromMilliseconds(200);
        await using var second = Watch("");
        while (await second.MoveNextAsync())
            Assert.Equal("ADDED", second.Current.Text("type"));
    }

    [Fact]
    public async Task Expired_watch_is_told_once()
    {
        await api.PostAsync(Path, Sample.Workflow("run-1"));
        cluster.Proxy.ExpireWatches();
        await using var first = Watch("");
        await using var second = Watch("");

        var refused = await NextAsync(first);

        Assert.Equal(410, refused.At("object", "code")!.GetValue<int>());
        Assert.Equal("Expired", refused.Text("object", "reason"));
        Assert.False(await first.MoveNextAsync());
        Assert.Equal("ADDED", (await NextAsync(second)).Text("type"));
    }

    [Fact]
    public async Task Answers_are_given_in_place_of_the_server()
    {
        cluster.Proxy.Answer("create", "workflows", InjectedAnswer.TooManyRequests(3), times: 1);
        var busy = await api.PostAsync(Path, Sample.Workflow("run-1"));
        var made = await api.PostAsync(Path, Sample.Workflow("run-1"));

        Assert.Equal(429, busy.Status);
        Assert.Equal(3, busy.Json.At("details", "retryAfterSeconds")!.GetValue<int>());
        Assert.Equal(201, made.Status);
    }

    [Fact]
    public async Task Answer_is_lost_after_the_server_has_done_its_work()
    {
        cluster.Proxy.LoseAnswers("create", "workflows");
        await Assert.ThrowsAsync<HttpRequestException>(() => api.PostAsync(Path, Sample.Workflow("run-1")));

        Assert.Equal(409, (await api.PostAsync(Path, Sample.Workflow("run-1"))).Status);
    }

    [Fact]
    public async Task Request_that_hangs_goes_on_when_it_is_released()
    {
        using var held = cluster.Proxy.HoldBack(request => request.Is("create", "workflows"));
        var creating = api.PostAsync(Path, Sample.Workflow("run-1"));
        await held.Arrived;
        var others = await api.GetAsync(Path);
        Assert.False(creating.IsCompleted);

        held.Release();

        Assert.Equal(201, (await creating).Status);
        Assert.Empty(others.Expect().Objects("items"));
    }

    [Fact]
    public async Task Watch_of_the_client_library_goes_through()
    {
        using var client = cluster.Client(ns, TestUsers.Watcher);
        await using var watch = client.CustomObjects
            .WatchListNamespacedCustomObjectAsync(
                "argoproj.io", "v1alpha1", ns, "workflows", cancellationToken: TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);

        var next = watch.MoveNextAsync();
        await api.PostAsync(Path, Sample.Workflow("run-1"));

        Assert.True(await next);
        Assert.Equal(WatchEventType.Added, watch.Current.Item1);
    }

    private static async Task<JsonObject> NextAsync(IAsyncEnumerator<JsonObject> watch)
    {
        Assert.True(await watch.MoveNextAsync(), "the watch goes on");
        return watch.Current;
    }

    private IAsyncEnumerator<JsonObject> Watch(string query) =>
        api.WatchAsync($"{Path}?watch=true{query}", Sample.OneMetadata).GetAsyncEnumerator();
}

[Collection(nameof(DoubleCluster))]
public sealed class DoubleFaultTests(DoubleCluster fixture) : FaultTests(fixture);

[Collection(nameof(ApiServerCluster))]
public sealed class ApiServerFaultTests(ApiServerCluster fixture) : FaultTests(fixture);
