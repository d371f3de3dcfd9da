using System.Collections.Concurrent;
using k8s;
using OfoWatcher.Telemetry;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Tests.Fixtures.Cluster;
using OfoWatcher.Workflows;
using OfoWatcher.Workflows.Argo;

namespace OfoWatcher.Tests.Workflows.Argo;

/// <summary>The engine with the rights of the shipped Role, in a namespace of its own, following what happens there.</summary>
internal sealed class EngineOnCluster : IAsyncDisposable
{
    private readonly CancellationTokenSource ends = new();
    private readonly ConcurrentQueue<string> changes = new();
    private readonly ClusterConnection connection;
    private readonly Task following;

    private EngineOnCluster(TestCluster cluster, string space, TimeProvider time, bool follows)
    {
        Namespace = space;
        Kubeconfig = cluster.Kubeconfig(space, TestUsers.Watcher);
        connection = new ClusterConnection(
            () => KubernetesClientConfiguration.BuildConfigFromConfigFile(Kubeconfig), "", time);
        Engine = new ArgoEngine(connection, new ArgoOptions(), Health, time, Log);
        following = follows ? FollowAsync() : Task.CompletedTask;
    }

    public string Namespace { get; }

    public string Kubeconfig { get; }

    public ArgoEngine Engine { get; }

    public HealthBoard Health { get; } = new();

    public LogLines<ArgoEngine> Log { get; } = new();

    /// <summary>The projects of which the engine said that their run changed.</summary>
    public IReadOnlyCollection<string> Changes => changes;

    public static async Task<EngineOnCluster> StartAsync(
        TestCluster cluster, string? space = null, TimeProvider? time = null) =>
        new(cluster, space ?? await cluster.MakeNamespaceAsync(), time ?? TimeProvider.System, follows: true);

    /// <summary>The engine of a watcher that stands by, which follows nothing.</summary>
    public static EngineOnCluster StandBy(TestCluster cluster, string space) =>
        new(cluster, space, TimeProvider.System, follows: false);

    /// <summary>What the engine knows of a run.</summary>
    public Task<Run?> FindAsync(RunRecord record) =>
        Engine.FindAsync(record, TestContext.Current.CancellationToken);

    public Task LaunchAsync(RunRecord record) =>
        Engine.LaunchAsync(record, TestContext.Current.CancellationToken);

    /// <summary>Waits until the engine sees a run in a phase, by what the watch told it.</summary>
    public Task SeesAsync(RunRecord record, RunPhase phase) => Eventually.TrueAsync(
        async () => (await FindAsync(record))?.Phase == phase, $"{record.Run} is seen {phase}");

    public async ValueTask DisposeAsync()
    {
        await ends.CancelAsync();
        await following;
        Engine.Dispose();
        connection.Dispose();
        ends.Dispose();
    }

    private async Task FollowAsync()
    {
        try
        {
            await foreach (var project in Engine.ChangesAsync(ends.Token))
                changes.Enqueue(project);
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            return; // The test is over.
        }
    }
}
