using System.Text.Json.Nodes;

namespace OfoWatcher.Tests.Fixtures.Cluster.Tests;

public abstract class ListAndWatchTests : IAsyncLifetime
{
    private readonly TestCluster cluster;
    private string ns = "";

    private protected ListAndWatchTests(ClusterFixture fixture)
    {
        cluster = fixture.Require();
        Api = cluster.Api(TestUsers.Admin);
    }

    private protected JsonApi Api { get; }

    private protected string Path => Sample.Workflows(ns);

    public async ValueTask InitializeAsync() => ns = await cluster.MakeNamespaceAsync();

    public ValueTask DisposeAsync()
    {
        Api.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Metadata_alone_is_given_to_who_asks_for_no_more()
    {
        await Api.PostAsync(Path, Sample.Workflow("run-1"));

        var one = (await Api.GetAsync($"{Path}/run-1", Sample.OneMetadata)).Expect();
        var all = (await Api.GetAsync(Path, $"{Sample.AllMetadata},application/json")).Expect();

        Assert.Equal("PartialObjectMetadata", one.Text("kind"));
        Assert.Equal("meta.k8s.io/v1", one.Text("apiVersion"));
        Assert.Null(one["spec"]);
        Assert.Equal("PartialObjectMetadataList", all.Text("kind"));
        Assert.Equal("meta.k8s.io/v1", all.Text("apiVersion"));
        Assert.NotNull(all.Text("metadata", "resourceVersion"));
        var item = Assert.Single(all.Objects("items"));
        Assert.Equal(one.ToJsonString(), item.ToJsonString());
        Assert.Equal("site", item.Text("metadata", "labels", "project"));
    }

    [Theory]
    [InlineData("labelSelector=project=a", "run-1")]
    [InlineData("labelSelector=project!=a", "run-2,run-3")]
    [InlineData("labelSelector=project+in+(a,b)", "run-1,run-2")]
    [InlineData("labelSelector=project+notin+(a,b)", "run-3")]
    [InlineData("labelSelector=project,project!=c", "run-1,run-2")]
    [InlineData("labelSelector=!project", "")]
    [InlineData("fieldSelector=metadata.name=run-2", "run-2")]
    public async Task Selectors_pick_out(string query, string expected)
    {
        foreach (var (name, project) in new[] { ("run-1", "a"), ("run-2", "b"), ("run-3", "c") })
            await Api.PostAsync(Path, Sample.Workflow(name, project));

        var all = (await Api.GetAsync($"{Path}?{query}")).Expect();

        Assert.Equal(expected, string.Join(',', Names(all)));
    }

    [Fact]
    public async Task Long_list_comes_in_pieces()
    {
        foreach (var name in new[] { "run-1", "run-2", "run-3" })
            await Api.PostAsync(Path, Sample.Workflow(name));

        var first = (await Api.GetAsync($"{Path}?limit=2")).Expect();
        var next = Uri.EscapeDataString(first.Text("metadata", "continue")!);
        var second = (await Api.GetAsync($"{Path}?limit=2&continue={next}", Sample.AllMetadata)).Expect();

        Assert.Equal(["run-1", "run-2"], Names(first));
        Assert.Equal(1, first.At("metadata", "remainingItemCount")!.GetValue<int>());
        Assert.Equal(["run-3"], Names(second));
        Assert.Equal("", second.Text("metadata", "continue") ?? "");
    }

    [Fact]
    public async Task Watch_tells_what_happened_since_the_list()
    {
        await Api.PostAsync(Path, Sample.Workflow("run-1"));
        var since = (await Api.GetAsync(Path)).Expect().Text("metadata", "resourceVersion");
        await Api.PostAsync(Path, Sample.Workflow("run-2"));
        await using var watch = Watch($"?watch=true&resourceVersion={since}&timeoutSeconds=60");

        var added = await NextAsync(watch);
        await cluster.Argo.StartAsync(ns, "run-1");
        var changed = await NextAsync(watch);
        await cluster.Argo.DeleteAsync(ns, "run-1");
        var deleted = await NextAsync(watch);

        Assert.Equal("ADDED run-2", Told(added));
        Assert.Equal("MODIFIED run-1", Told(changed));
        Assert.Equal("DELETED run-1", Told(deleted));
        Assert.Equal("PartialObjectMetadata", changed.Text("object", "kind"));
        Assert.Null(changed["object"]!["status"]);
        Assert.Equal("Running", changed.Text("object", "metadata", "labels", ArgoController.PhaseLabel));
        Assert.True(Version(deleted) > Version(changed));
    }

    [Fact]
    public async Task Watch_without_a_version_begins_with_all_that_there_is()
    {
        await Api.PostAsync(Path, Sample.Workflow("run-1"));
        await using var watch = Watch("?watch=true&timeoutSeconds=60");

        Assert.Equal("ADDED run-1", Told(await NextAsync(watch)));
    }

    [Fact]
    public async Task Object_that_a_selector_stops_to_match_goes_from_the_watch()
    {
        await Api.PostAsync(Path, Sample.Workflow("run-1", "a"));
        await using var watch = Watch("?watch=true&labelSelector=project%3Da&timeoutSeconds=60");
        Assert.Equal("ADDED run-1", Told(await NextAsync(watch)));

        await RelabelAsync("b");
        var gone = await NextAsync(watch);
        await RelabelAsync("a");
        var back = await NextAsync(watch);

        Assert.Equal("DELETED run-1", Told(gone));
        Assert.Equal("ADDED run-1", Told(back));
    }

    [Fact]
    public async Task Watch_from_too_old_a_version_is_refused_within_the_stream()
    {
        await using var watch = Watch("?watch=true&resourceVersion=1&timeoutSeconds=60");

        var refused = await NextAsync(watch);

        Assert.Equal("ERROR", refused.Text("type"));
        Assert.Equal("Status", refused.Text("object", "kind"));
        Assert.Equal("Expired", refused.Text("object", "reason"));
        Assert.Equal(410, refused.At("object", "code")!.GetValue<int>());
        Assert.StartsWith("too old resource version: 1 (", refused.Text("object", "message"), StringComparison.Ordinal);
        Assert.False(await watch.MoveNextAsync());
    }

    [Fact]
    public async Task Watch_ends_when_its_time_is_over()
    {
        await using var watch = Watch("?watch=true&timeoutSeconds=1");

        Assert.False(await watch.MoveNextAsync());
    }

    private static IEnumerable<string?> Names(JsonObject list) =>
        list.Objects("items").Select(item => item.Text("metadata", "name"));

    private static string Told(JsonObject told) => $"{told.Text("type")} {told.Text("object", "metadata", "name")}";

    private protected static long Version(JsonObject told) =>
        long.Parse(told.Text("object", "metadata", "resourceVersion")!);

    private protected static async Task<JsonObject> NextAsync(IAsyncEnumerator<JsonObject> watch)
    {
        Assert.True(await watch.MoveNextAsync(), "the watch goes on");
        return watch.Current;
    }

    private protected IAsyncEnumerator<JsonObject> Watch(string query) =>
        Api.WatchAsync(Path + query, Sample.OneMetadata).GetAsyncEnumerator();

    private Task RelabelAsync(string project) => cluster.Argo.PatchAsync(ns, "run-1", new JsonObject
    {
        ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["project"] = project } },
    });
}

[Collection(nameof(DoubleCluster))]
public sealed class DoubleListAndWatchTests(DoubleCluster fixture) : ListAndWatchTests(fixture)
{
    /// <summary>A real server gives the first one after a minute only.</summary>
    [Fact]
    public async Task Bookmark_tells_a_version_and_nothing_else()
    {
        var since = (await Api.GetAsync(Path)).Expect().Text("metadata", "resourceVersion");
        await using var watch =
            Watch($"?watch=true&resourceVersion={since}&allowWatchBookmarks=true&timeoutSeconds=60");

        var bookmark = await NextAsync(watch);

        Assert.Equal("BOOKMARK", bookmark.Text("type"));
        Assert.Equal("PartialObjectMetadata", bookmark.Text("object", "kind"));
        Assert.True(Version(bookmark) >= long.Parse(since!));
        Assert.Null(bookmark.Text("object", "metadata", "name"));
    }
}

[Collection(nameof(ApiServerCluster))]
public sealed class ApiServerListAndWatchTests(ApiServerCluster fixture) : ListAndWatchTests(fixture);
