using k8s;
using OfoWatcher.Reconciling.Leadership;
using OfoWatcher.Telemetry;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Tests.Fixtures.Cluster;
using OfoWatcher.Workflows.Argo;

namespace OfoWatcher.Tests.Reconciling.Leadership;

/// <summary>A watcher that takes part in an election, with clocks of its own.</summary>
internal sealed class Replica : IAsyncDisposable
{
    /// <summary>The Lease that the shipped Role allows.</summary>
    public static readonly string LeaseName = new ArgoOptions().Instance;

    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private const int LooksAtMost = 5;

    private readonly FaultProxy proxy;
    private readonly ClusterConnection connection;
    private readonly CancellationTokenSource stop = new();

    private Replica(
        FaultProxy proxy, KubernetesClientConfiguration configuration, string ns, string name, SteppedTime time)
    {
        this.proxy = proxy;
        Time = time;
        connection = new ClusterConnection(() => configuration, ns, TimeProvider.System);
        Election = new LeaseElection(connection, LeaseName, name, Duration, Health, time, Log);
    }

    public LeaseElection Election { get; }

    public SteppedTime Time { get; }

    public HealthBoard Health { get; } = new();

    public LogLines<LeaseElection> Log { get; } = new();

    public string? Fault => Health.Faults.GetValueOrDefault(HealthBoard.Leader);

    /// <summary>Its wait to lead, once it has begun.</summary>
    public Task Leading { get; private set; } = Task.CompletedTask;

    /// <summary>One whose network is the cluster's proxy.</summary>
    public static Replica ByProxy(
        TestCluster cluster, string ns, string name, SteppedTime? time = null, string user = TestUsers.Watcher) =>
        new(cluster.Proxy, KubernetesClientConfiguration.BuildConfigFromConfigFile(cluster.Kubeconfig(ns, user)), ns,
            name, time ?? new SteppedTime());

    /// <summary>One that no fault of the proxy reaches.</summary>
    public static Replica Direct(TestCluster cluster, string ns, string name, SteppedTime? time = null) => new(
        cluster.Proxy,
        new KubernetesClientConfiguration
        {
            Host = cluster.Admin.BaseUri.GetLeftPart(UriPartial.Authority),
            AccessToken = TestUsers.TokenOf(TestUsers.Watcher),
            SkipTlsVerify = true,
        },
        ns, name, time ?? new SteppedTime());

    /// <summary>Begins to wait until it leads.</summary>
    public Replica Start()
    {
        Leading = Election.AcquireAsync(stop.Token);
        return this;
    }

    /// <summary>Leads, which nobody else does.</summary>
    public async Task<Replica> LeadAsync()
    {
        await Start().Leading.WaitAsync(TestContext.Current.CancellationToken);
        return this;
    }

    /// <summary>Follows a leader.</summary>
    public async Task<Replica> FollowAsync(Replica leader)
    {
        Start();
        await Eventually.TrueAsync(
            () => Election.Holder == leader.Election.Identity, $"{Election.Identity} follows");
        return this;
    }

    /// <summary>Lets its time go on in small steps until something is so.</summary>
    public Task StepUntilAsync(Func<bool> condition, string what) =>
        StepUntilAsync(() => Task.FromResult(condition()), what);

    public Task StepUntilAsync(Func<Task<bool>> condition, string what)
    {
        var looks = 0;
        return Eventually.TrueAsync(
            async () =>
            {
                if (await condition())
                    return true;

                // A request takes no time here, so that a busy machine makes none too late.
                if (IsAsking && ++looks % LooksAtMost != 0)
                    return false;
                Time.Advance(Step);
                return false;
            },
            what);
    }

    private bool IsAsking => proxy.Requests is [.., { Status: null, IsWatch: false }];

    public bool Leads()
    {
        try
        {
            Election.ThrowIfLost();
            return true;
        }
        catch (LeadershipLostException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Leading.ContinueWith(_ => { }, TaskScheduler.Default);
        await Election.DisposeAsync();
        connection.Dispose();
        stop.Dispose();
    }
}
