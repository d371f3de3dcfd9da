using k8s;
using k8s.Models;
using OfoWatcher.Reconciling.Leadership;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Tests.Fixtures.Cluster;

namespace OfoWatcher.Tests.Reconciling.Leadership;

/// <summary>What holds for replicas that elect a leader, on whatever answers as the API server.</summary>
public abstract class LeaseElectionTests(ClusterFixture fixture)
{
    private static readonly TimeSpan Renewal = Replica.Duration / 3;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_two_that_start_at_once_exactly_one_leads()
    {
        var cluster = fixture.Require();
        var ns = await cluster.MakeNamespaceAsync();
        await using var one = Replica.ByProxy(cluster, ns, "one").Start();
        await using var two = Replica.ByProxy(cluster, ns, "two").Start();

        var first = await Task.WhenAny(one.Leading, two.Leading);
        await first;
        var (leader, follower) = first == one.Leading ? (one, two) : (two, one);
        await follower.StepUntilAsync(
            () => follower.Election.Holder == leader.Election.Identity, "the other one follows");

        Assert.True(leader.Leads());
        Assert.False(follower.Leads());
        Assert.False(follower.Leading.IsCompleted);
        Assert.Null(leader.Fault);
        Assert.Null(follower.Fault);
        Assert.Equal([$"Leading as {leader.Election.Identity}"], leader.Log.All);
        Assert.Equal([$"{leader.Election.Identity} leads; this replica follows"], follower.Log.All);
    }

    [Fact]
    public async Task The_Lease_says_who_leads_since_when_and_after_how_many_others()
    {
        var cluster = fixture.Require();
        var ns = await cluster.MakeNamespaceAsync();
        await using var first = await Replica.ByProxy(cluster, ns, "first").LeadAsync();
        await first.Election.ReleaseAsync();
        var released = await LeaseAsync(cluster, ns);

        await using var second = await Replica.ByProxy(cluster, ns, "second").LeadAsync();
        var taken = await LeaseAsync(cluster, ns);
        await RenewAsync(cluster, ns, second);
        var renewed = await LeaseAsync(cluster, ns);

        Assert.Equal("", released.Spec.HolderIdentity ?? "");
        Assert.Equal(second.Election.Identity, taken.Spec.HolderIdentity);
        Assert.StartsWith("second_", taken.Spec.HolderIdentity, StringComparison.Ordinal);
        Assert.Equal(60, taken.Spec.LeaseDurationSeconds);
        Assert.Equal(1, taken.Spec.LeaseTransitions);
        Assert.Equal(taken.Spec.AcquireTime, renewed.Spec.AcquireTime);
        Assert.Equal(1, renewed.Spec.LeaseTransitions);
        Assert.True(renewed.Spec.RenewTime > taken.Spec.RenewTime);
    }

    [Fact]
    public async Task A_released_Lease_is_taken_at_once_and_without_asking_again_and_again()
    {
        var cluster = fixture.Require();
        var ns = await cluster.MakeNamespaceAsync();
        await using var leader = await Replica.Direct(cluster, ns, "leader").LeadAsync();
        await using var follower = await Replica.ByProxy(cluster, ns, "follower").FollowAsync(leader);
        for (var renewal = 0; renewal < 4; renewal++)
        {
            await RenewAsync(cluster, ns, leader);
            await WatchesAsync(cluster);
            follower.Time.Advance(Renewal - TimeSpan.FromSeconds(5));
        }

        var before = cluster.Proxy.Requests.Select(request => request.Verb).ToList();
        await leader.Election.ReleaseAsync();
        await follower.Leading.WaitAsync(Cancelled); // Its time stands still: no timer of its own wakes it.

        Assert.Equal(["get", "watch"], before);
        Assert.Equal(
            ["get", "watch", "update"], cluster.Proxy.Requests.Select(request => request.Verb));
        Assert.Equal("Leadership released", leader.Log.All[^1]);
        Assert.Contains(
            "it released the Lease", Assert.Throws<LeadershipLostException>(leader.Election.ThrowIfLost).Message,
            StringComparison.Ordinal);
        Assert.True(leader.Election.Lost.IsCancellationRequested);
        Assert.Null(leader.Election.Holder);
        await Assert.ThrowsAsync<LeadershipLostException>(() => leader.Election.AcquireAsync(Cancelled));
    }

