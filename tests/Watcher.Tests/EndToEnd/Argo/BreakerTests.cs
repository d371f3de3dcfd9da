using OfoWatcher.Tests.Fixtures.Cluster;

namespace OfoWatcher.Tests.EndToEnd.Argo;

public abstract class BreakerTests : ArgoTests
{
    private protected BreakerTests(ClusterFixture fixture)
        : base(fixture)
    {
    }

    [Fact]
    public async Task After_three_runs_that_Argo_refused_nothing_is_launched_until_the_template_is_changed()
    {
        const string why = "Argo refused the Workflow: invalid spec: templates.metashape: no such image";
        string[] refused = ["oak", "pine", "fir"];
        foreach (var project in refused)
            Share.AddPhotos(project);
        await using var watcher = Share.Start("--Runs:RetryDelay=00:10:00");
        foreach (var project in refused)
        {
            var run = await Share.LaunchedAsync(project);
            await Cluster.Argo.FailSpecificationAsync(
                Share.Namespace, run, "invalid spec: templates.metashape: no such image");
        }

        await watcher.SaysAsync($"Nothing can be launched: 3 runs in a row failed before they began ({why})");
        Share.AddPhotos("cedar");
        await Share.SaysAsync("cedar", "Waiting: ready; 3 runs in a row failed before they began");
        Assert.Equal(503, (await AskAsync(watcher, "/readyz")).Status);
        Assert.Equal(3, Share.Launches);

        await Cluster.ApplyTemplateAsync(Share.Namespace);
        await Share.SucceedAsync("cedar", await Share.LaunchedAsync("cedar"));
        await Share.CompletedAsync("cedar");
        await ReadyAsync(watcher);
        SaidOnce(watcher, "Nothing can be launched: 3 runs");
    }
}

[Collection(nameof(DoubleCluster))]
public sealed class DoubleBreakerTests(DoubleCluster fixture) : BreakerTests(fixture);

[Collection(nameof(ApiServerCluster))]
public sealed class ApiServerBreakerTests(ApiServerCluster fixture) : BreakerTests(fixture);
