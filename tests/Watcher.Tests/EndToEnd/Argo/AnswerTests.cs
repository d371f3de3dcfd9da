using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Tests.Fixtures.Cluster;

namespace OfoWatcher.Tests.EndToEnd.Argo;

/// <summary>A server that answers, but not as one would like.</summary>
public abstract class AnswerTests : ArgoTests
{
    private protected AnswerTests(ClusterFixture fixture)
        : base(fixture)
    {
    }

    [Fact]
    public async Task Watches_that_are_closed_every_second_lose_nothing_and_are_not_followed_by_lists()
    {
        Cluster.Proxy.CloseWatchesAfter = TimeSpan.FromSeconds(1);
        string[] projects = ["oak", "pine", "fir"];
        await using var watcher = Share.Start();
        foreach (var project in projects)
        {
            Share.AddPhotos(project);
            var run = await Share.BegunAsync(project);
            var watches = Cluster.Proxy.Count("watch", "workflows");
            await Eventually.TrueAsync(
                () => Cluster.Proxy.Count("watch", "workflows") > watches, "another watch is opened");
            await Share.SucceedAsync(project, run);
            await Share.CompletedAsync(project);
        }

        Assert.Equal(1, Cluster.Proxy.Count("list", "workflows"));
        Assert.Equal(projects.Length, Share.Launches);
    }

    [Fact]
    public async Task A_version_that_is_no_longer_kept_leads_to_one_list_and_nothing_is_lost()
    {
        Share.AddPhotos("oak");
        Share.AddPhotos("pine");
        await using var watcher = Share.Start();
        var (oak, pine) = (await Share.BegunAsync("oak"), await Share.BegunAsync("pine"));
        Cluster.Proxy.Cut();
        await Share.SucceedAsync("oak", oak);
        await Cluster.Argo.DeleteAsync(Share.Namespace, pine);
        Cluster.Proxy.ExpireWatches();
        Cluster.Proxy.Restore();

        await Share.CompletedAsync("oak");
        await Share.FailedAsync("pine");
        Assert.Equal(2, Cluster.Proxy.Count("list", "workflows"));
        Assert.Equal(2, Share.Launches);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_server_that_is_too_busy_for_a_launch_is_asked_again_and_makes_it_once(int status)
    {
        var busy = status == 429 ? InjectedAnswer.TooManyRequests(retryAfter: 1) : InjectedAnswer.Unavailable;
        Cluster.Proxy.Answer("create", "workflows", busy, times: 2);
        Share.AddPhotos("oak");
        await using var watcher = Share.Start();
        await Share.SucceedAsync("oak", await Share.LaunchedAsync("oak"));
        await Share.CompletedAsync("oak");

        Assert.Equal(3, Cluster.Proxy.Count("create", "workflows"));
        Assert.Equal(1, Share.Launches);
        Assert.DoesNotContain(
            watcher.Output, line => line.Contains("Nothing can be launched", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Credentials_that_expired_are_read_again_when_new_ones_are_there()
    {
        var kubeconfig = Path.Combine(Share.Folder, "kubeconfig");
        var valid = await File.ReadAllTextAsync(Share.Kubeconfig(), TestContext.Current.CancellationToken);
        var token = TestUsers.TokenOf(TestUsers.Watcher);
        File.WriteAllText(kubeconfig, valid.Replace(token, "expired", StringComparison.Ordinal));
        Share.AddPhotos("oak");
        await using var watcher = Share.Start("ofo-watcher-0", kubeconfig);
        await watcher.SaysAsync("does not accept the watcher's credentials");

        File.WriteAllText(kubeconfig, valid);
        await Share.BegunAsync("oak");
        await ReadyAsync(watcher);
        Assert.Equal(1, Share.Launches);
    }
}

[Collection(nameof(DoubleCluster))]
public sealed class DoubleAnswerTests(DoubleCluster fixture) : AnswerTests(fixture);

[Collection(nameof(ApiServerCluster))]
public sealed class ApiServerAnswerTests(ApiServerCluster fixture) : AnswerTests(fixture);
