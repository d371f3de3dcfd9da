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
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Exception? error = null;
        await using var events = await cluster.BeginAsync(
            $"watch {What}", (client, token) => BeginAsync(client, token), cancellationToken);
        for (var more = events.Any; more; more = await NextAsync())
        {
            var (type, lease) = events.Reader.Current;
            yield return type == WatchEventType.Deleted ? null : lease;
        }

        async Task<Events> BeginAsync(IKubernetes client, CancellationToken beginning)
        {
            // The library reads the first event before it hands out anything, and keeps its token for the others.
            await using var cut = beginning.Register(reading.Cancel);
            var reader = client.CoordinationV1.WatchListNamespacedLeaseAsync(
                cluster.Namespace, fieldSelector: $"metadata.name={name}",
                timeoutSeconds: (int)WatchLimit.TotalSeconds,
                onError: e =>
                {
                    error ??= e;
                    reading.Cancel();
                },
                cancellationToken: reading.Token).GetAsyncEnumerator(reading.Token);
            return new Events(reader, await MoveAsync(reader));
        }

        async Task<bool> NextAsync()
        {
            try
            {
                return await MoveAsync(events.Reader);
            }
            catch (Exception e) when (ClusterFaults.Understand($"watch {What}", cluster.Host, e) is { } understood)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw understood;
            }
        }

        async Task<bool> MoveAsync(IAsyncEnumerator<(WatchEventType Type, V1Lease Lease)> reader)
        {
            try
            {
                var any = await reader.MoveNextAsync();
                return error is null ? any : throw error;
            }
            catch (OperationCanceledException) when (error is not null)
            {
                throw error;
            }
        }
    }

    private sealed record Events(IAsyncEnumerator<(WatchEventType Type, V1Lease Lease)> Reader, bool Any)
        : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Reader.DisposeAsync();
    }
}
