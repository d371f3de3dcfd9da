using k8s;
using k8s.Models;
using OfoWatcher.Workflows.Argo;

namespace OfoWatcher.Notifications.ClusterEvents;

/// <summary>
/// Writes Events of the core API: those that <c>kubectl describe</c> and <c>kubectl get events</c> show with how often
/// and since when. Its calls fail with a <see cref="ClusterException"/>.
/// </summary>
internal sealed class ClusterEventApi(ClusterConnection cluster)
{
    private const string Component = "ofo-watcher";
    private const int MostLetters = 1000; // The API takes 1024 bytes of text in its other version of Events.

    public async Task WriteAsync(
        ClusterEvent what, ClusterEventWrite write, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            if (write.Count > 1)
                await CountAsync(what, write, now, cancellationToken);
            else
                await CreateAsync(what, write, now, cancellationToken);
        }
        catch (ClusterException e) when (e.Fault == ClusterFault.NotFound && write.Count > 1)
        {
            await CreateAsync(what, write, now, cancellationToken); // The cluster keeps Events for an hour or less.
        }
    }

    private async Task CreateAsync(
        ClusterEvent what, ClusterEventWrite write, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            await cluster.CallAsync(
                $"create Event {write.Name} in namespace {what.About.Namespace}",
                (client, token) => client.CoreV1.CreateNamespacedEventAsync(
                    EventOf(what, write, now), what.About.Namespace, cancellationToken: token),
                cancellationToken);
        }
        catch (ClusterException e) when (e.Fault == ClusterFault.Conflict)
        {
            // A call that was repeated got through the first time: nobody else makes that name.
        }
    }

    private Task<Corev1Event> CountAsync(
        ClusterEvent what, ClusterEventWrite write, DateTimeOffset now, CancellationToken cancellationToken) =>
        cluster.CallAsync(
            $"patch Event {write.Name} in namespace {what.About.Namespace}",
            (client, token) => client.CoreV1.PatchNamespacedEventAsync(
                new V1Patch(
                    $$"""{"count":{{write.Count}},"lastTimestamp":"{{now.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}}"}""",
                    V1Patch.PatchType.MergePatch),
                write.Name, what.About.Namespace, cancellationToken: token),
            cancellationToken);

    private static Corev1Event EventOf(ClusterEvent what, ClusterEventWrite write, DateTimeOffset now) => new()
    {
        ApiVersion = "v1",
        Kind = "Event",
        Metadata = new V1ObjectMeta { Name = write.Name, NamespaceProperty = what.About.Namespace },
        InvolvedObject = new V1ObjectReference
        {
            ApiVersion = what.About.ApiVersion,
            Kind = what.About.Kind,
            NamespaceProperty = what.About.Namespace,
            Name = what.About.Name,
            Uid = what.About.Uid.Length > 0 ? what.About.Uid : null,
        },
        Type = what.IsWarning ? "Warning" : "Normal",
        Reason = what.Reason,
        Message = what.Message.Length <= MostLetters ? what.Message : what.Message[..(MostLetters - 1)] + "…",
        Source = new V1EventSource { Component = Component },
        ReportingComponent = Component,
        Count = write.Count,
        FirstTimestamp = write.First.UtcDateTime,
        LastTimestamp = now.UtcDateTime,
    };
}
