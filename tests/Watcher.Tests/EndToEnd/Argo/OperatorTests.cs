using OfoWatcher.Markers;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Tests.Fixtures.Cluster;

namespace OfoWatcher.Tests.EndToEnd.Argo;

/// <summary>What people do to Workflows by <c>kubectl</c> and <c>argo</c>, and Argo by their time to live.</summary>
public abstract class OperatorTests : ArgoTests
{
    private protected OperatorTests(ClusterFixture fixture)
        : base(fixture)
    {
    }

    [Fact]
    public async Task A_Workflow_deleted_while_it_runs_fails_its_project_which_goes_again_only_when_asked()
    {
        Share.AddPhotos("oak");
        await using var watcher = Share.Start();
        var run = await Share.BegunAsync("oak");
        await Cluster.Argo.DeleteAsync(Share.Namespace, run);
        var failed = await Share.FailedAsync("oak");
        Assert.Equal(run, failed.Run);
        Assert.Contains("gone from its engine", failed.Message, StringComparison.Ordinal);
        Assert.Contains("_RETRY", failed.Message, StringComparison.Ordinal);

        Share.AddPhotos("pine"); // By the time it runs, oak has been looked at several times.
        await Share.BegunAsync("pine");
        Assert.Equal(failed.WrittenAt, Share.Marker("oak")?.WrittenAt);
        Assert.Equal(2, Share.Launches);

        File.WriteAllText(Share.Project("oak", "_RETRY"), "");
        await Share.SucceedAsync("oak", await Share.LaunchedAsync("oak", attempt: 2));
        await Share.CompletedAsync("oak");
        Assert.Equal(3, Share.Launches);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_run_whose_Workflow_went_while_nobody_watched_is_judged_by_what_it_left(bool hasEnd)
    {
        Share.AddPhotos("oak");
        string run;
        await using (var before = Share.Start())
        {
            run = await Share.BegunAsync("oak");
            await before.StopAsync();
        }

        Share.AddProduct("oak", run);
        if (!hasEnd)
            File.WriteAllText(Share.Result("oak", run, "output", "oak_log.txt"), "Finished aligning cameras\n");
        await Cluster.Argo.SucceedAsync(Share.Namespace, run);
        await Cluster.Argo.DeleteAsync(Share.Namespace, run);
        await using var watcher = Share.Start();
        await Eventually.TrueAsync(() => Share.Marker("oak") is RunMarker, "oak is judged");

        var marker = (RunMarker)Share.Marker("oak")!;
        Assert.Equal(hasEnd, marker is CompletedMarker);
        Assert.Equal(!hasEnd, marker is FailedMarker { RetryAt: null });
        Assert.Equal(run, marker.Run);
        Share.AddPhotos("pine");
        await Share.BegunAsync("pine");
        Assert.Equal(2, Share.Launches);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_failed_run_that_an_operator_runs_again_is_followed_and_its_marker_with_it(
        bool isResubmitted, bool isWatcherAway)
    {
        Share.AddPhotos("oak");
        await using var watcher = Share.Start("--Runs:MaxAttempts=1");
        var run = await Share.BegunAsync("oak");
        await Cluster.Argo.FailAsync(Share.Namespace, run, "align", "Error (exit code 1)", 1);
        Assert.Equal(1, (await Share.FailedAsync("oak")).Attempt);
        if (isWatcherAway)
            await watcher.StopAsync();
        var workflow = await RunAgainAsync(run, isResubmitted);
        if (!isWatcherAway)
        {
            await Eventually.TrueAsync(() => Share.Marker("oak") is null, "the marker is gone");
            await Cluster.Argo.StartAsync(Share.Namespace, workflow);
            await Share.SaysAsync("oak", $"Running: run {run}");
        }

        Share.AddProduct("oak", run);
        await Cluster.Argo.SucceedAsync(Share.Namespace, workflow);
        await using var next = isWatcherAway ? Share.Start("--Runs:MaxAttempts=1") : null;
        await Share.CompletedAsync("oak");
        var completed = (CompletedMarker)Share.Marker("oak")!;
        Assert.Equal((run, 1), (completed.Run, completed.Attempt));
        Assert.Equal(1, Share.Launches);
    }

    private async Task<string> RunAgainAsync(string run, bool isResubmitted)
    {
        if (isResubmitted)
            return await Cluster.Argo.ResubmitAsync(Share.Namespace, run);
        await Cluster.Argo.RetryAsync(Share.Namespace, run);
        return run;
    }
}

[Collection(nameof(DoubleCluster))]
public sealed class DoubleOperatorTests(DoubleCluster fixture) : OperatorTests(fixture);

[Collection(nameof(ApiServerCluster))]
public sealed class ApiServerOperatorTests(ApiServerCluster fixture) : OperatorTests(fixture);