    [Fact]
    public async Task Of_many_that_see_a_released_Lease_one_leads()
    {
        var cluster = fixture.Require();
        var ns = await cluster.MakeNamespaceAsync();
        await using var leader = await Replica.Direct(cluster, ns, "leader").LeadAsync();
        await using var one = await Replica.ByProxy(cluster, ns, "one").FollowAsync(leader);
        await using var two = await Replica.ByProxy(cluster, ns, "two").FollowAsync(leader);
        await using var three = await Replica.ByProxy(cluster, ns, "three").FollowAsync(leader);
        Replica[] followers = [one, two, three];

        await leader.Election.ReleaseAsync();
        await Task.WhenAny(followers.Select(follower => follower.Leading));

        var next = Assert.Single(followers, follower => follower.Leading.IsCompletedSuccessfully);
        foreach (var other in followers.Where(follower => follower != next))
        {
            await other.StepUntilAsync(
                () => other.Election.Holder == next.Election.Identity, "the others follow the next one");
            Assert.False(other.Leading.IsCompleted);
            Assert.Null(other.Fault);
        }
    }

    [Fact]
    public async Task A_leader_that_was_killed_is_followed_once_its_duration_is_over()
    {
        var cluster = fixture.Require();
        var ns = await cluster.MakeNamespaceAsync();
        await using var killed = await Replica.ByProxy(cluster, ns, "killed").LeadAsync(); // Its time never goes on.
        await using var follower = await Replica.ByProxy(cluster, ns, "follower").FollowAsync(killed);

        var begun = follower.Time.GetTimestamp();
        await follower.StepUntilAsync(() => follower.Leading.IsCompleted, "the follower leads");

        await follower.Leading;
        Assert.True(follower.Time.GetElapsedTime(begun) >= Replica.Duration);
        Assert.Equal(follower.Election.Identity, (await LeaseAsync(cluster, ns)).Spec.HolderIdentity);
    }

    /// <summary>Its network refuses connections, or takes requests that are never answered.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_leader_that_is_cut_off_stops_to_act_before_another_begins(bool hangs)
    {
        var cluster = fixture.Require();
        var ns = await cluster.MakeNamespaceAsync();
        var time = new SteppedTime(); // Both live in the same time, so that it tells before from after.
        await using var leader = await Replica.ByProxy(cluster, ns, "leader", time).LeadAsync();
        await using var follower = await Replica.Direct(cluster, ns, "follower", time).FollowAsync(leader);
        using var held = cluster.Proxy.HoldBack(request => hangs && request.Resource == "leases");
        if (!hangs)
            cluster.Proxy.Cut();

        var acted = follower.Leading.ContinueWith(
            _ => leader.Leads() || !leader.Election.Lost.IsCancellationRequested, TaskScheduler.Default);
        await leader.StepUntilAsync(() => leader.Election.Lost.IsCancellationRequested, "the leader gives up");
        Assert.False(follower.Leading.IsCompleted);
        await follower.StepUntilAsync(() => follower.Leading.IsCompleted, "the follower leads");

        Assert.False(await acted);
        Assert.True(follower.Leads());
        Assert.Contains(
            "not renewed for 45 s", Assert.Throws<LeadershipLostException>(leader.Election.ThrowIfLost).Message,
            StringComparison.Ordinal);
        Assert.Equal("leadership is lost: the Lease was not renewed for 45 s", leader.Fault);
        Assert.Equal(hangs, held.Count > 0);
        held.Release();
        cluster.Proxy.Restore();
        time.Advance(Replica.Duration / 4);
        Assert.False(leader.Leads());
        Assert.Equal(1, leader.Log.Count("Leadership is lost"));
    }

