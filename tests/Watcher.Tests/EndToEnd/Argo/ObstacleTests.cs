using OfoWatcher.Tests.Fixtures.Cluster;

namespace OfoWatcher.Tests.EndToEnd.Argo;

public abstract class ObstacleTests : ArgoTests
{
    private protected ObstacleTests(ClusterFixture fixture)
        : base(fixture)
    {
    }

    [Fact]
    public async Task Without_the_template_all_wait_one_line_tells_it_and_they_go_on_once_it_is_there()
    {
        const string missing = "the WorkflowTemplate ofo-metashape is missing";
        string[] projects = ["oak", "pine", "fir"];
        await Cluster.DeleteTemplateAsync(Share.Namespace);
        foreach (var project in projects)
            Share.AddPhotos(project);
        await using var watcher = Share.Start();
        foreach (var project in projects)
            await Share.SaysAsync(project, $"Waiting: ready; {missing}");
        var (status, readiness) = await AskAsync(watcher, "/readyz");
        Assert.Equal(503, status);
        Assert.Contains(
            missing, readiness.GetProperty("conditions").GetProperty("engine").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, Share.Launches);

        await Cluster.ApplyTemplateAsync(Share.Namespace);
        foreach (var project in projects)
            await Share.BegunAsync(project);
        await ReadyAsync(watcher);
        Assert.Equal(projects.Length, Share.Launches);
        SaidOnce(watcher, "Nothing can be launched");
        await watcher.SaysAsync("Runs can be launched again");
    }

    [Theory]
    [InlineData("create", "workflows")]
    [InlineData("list", "workflows")]
    [InlineData("watch", "workflows")]
    [InlineData("get", "workflowtemplates")]
    [InlineData("create", "leases")]
    [InlineData("update", "leases")]
    public async Task A_right_that_is_missing_is_named_and_all_goes_on_once_it_is_granted(string verb, string resource)
    {
        if (verb == "update")
            await MakeFreeLeaseAsync();
        await Cluster.ForbidAsync(Share.Namespace, verb, resource);
        Share.AddPhotos("oak");
        await using var watcher = Share.Start();
        await watcher.SaysAsync($"lacks the verb {verb} on {resource}");
        await UnreadyAsync(watcher);

        await Cluster.AllowAsync(Share.Namespace, verb, resource);
        await Share.SucceedAsync("oak", await Share.LaunchedAsync("oak"));
        await Share.CompletedAsync("oak");
        await ReadyAsync(watcher);
        Assert.Equal(1, Share.Launches);
        SaidOnce(watcher, "lacks the verb");
    }

    [Fact]
    public async Task A_log_that_may_not_be_read_takes_nothing_from_what_is_known_of_a_failure()
    {
        await Cluster.ForbidAsync(Share.Namespace, "get", "pods/log");
        Share.AddPhotos("oak");
        await using var watcher = Share.Start("--Runs:MaxAttempts=1");
        var run = await Share.LaunchedAsync("oak");
        await Cluster.Argo.FailAsync(Share.Namespace, run, "align-cameras", "Error (exit code 1)", 1);
        var failed = await Share.FailedAsync("oak");
        Assert.Equal("align_cameras failed: Error (exit code 1)", failed.Message);
        Assert.Contains("lacks the verb get on pods/log", Assert.Single(failed.LastLogLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TestUsers.Watcher, "lacks the verb get on leases.coordination.k8s.io in namespace {0}")]
    [InlineData(TestUsers.Admin, "namespaces \"{0}\" not found")]
    public async Task A_namespace_that_is_missing_is_named_and_all_goes_on_once_it_exists(string user, string words)
    {
        using var share = new ArgoShare(Cluster, TestCluster.NewNamespaceName());
        share.AddPhotos("oak");
        await using var watcher = share.Start("ofo-watcher-0", share.Kubeconfig(user));
        await watcher.SaysAsync(words.Replace("{0}", share.Namespace, StringComparison.Ordinal));
        Assert.Equal(503, (await AskAsync(watcher, "/readyz")).Status);

        await Cluster.MakeNamespaceAsync(name: share.Namespace);
        await share.SucceedAsync("oak", await share.LaunchedAsync("oak"));
        await share.CompletedAsync("oak");
        await ReadyAsync(watcher);
    }

    private async Task MakeFreeLeaseAsync()
    {
        await using var watcher = Share.Start();
        await watcher.SaysAsync("Leading as");
        await watcher.StopAsync();
    }
}

[Collection(nameof(DoubleCluster))]
public sealed class DoubleObstacleTests(DoubleCluster fixture) : ObstacleTests(fixture);

[Collection(nameof(ApiServerCluster))]
public sealed class ApiServerObstacleTests(ApiServerCluster fixture) : ObstacleTests(fixture);
