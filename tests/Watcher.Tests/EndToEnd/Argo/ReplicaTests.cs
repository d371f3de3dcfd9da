using OfoWatcher.Markers;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Tests.Fixtures.Cluster;

namespace OfoWatcher.Tests.EndToEnd.Argo;

public abstract class ReplicaTests : ArgoTests
{
    private const string Leading = "Leading as";
    private const string ShortLease = "--Argo:LeaseDuration=00:00:12";

    private protected ReplicaTests(ClusterFixture fixture)
        : base(fixture)
    {
    }

    [Fact]
    public async Task Of_two_that_start_at_once_one_launches_and_the_other_goes_on_when_it_is_killed()
    {
        Share.AddPhotos("oak");
        Share.AddPhotos("pine");
        await using var a = Start("ofo-watcher-a", ShortLease);
        await using var b = Start("ofo-watcher-b", ShortLease);
        var (oak, pine) = (await Share.BegunAsync("oak"), await Share.BegunAsync("pine"));
        var (leader, follower) = Leads(a) ? (a, b) : (b, a);
        await follower.SaysAsync("leads; this replica follows");
        Assert.False(Leads(follower));
        Assert.Equal(2, Share.Launches);

        await leader.KillAsync();
        await Share.SucceedAsync("oak", oak);
        await follower.SaysAsync(Leading);
        await Share.CompletedAsync("oak");
        await Share.SucceedAsync("pine", pine);
        await Share.CompletedAsync("pine");
        Assert.Equal(1, ((CompletedMarker)Share.Marker("oak")!).Attempt);
        Assert.Equal(2, Share.Launches);
    }

    [Fact]
    public async Task A_leader_that_is_stopped_hands_over_to_a_follower_that_has_served_all_the_while()
    {
        Share.AddPhotos("oak");
        await using var leader = Start("ofo-watcher-a");
        await leader.SaysAsync(Leading);
        await using var follower = Start("ofo-watcher-b");
        await follower.SaysAsync("ofo-watcher-a");
        var run = await Share.BegunAsync("oak");
        var (status, readiness) = await AskAsync(follower, "/readyz");
        Assert.Equal((200, "follower"), (status, readiness.GetProperty("role").GetString()));
        Assert.StartsWith(
            "ofo-watcher-a_", readiness.GetProperty("leader").GetString(), StringComparison.Ordinal);
        await Eventually.TrueAsync(
            async () => (await AskAsync(follower, "/api/v1/projects")).Json.GetProperty("projects")
                .EnumerateArray().Single().GetProperty("state").GetString() == "Running",
            "the follower shows oak as running");

        var stopped = await leader.StopAsync();
        Assert.Equal(0, stopped.ExitCode);
        Assert.Contains(stopped.Output, line => line.Contains("Leadership released", StringComparison.Ordinal));
        await follower.SaysAsync(Leading); // Long before the Lease would have run out.
        await Share.SucceedAsync("oak", run);
        await Share.CompletedAsync("oak");
        Assert.Equal("leader", (await AskAsync(follower, "/readyz")).Json.GetProperty("role").GetString());
        Assert.Equal(1, Share.Launches);
    }

    [Fact]
    public async Task A_single_pass_beside_a_daemon_says_who_leads_and_leaves_everything_to_it()
    {
        Share.AddPhotos("oak");
        await using var daemon = Start("ofo-watcher-a", "--Runs:MaxConcurrentRuns=1");
        await Share.BegunAsync("oak");
        Share.AddPhotos("pine");
        await Share.SaysAsync("pine", "it is next"); // The daemon may not launch it, and the pass could.

        var pass = await Share.RunAsync("once");
        Assert.Equal(0, pass.ExitCode);
        // Among the lines of the log, which are printed by a thread of their own.
        Assert.Contains(pass.Output, line => line.StartsWith("ofo-watcher-a_", StringComparison.Ordinal)
            && line.EndsWith("leads: this pass leaves everything to it.", StringComparison.Ordinal));
        Assert.Equal(1, Share.Launches);

        await daemon.StopAsync();
        await Share.RunAsync("once");
        await Share.LaunchedAsync("pine");
        Assert.Equal(2, Share.Launches);
    }

    [Fact]
    public async Task A_leader_that_cannot_renew_its_Lease_ends_and_its_next_process_goes_on()
    {
        Share.AddPhotos("oak");
        await using var cutOff = Start("ofo-watcher-a", ShortLease);
        var run = await Share.BegunAsync("oak");
        Cluster.Proxy.Cut();
        var outcome = await cutOff.EndAsync();
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("does not lead any more", Assert.Single(outcome.Error), StringComparison.Ordinal);
        await Share.SucceedAsync("oak", run);
        Assert.Null(Share.Marker("oak"));
        Cluster.Proxy.Restore();

        await using var next = Start("ofo-watcher-a", ShortLease);
        await Share.CompletedAsync("oak");
        Assert.Equal(1, Share.Launches);
    }

    [Fact]
    public async Task What_a_follower_is_asked_the_leader_does()
    {
        const string token = "--Dashboard:Token=0123456789abcdef";
        Share.AddPhotos("oak");
        await using var leader = Start("ofo-watcher-a", token);
        await leader.SaysAsync(Leading);
        await using var follower = Start("ofo-watcher-b", token);
        await follower.SaysAsync("leads; this replica follows");
        var run = await Share.BegunAsync("oak");

        Assert.Equal(202, await PostAsync(follower, "/api/v1/projects/oak/stop", "0123456789abcdef"));

        await leader.SaysAsync($"{run} is stopped");
        await Eventually.TrueAsync(
            () => !File.Exists(Share.Result("oak", RequestFile.FileName)), "the request is answered");
        await Share.SaysAsync("oak", "is being stopped: cancelled by the operator");
        Assert.DoesNotContain(leader.Output, line => line.Contains("asks to", StringComparison.Ordinal));
        Assert.Contains(follower.Output, line => line.Contains("asks to Stop oak: accepted", StringComparison.Ordinal));
    }

    private WatcherProcess Start(string pod, params string[] settings) =>
        Share.Start(pod, Share.Kubeconfig(), settings);

    private static bool Leads(WatcherProcess watcher) =>
        watcher.Output.Any(line => line.Contains(Leading, StringComparison.Ordinal));
}

[Collection(nameof(DoubleCluster))]
public sealed class DoubleReplicaTests(DoubleCluster fixture) : ReplicaTests(fixture);

[Collection(nameof(PatientApiServerCluster))]
public sealed class ApiServerReplicaTests(PatientApiServerCluster fixture) : ReplicaTests(fixture);
