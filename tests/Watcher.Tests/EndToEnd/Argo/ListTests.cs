using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Tests.Fixtures.Cluster;

namespace OfoWatcher.Tests.EndToEnd.Argo;

/// <summary>What the list of projects says of runs in a cluster, by the replica that acts and by one that stands by.</summary>
[Collection(nameof(DoubleCluster))]
public sealed class ListTests(DoubleCluster fixture) : ArgoTests(fixture)
{
    private const string ArgoUrl = "--Dashboard:ArgoUrl=https://argo.example.org/{workflow}";

    [Fact]
    public async Task Each_project_leads_to_its_Workflow_while_it_goes_and_when_it_has_ended()
    {
        Share.AddPhotos("oak");
        await using var leader = Share.Start(ArgoUrl);
        var run = await Share.BegunAsync("oak");
        await using var follower = Share.Start("ofo-watcher-1", Share.Kubeconfig(), ArgoUrl);
        await follower.SaysAsync("this replica follows");
        foreach (var watcher in (WatcherProcess[])[leader, follower])
            Assert.Equal($"Running https://argo.example.org/{run} no products", await UntilAsync(watcher, "Running"));

        await Share.SucceedAsync("oak", run);
        await Share.CompletedAsync("oak");

        foreach (var watcher in (WatcherProcess[])[leader, follower])
        {
            Assert.Matches(
                $@"\ACompleted https://argo\.example\.org/{run} [1-9]\d* products\z", await UntilAsync(watcher, "Completed"));
        }
    }

    private async Task<string> UntilAsync(WatcherProcess watcher, string state)
    {
        var told = "";
        await Eventually.TrueAsync(
            async () => (told = await TellAsync(watcher)).StartsWith(state, StringComparison.Ordinal),
            () => $"it is told as {state}: {told}");
        return told;
    }

    private async Task<string> TellAsync(WatcherProcess watcher)
    {
        var (_, list) = await AskAsync(watcher, "/api/v1/projects");
        if (!list.TryGetProperty("projects", out var rows) || rows.GetArrayLength() == 0)
            return "";
        var address = rows[0].TryGetProperty("argoUrl", out var url) ? url.GetString() : "no address";
        var products = rows[0].TryGetProperty("products", out var count) ? $"{count.GetInt32()}" : "no";
        return $"{rows[0].GetProperty("state").GetString()} {address} {products} products";
    }
}
