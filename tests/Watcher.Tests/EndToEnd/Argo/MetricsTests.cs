using OfoWatcher.Tests.Deploy;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Tests.Fixtures.Cluster;

namespace OfoWatcher.Tests.EndToEnd.Argo;

/// <summary>What watchers of a cluster serve at <c>/metrics</c>.</summary>
[Collection(nameof(DoubleCluster))]
public sealed class MetricsTests(DoubleCluster fixture) : ArgoTests(fixture)
{
    [Fact]
    public async Task All_that_the_alerts_and_the_dashboard_ask_for_is_served()
    {
        Share.AddPhotos("oak");
        Share.AddPhotos("few", count: 3);
        await using var watcher = Share.Start("--Argo:LeaseDuration=00:00:05");
        await Share.SucceedAsync("oak", await Share.BegunAsync("oak"));
        await Share.CompletedAsync("oak");

        var scrape = await Scrape.UntilAsync(
            watcher,
            scrape => scrape["ofo_watcher_runs_total", ("result", "completed")] == 1
                && scrape["ofo_watcher_projects", ("state", "Invalid")] == 1
                && scrape["ofo_watcher_lease_renewals_total", ("result", "success")] > 0,
            "both have ended");

        Assert.True(ObservabilityTests.Named.Count > 20);
        Assert.Empty(ObservabilityTests.Named.Except(scrape.Names));
        Assert.Equal(1, scrape["ofo_watcher_leader"]);
        Assert.Equal(1, scrape["ofo_watcher_lease_transitions_total", ("to", "leading")]);
        Assert.True(scrape["ofo_watcher_api_requests_total", ("code", "201"), ("verb", "create")] >= 2);
        Assert.True(scrape["ofo_watcher_api_requests_total", ("code", "200"), ("verb", "update")] > 0);
        Assert.True(scrape["ofo_watcher_api_requests_total", ("code", "200"), ("verb", "watch")] > 0);
    }

    [Fact]
    public async Task A_replica_that_stands_by_tells_that_it_does_not_lead_and_has_no_projects()
    {
        Share.AddPhotos("oak");
        await using var leader = Share.Start();
        await Share.BegunAsync("oak");
        await using var follower = Share.Start("ofo-watcher-1", Share.Kubeconfig());
        await follower.SaysAsync("this replica follows");

        var scrape = await Scrape.OfAsync(follower);

        Assert.Equal(0, scrape["ofo_watcher_leader"]);
        Assert.Equal(0, scrape["ofo_watcher_projects", ("state", "Running")]);
        Assert.Null(scrape["ofo_watcher_last_scan_timestamp_seconds"]);
        Assert.Equal(1, (await Scrape.OfAsync(leader))["ofo_watcher_runs_active"]);
    }
}