    [Fact]
    public async Task A_leader_that_cannot_reach_the_API_for_a_while_still_leads()
    {
        var cluster = fixture.Require();
        var ns = await cluster.MakeNamespaceAsync();
        await using var leader = await Replica.ByProxy(cluster, ns, "leader").LeadAsync();
        var before = await LeaseAsync(cluster, ns);
        await cluster.StopAsync();
        try
        {
            leader.Time.Advance(Renewal);
            await Eventually.TrueAsync(() => leader.Fault is not null, "it says what is in the way");
            Assert.True(leader.Leads());
        }
        finally
        {
            await cluster.StartAgainAsync();
        }

        await SlowlyUntilAsync(leader, () => Task.FromResult(leader.Fault is null), "it renews the Lease again");

        Assert.True(leader.Leads());
        Assert.NotEqual(
            before.Metadata.ResourceVersion, (await LeaseAsync(cluster, ns)).Metadata.ResourceVersion);
        Assert.Equal(1, leader.Log.Count("The election of a leader is held up: cannot"));
        Assert.EndsWith("can be used again", leader.Log.All[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_follower_follows_on_after_the_API_was_away()
    {
        var cluster = fixture.Require();
        var ns = await cluster.MakeNamespaceAsync();
        await using var leader = await Replica.Direct(cluster, ns, "leader").LeadAsync();
        await using var follower = await Replica.ByProxy(cluster, ns, "follower").FollowAsync(leader);
        await WatchesAsync(cluster);
        cluster.Proxy.Cut();
        await follower.StepUntilAsync(() => follower.Fault is not null, "it says what is in the way");
        cluster.Proxy.Restore();
        await RenewAsync(cluster, ns, leader);
        await follower.StepUntilAsync(() => follower.Fault is null, "it watches again");

        Assert.False(follower.Leading.IsCompleted);
        await leader.Election.ReleaseAsync();
        await follower.Leading.WaitAsync(Cancelled);
        Assert.Equal(1, follower.Log.Count("held up"));
    }

    [Fact]
    public async Task Watches_that_end_early_are_begun_again_after_a_pause()
    {
        var cluster = fixture.Require();
        cluster.Proxy.CloseWatchesAfter = TimeSpan.FromMilliseconds(50);
        var ns = await cluster.MakeNamespaceAsync();
        await using var leader = await Replica.Direct(cluster, ns, "leader").LeadAsync();
        await using var follower = await Replica.ByProxy(cluster, ns, "follower").FollowAsync(leader);
        await follower.StepUntilAsync(() => cluster.Proxy.Count("watch", "leases") > 3, "it watched several times");
        Assert.Null(follower.Fault);

        await leader.Election.ReleaseAsync();
        await follower.StepUntilAsync(() => follower.Leading.IsCompleted, "the follower leads");
    }

    [Fact]
    public async Task A_clock_that_is_set_back_by_an_hour_changes_nothing()
    {
        var cluster = fixture.Require();
        var ns = await cluster.MakeNamespaceAsync();
        await using var leader = await Replica.ByProxy(cluster, ns, "leader").LeadAsync();
        await using var follower = await Replica.ByProxy(cluster, ns, "follower").FollowAsync(leader);

        leader.Time.Off = follower.Time.Off = -TimeSpan.FromHours(1);
        await RenewAsync(cluster, ns, leader);
        await RenewAsync(cluster, ns, leader);
        await RenewAsync(cluster, ns, leader);
        Assert.True(leader.Leads());
        Assert.False(follower.Leading.IsCompleted);

        var begun = follower.Time.GetTimestamp();
        await follower.StepUntilAsync(() => follower.Leading.IsCompleted, "the follower leads");
        Assert.InRange(follower.Time.GetElapsedTime(begun), Replica.Duration / 2, TimeSpan.FromMinutes(30));
    }

    [Fact]
    public async Task A_leader_whose_clock_is_an_hour_ahead_is_followed_as_any_other()
    {
        var cluster = fixture.Require();
        var ns = await cluster.MakeNamespaceAsync();
        var ahead = new SteppedTime { Off = TimeSpan.FromHours(1) };
        await using var leader = await Replica.ByProxy(cluster, ns, "leader", ahead).LeadAsync();
        await using var follower = await Replica.ByProxy(cluster, ns, "follower").FollowAsync(leader);

        var begun = follower.Time.GetTimestamp();
        await follower.StepUntilAsync(() => follower.Leading.IsCompleted, "the follower leads");
        Assert.InRange(follower.Time.GetElapsedTime(begun), Replica.Duration, TimeSpan.FromMinutes(30));
    }

    [Fact]
    public async Task A_Lease_that_was_deleted_by_hand_is_made_again_by_its_leader()
    {
        var cluster = fixture.Require();
        var ns = await cluster.MakeNamespaceAsync();
        await using var leader = await Replica.ByProxy(cluster, ns, "leader").LeadAsync();
        await using var follower = await Replica.ByProxy(cluster, ns, "follower").FollowAsync(leader);
        await WatchesAsync(cluster);
        await DeleteLeaseAsync(cluster, ns);
        await Eventually.TrueAsync(() => follower.Election.Holder is null, "the follower sees that it is gone");

        leader.Time.Advance(Renewal);
        await SlowlyUntilAsync(
            leader, async () => await HolderAsync(cluster, ns) == leader.Election.Identity,
            "the leader makes it again");
        await follower.StepUntilAsync(
            () => follower.Election.Holder == leader.Election.Identity, "the follower sees it");

        Assert.True(leader.Leads());
        Assert.False(follower.Leading.IsCompleted);
    }

    [Fact]
    public async Task A_Lease_that_was_deleted_after_its_leader_died_is_made_by_another()
    {
        var cluster = fixture.Require();
        var ns = await cluster.MakeNamespaceAsync();
        await using var killed = await Replica.ByProxy(cluster, ns, "killed").LeadAsync();
        await using var follower = await Replica.ByProxy(cluster, ns, "follower").FollowAsync(killed);
        await WatchesAsync(cluster);
        await DeleteLeaseAsync(cluster, ns);
        await Eventually.TrueAsync(() => follower.Election.Holder is null, "the follower sees that it is gone");

        var begun = follower.Time.GetTimestamp();
        await follower.StepUntilAsync(() => follower.Leading.IsCompleted, "the follower leads");
        Assert.True(follower.Time.GetElapsedTime(begun) >= Replica.Duration);
    }

    [Fact]
    public async Task Leadership_is_lost_to_whoever_writes_himself_into_the_Lease()
    {
        var cluster = fixture.Require();
        var ns = await cluster.MakeNamespaceAsync();
        await using var leader = await Replica.ByProxy(cluster, ns, "leader").LeadAsync();
        await ChangeLeaseAsync(cluster, ns, lease => lease.Spec.HolderIdentity = "somebody");

        leader.Time.Advance(Renewal);
        await Eventually.TrueAsync(() => leader.Election.Lost.IsCancellationRequested, "the leader stops");

        Assert.Equal(
            "This process does not lead any more: somebody holds the Lease",
            Assert.Throws<LeadershipLostException>(leader.Election.ThrowIfLost).Message);
        await Eventually.TrueAsync(() => leader.Fault is not null, "it says so");
        Assert.Equal("leadership is lost: somebody holds the Lease", leader.Fault);
        Assert.Equal("somebody", leader.Election.Holder);
        await leader.Election.ReleaseAsync();
        Assert.Equal("somebody", (await LeaseAsync(cluster, ns)).Spec.HolderIdentity);
    }

    [Fact]
    public async Task Leadership_outlives_one_who_only_labels_the_Lease()
    {
        var cluster = fixture.Require();
        var ns = await cluster.MakeNamespaceAsync();
        await using var leader = await Replica.ByProxy(cluster, ns, "leader").LeadAsync();
        await ChangeLeaseAsync(
            cluster, ns, lease => lease.Metadata.Labels = new Dictionary<string, string> { ["colour"] = "blue" });

        await RenewAsync(cluster, ns, leader);

        Assert.True(leader.Leads());
        Assert.Null(leader.Fault);
        Assert.Equal("blue", (await LeaseAsync(cluster, ns)).Metadata.Labels["colour"]);
    }

    [Theory]
    [InlineData("get")]
    [InlineData("create")]
    public async Task A_missing_right_is_named_once_and_waited_for(string verb)
    {
        var cluster = fixture.Require();
        var ns = await cluster.MakeNamespaceAsync();
        await cluster.ForbidAsync(ns, verb, "leases");
        await using var replica = Replica.ByProxy(cluster, ns, "replica").Start();
        await Eventually.TrueAsync(() => replica.Fault is not null, "it says what is in the way");
        await replica.StepUntilAsync(() => cluster.Proxy.Count(verb, "leases") > 3, "it tries several times");

        Assert.Contains(
            $"lacks the verb {verb} on leases.coordination.k8s.io in namespace {ns}", replica.Fault,
            StringComparison.Ordinal);
        Assert.Single(replica.Log.All);

        await cluster.AllowAsync(ns, verb, "leases");
        await replica.StepUntilAsync(() => replica.Leading.IsCompleted, "it leads");
        Assert.Null(replica.Fault);
        Assert.True(replica.Leads());
    }

    [Fact]
    public async Task One_that_may_not_watch_says_so_and_still_follows()
    {
        var cluster = fixture.Require();
        var ns = await cluster.MakeNamespaceAsync();
        await cluster.ForbidAsync(ns, "watch", "leases");
        await using var leader = await Replica.Direct(cluster, ns, "leader").LeadAsync();
        await using var follower = await Replica.ByProxy(cluster, ns, "follower").FollowAsync(leader);
        await follower.StepUntilAsync(() => cluster.Proxy.Count("watch", "leases") > 2, "it tries several times");

        Assert.Contains("lacks the verb watch", follower.Fault, StringComparison.Ordinal);
        await leader.Election.ReleaseAsync();
        await follower.StepUntilAsync(() => follower.Leading.IsCompleted, "the follower leads");
        Assert.Null(follower.Fault);
    }

    [Fact]
    public async Task A_namespace_that_is_missing_is_named_and_waited_for()
    {
        var cluster = fixture.Require();
        var ns = $"later-{Guid.NewGuid():N}"[..20];
        await using var replica = Replica.ByProxy(cluster, ns, "replica", user: TestUsers.Admin).Start();
        await Eventually.TrueAsync(() => replica.Fault is not null, "it says what is in the way");
        await replica.StepUntilAsync(() => cluster.Proxy.Count("create", "leases") > 2, "it tries several times");

        Assert.Contains($"namespaces \"{ns}\" not found", replica.Fault, StringComparison.Ordinal);
        Assert.Single(replica.Log.All);

        await cluster.Admin.CoreV1.CreateNamespaceAsync(
            new V1Namespace { Metadata = new V1ObjectMeta { Name = ns } }, cancellationToken: Cancelled);
        await replica.StepUntilAsync(() => replica.Leading.IsCompleted, "it leads");
        Assert.Null(replica.Fault);
    }

    [Fact]
    public async Task One_pass_takes_what_nobody_holds_and_leaves_it_to_the_next()
    {
        var cluster = fixture.Require();
        var ns = await cluster.MakeNamespaceAsync();
        await using var first = Replica.ByProxy(cluster, ns, "first");
        await using var next = Replica.ByProxy(cluster, ns, "next");

        Assert.True(await first.Election.TryAcquireAsync(Cancelled));
        Assert.True(first.Leads());
        Assert.False(await next.Election.TryAcquireAsync(Cancelled));
        Assert.False(next.Leads());
        Assert.Equal(first.Election.Identity, next.Election.Holder);

        await first.Election.ReleaseAsync();
        Assert.True(await next.Election.TryAcquireAsync(Cancelled));
    }

    [Fact]
    public async Task One_pass_takes_the_Lease_of_a_daemon_that_died_long_ago()
    {
        var cluster = fixture.Require();
        var ns = await cluster.MakeNamespaceAsync();
        await using var killed = await Replica.ByProxy(cluster, ns, "killed").LeadAsync();
        await using var pass = Replica.ByProxy(cluster, ns, "pass", new SteppedTime { Off = Replica.Duration * 3 });

        var taking = pass.Election.TryAcquireAsync(Cancelled);
        await pass.StepUntilAsync(() => taking.IsCompleted, "it has looked on for the duration");

        Assert.True(await taking);
        Assert.True(pass.Leads());
        Assert.Equal(1, pass.Log.Count("has not renewed the Lease for long"));
    }

    [Fact]
    public async Task One_pass_leaves_the_Lease_to_a_daemon_whose_clock_is_behind()
    {
        var cluster = fixture.Require();
        var ns = await cluster.MakeNamespaceAsync();
        var behind = new SteppedTime { Off = -TimeSpan.FromHours(1) };
        await using var daemon = await Replica.ByProxy(cluster, ns, "daemon", behind).LeadAsync();
        await using var pass = Replica.ByProxy(cluster, ns, "pass");

        var taking = pass.Election.TryAcquireAsync(Cancelled);
        await Eventually.TrueAsync(() => pass.Log.Count("has not renewed the Lease for long") == 1, "it looks closer");
        await RenewAsync(cluster, ns, daemon);
        await pass.StepUntilAsync(() => taking.IsCompleted, "it has looked on for the duration");

        Assert.False(await taking);
        Assert.True(daemon.Leads());
    }

    /// <summary>Lets a leader's time go on to its next renewal, and waits for that.</summary>
    private static async Task RenewAsync(TestCluster cluster, string ns, Replica leader)
    {
        var before = (await LeaseAsync(cluster, ns)).Metadata.ResourceVersion;
        leader.Time.Advance(Renewal);
        await SlowlyUntilAsync(
            leader, async () => (await LeaseAsync(cluster, ns)).Metadata.ResourceVersion != before,
            "the leader renews the Lease");
    }

    /// <summary>Steps a leader's time so that a busy machine can answer it between two steps.</summary>
    private static Task SlowlyUntilAsync(Replica leader, Func<Task<bool>> condition, string what) =>
        leader.StepUntilAsync(
            async () =>
            {
                for (var look = 0; look < 20 && !await condition(); look++)
                    await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancelled);
                return await condition();
            },
            what);

    private static Task WatchesAsync(TestCluster cluster) => Eventually.TrueAsync(
        () => cluster.Proxy.Requests.Any(request => request is { IsWatch: true, Status: 200 }),
        "the follower watches");

    private static Task<V1Lease> LeaseAsync(TestCluster cluster, string ns) =>
        cluster.Admin.CoordinationV1.ReadNamespacedLeaseAsync(
            Replica.LeaseName, ns, cancellationToken: Cancelled);

    private static async Task<string?> HolderAsync(TestCluster cluster, string ns)
    {
        var leases = await cluster.Admin.CoordinationV1.ListNamespacedLeaseAsync(ns, cancellationToken: Cancelled);
        return leases.Items.SingleOrDefault()?.Spec.HolderIdentity;
    }

    private static async Task DeleteLeaseAsync(TestCluster cluster, string ns) =>
        await cluster.Admin.CoordinationV1.DeleteNamespacedLeaseAsync(
            Replica.LeaseName, ns, cancellationToken: Cancelled);

    private static async Task ChangeLeaseAsync(TestCluster cluster, string ns, Action<V1Lease> change)
    {
        var lease = await LeaseAsync(cluster, ns);
        lease.Spec.AcquireTime = lease.Spec.RenewTime = new DateTime(2026, 1, 1, 0, 0, 0, 1, DateTimeKind.Utc);
        change(lease);
        await cluster.Admin.CoordinationV1.ReplaceNamespacedLeaseAsync(
            lease, Replica.LeaseName, ns, cancellationToken: Cancelled);
    }
}

[Collection(nameof(DoubleCluster))]
public sealed class LeaseElectionOnTheDoubleTests(DoubleCluster cluster) : LeaseElectionTests(cluster);

[Collection(nameof(ApiServerCluster))]
public sealed class LeaseElectionOnAnApiServerTests(ApiServerCluster cluster) : LeaseElectionTests(cluster);
