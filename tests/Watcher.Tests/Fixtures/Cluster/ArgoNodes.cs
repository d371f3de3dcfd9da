using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace OfoWatcher.Tests.Fixtures.Cluster;

/// <summary>The entries of <c>status.nodes</c> and the names of pods, as Argo makes them.</summary>
internal static class ArgoNodes
{
    private const int LongestPodPrefix = 242;

    /// <summary>A node's id: the Workflow's name and, for all nodes but the first, a hash of the node's name.</summary>
    public static string IdOf(string workflow, string nodeName) =>
        nodeName == workflow ? workflow : $"{workflow}-{Hash(nodeName)}";

    /// <summary>The name of a node's pod, by Argo's second naming scheme.</summary>
    public static string PodNameOf(string workflow, string templateName, string nodeId)
    {
        if (nodeId == workflow)
            return workflow;
        var prefix = $"{workflow}-{templateName}";
        return $"{prefix[..Math.Min(prefix.Length, LongestPodPrefix)]}-{nodeId[(nodeId.LastIndexOf('-') + 1)..]}";
    }

    /// <summary>A node that runs.</summary>
    /// <param name="type">Such as Pod, Steps or DAG.</param>
    public static JsonObject Running(string workflow, string nodeName, string type, string templateName) => new()
    {
        ["id"] = IdOf(workflow, nodeName),
        ["name"] = nodeName,
        ["displayName"] = nodeName[(nodeName.LastIndexOf('.') + 1)..],
        ["type"] = type,
        ["templateName"] = templateName,
        ["templateScope"] = $"local/{workflow}",
        ["phase"] = "Running",
        ["startedAt"] = Now(),
    };

    /// <summary>The same node when it has ended.</summary>
    public static JsonObject Ended(JsonObject node, string phase, string? message, int? exitCode)
    {
        var ended = node.Copy();
        ended["phase"] = phase;
        ended["finishedAt"] = Now();
        if (message is not null)
            ended["message"] = message;
        if (exitCode is { } code)
            ended["outputs"] = new JsonObject { ["exitCode"] = code.ToString(CultureInfo.InvariantCulture) };
        return ended;
    }

    public static string Now() => TimeProvider.System.GetUtcNow()
        .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>FNV-1a of 32 bits.</summary>
    private static uint Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var value in Encoding.UTF8.GetBytes(text))
            hash = unchecked((hash ^ value) * 16777619u);
        return hash;
    }
}
