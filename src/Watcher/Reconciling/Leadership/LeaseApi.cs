using System.Globalization;
using System.Runtime.CompilerServices;
using k8s;
using k8s.Models;
using OfoWatcher.Workflows.Argo;

namespace OfoWatcher.Reconciling.Leadership;

/// <summary>One Lease in the cluster. Its calls fail with a <see cref="ClusterException"/>.</summary>
internal sealed class LeaseApi(ClusterConnection cluster, string name)
{
    // Servers end a watch after some minutes anyway; asked for, the end comes in order.
    private static readonly TimeSpan WatchLimit = TimeSpan.FromMinutes(8);

    public string What { get; } = $"Lease {name} in namespace {cluster.Namespace}";

    /// <returns>Null when there is none.</returns>
    public async Task<V1Lease?> GetAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await cluster.CallAsync(
                $"get {What}",
                (client, token) => client.CoordinationV1.ReadNamespacedLeaseAsync(
                    name, cluster.Namespace, cancellationToken: token),
                cancellationToken);
        }
        catch (ClusterException e) when (e.Fault == ClusterFault.NotFound)
        {
            return null;
        }
    }

    public Task<V1Lease> CreateAsync(V1Lease lease, CancellationToken cancellationToken) => cluster.CallAsync(
        $"create {What}",
        (client, token) => client.CoordinationV1.CreateNamespacedLeaseAsync(
            lease, cluster.Namespace, cancellationToken: token),
        cancellationToken);

    /// <summary>Writes it, provided that it still has the version that is in its metadata.</summary>
    public Task<V1Lease> ReplaceAsync(V1Lease lease, CancellationToken cancellationToken) => cluster.CallAsync(
        $"update {What}",
        (client, token) => client.CoordinationV1.ReplaceNamespacedLeaseAsync(
            lease, name, cluster.Namespace, cancellationToken: token),
        cancellationToken);

    /// <summary>
    /// What it is now and becomes, null when it is deleted; ends when the server ends it. It begins with the present
    /// state and not from a version, so it can never ask for one that is no longer kept, and needs no bookmarks.
    /// </summary>
    public async IAsyncEnumerable<V1Lease?> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seconds = WatchLimit.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        var events = cluster.WatchAsync<V1Lease>(
            $"watch {What}",
            $"apis/coordination.k8s.io/v1/namespaces/{cluster.Namespace}/leases?watch=true"
                + $"&fieldSelector=metadata.name%3D{name}&timeoutSeconds={seconds}",
            "application/json",
            WatchLimit * 2,
            static () => { }, // It begins with the present state, so its first event comes at once.
            cancellationToken);
        await foreach (var seen in events)
            yield return seen.Kind == WatchEventKind.Deleted ? null : seen.Object;
    }
}
