using System.Text.Json;
using k8s;
using k8s.Models;

namespace OfoWatcher.Workflows.Argo;

internal enum WatchEventKind
{
    /// <summary>The object is there, as it is given: new, changed, or merely seen for the first time.</summary>
    Present,

    /// <summary>The object is gone; what is given is how it was last.</summary>
    Deleted,

    /// <summary>Nothing happened to any object; only the version has moved on.</summary>
    Bookmark,
}

/// <summary>What a watch tells.</summary>
internal sealed record WatchEvent<T>(WatchEventKind Kind, T Object)
{
    /// <param name="what">What is watched, for the message of a failure.</param>
    /// <param name="line">A line of the answer.</param>
    /// <exception cref="ClusterException">The line tells of an error, such as a version that is no longer kept, or is
    /// unreadable.</exception>
    public static WatchEvent<T> Parse(string what, string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var content = document.RootElement.GetProperty("object");
            var kind = document.RootElement.GetProperty("type").GetString() switch
            {
                "ADDED" or "MODIFIED" => WatchEventKind.Present,
                "DELETED" => WatchEventKind.Deleted,
                "BOOKMARK" => WatchEventKind.Bookmark,
                _ => throw ClusterFaults.Of(what, KubernetesJson.Deserialize<V1Status>(content)),
            };
            return new WatchEvent<T>(kind, KubernetesJson.Deserialize<T>(content));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new ClusterException(
                ClusterFault.Unavailable, $"cannot {what}: the Kubernetes API sent something unreadable", e);
        }
    }
}
