using OfoWatcher.Markers;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Tests.Fixtures.Cluster;

namespace OfoWatcher.Tests.EndToEnd.Argo;

public abstract class OutageTests : ArgoTests
{
    private const string Unreachable = "cannot be reached";

    private protected OutageTests(ClusterFixture fixture)
        : base(fixture)
    {
    }

    [Fact]
    public async Task A_launch_during_which_the_server_was_stopped_is_made_once_when_it_is_back()
    {
        Share.AddPhotos("oak");
        using var launch = Cluster.Proxy.HoldBack(request => request.Is("create", "workflows"));
        await using var watcher = Share.Start();
        await launch.Arrived;
        await Share.WhileStoppedAsync(async () =>
        {
            launch.Release();
            await Share.SaysAsync("oak", Unreachable);
            Share.AddPhotos("pine");
            await Share.SaysAsync("pine", Unreachable);
            Assert.Equal(503, (await AskAsync(watcher, "/readyz")).Status);
        });

        await EndAsync("oak");
        await EndAsync("pine");
        await ReadyAsync(watcher);
        Assert.Equal(2, Share.Launches);
        Assert.Equal(2, (await Share.WorkflowsAsync()).Count);
    }

    [Fact]
    public async Task A_launch_that_the_network_was_cut_for_is_made_once_when_it_is_back()
    {
        await using var watcher = Share.Start();
        await watcher.SaysAsync("Watching");
        Cluster.Proxy.Cut();
        Share.AddPhotos("oak");
        await Share.SaysAsync("oak", Unreachable);
        Cluster.Proxy.Restore();

        await EndAsync("oak");
        Assert.Equal(1, Share.Launches);
        SaidOnce(watcher, "Workflows cannot be followed");
    }

    [Fact]
    public async Task A_launch_whose_answer_was_lost_is_found_and_not_made_again()
    {
        Cluster.Proxy.LoseAnswers("create", "workflows");
        Share.AddPhotos("oak");
        await using var watcher = Share.Start();
        await EndAsync("oak");
        Assert.Equal(1, ((CompletedMarker)Share.Marker("oak")!).Attempt);
        Assert.Single(await Share.WorkflowsAsync());
    }

    [Fact]
    public async Task A_watcher_killed_in_the_middle_of_a_launch_is_followed_by_one_that_makes_it_once()
    {
        Share.AddPhotos("oak");
        using var launch = Cluster.Proxy.HoldBack(request => request.Is("create", "workflows"));
        await using (var killed = Share.Start("--Argo:LeaseDuration=00:00:12"))
        {
            await launch.Arrived;
            await killed.KillAsync();
        }

        launch.Release();
        await using var watcher = Share.Start("--Argo:LeaseDuration=00:00:12");
        await EndAsync("oak");
        Assert.Equal(1, ((CompletedMarker)Share.Marker("oak")!).Attempt);
        Assert.Single(await Share.WorkflowsAsync());
    }

    [Fact]
    public async Task The_end_of_a_run_is_not_lost_when_it_comes_while_the_server_cannot_be_reached()
    {
        Share.AddPhotos("oak");
        Share.AddPhotos("pine");
        await using var watcher = Share.Start("--Runs:MaxAttempts=1");
        var (oak, pine) = (await Share.BegunAsync("oak"), await Share.BegunAsync("pine"));
        await Share.WhileStoppedAsync(async () =>
        {
            await watcher.SaysAsync(Unreachable);
            Cluster.Proxy.Cut();
        });
        await Share.SucceedAsync("oak", oak);
        await Cluster.Argo.FailAsync(Share.Namespace, pine, "align", "Error (exit code 1)", 1);
        Cluster.Proxy.Restore();

        await Share.CompletedAsync("oak");
        Assert.Equal("align", (await Share.FailedAsync("pine")).FailedStep);
        Assert.Equal(2, Share.Launches);
    }

    [Fact]
    public async Task A_watcher_that_was_cut_off_is_ready_again_though_nothing_happens_in_the_cluster()
    {
        await using var watcher = Share.Start();
        await Eventually.TrueAsync(() => Cluster.Proxy.Count("watch", "workflows") > 0, "it watches");
        Cluster.Proxy.Cut();
        await UnreadyAsync(watcher);
        Cluster.Proxy.CloseWatchesAfter = TimeSpan.FromSeconds(5); // Before a bookmark would come.
        Cluster.Proxy.Restore();
        await ReadyAsync(watcher);
        await watcher.SaysAsync("Workflows are followed again");
    }

    private async Task EndAsync(string project)
    {
        await Share.SucceedAsync(project, await Share.LaunchedAsync(project));
        await Share.CompletedAsync(project);
    }
}

[Collection(nameof(DoubleCluster))]
public sealed class DoubleOutageTests(DoubleCluster fixture) : OutageTests(fixture);

[Collection(nameof(PatientApiServerCluster))]
public sealed class ApiServerOutageTests(PatientApiServerCluster fixture) : OutageTests(fixture);
