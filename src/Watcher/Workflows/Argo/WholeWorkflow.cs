using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using k8s;
using k8s.Models;

namespace OfoWatcher.Workflows.Argo;

/// <summary>What a whole Workflow tells about its run.</summary>
/// <param name="Metadata">Its metadata.</param>
/// <param name="Status">Its status; empty before Argo has looked at it.</param>
/// <param name="Nodes">The steps, retries and pods of its history.</param>
internal sealed record WholeWorkflow(V1ObjectMeta Metadata, WorkflowStatus Status, IReadOnlyList<WorkflowNode> Nodes)
{
    // A spec is judged before anything is done; what ended later without a pod waited for one.
    private static readonly TimeSpan AtOnce = TimeSpan.FromMinutes(1);

    // A Workflow is at most 1 MiB in the cluster's store; unpacked, JSON grows by ten or so.
    private const int LongestNodes = 64 * 1024 * 1024;

    /// <exception cref="JsonException">It is no Workflow.</exception>
    public static WholeWorkflow Parse(JsonElement workflow)
    {
        var content = KubernetesJson.Deserialize<Content>(workflow);
        var status = content.Status ?? new WorkflowStatus();
        var nodes = status.CompressedNodes is { Length: > 0 } packed ? Unpack(packed) : status.Nodes;
        return new WholeWorkflow(content.Metadata, status, [.. nodes?.Values ?? Enumerable.Empty<WorkflowNode>()])
        {
            IsShutDown = content.Spec?.Shutdown is { Length: > 0 },
            Templates = content.Status?.StoredTemplate?.Templates ?? [],
        };
    }

    /// <summary>Whether somebody asked it to end.</summary>
    public bool IsShutDown { get; private init; }

    /// <summary>The templates of the WorkflowTemplate as it was when the run began; none before that.</summary>
    public IReadOnlyList<StoredTemplate> Templates { get; private init; } = [];

    /// <summary>
    /// Whether Argo took the Workflow or its template for wrong: it ended badly at once, before any pod was made, and
    /// nobody asked it to end.
    /// </summary>
    public bool IsSpecificationWrong =>
        Status.Phase is "Error" or "Failed"
        && !IsShutDown
        && string.IsNullOrEmpty(Status.OffloadNodeStatusVersion)
        && Nodes.All(node => node.Type != "Pod")
        && !(Status.FinishedAt - Status.StartedAt >= AtOnce);

    // Argo packs the nodes of a Workflow that would be too large for the cluster's store.
    private static Dictionary<string, WorkflowNode> Unpack(string packed)
    {
        try
        {
            using var bytes = new MemoryStream(Convert.FromBase64String(packed));
            using var unpacked = new GZipStream(bytes, CompressionMode.Decompress);
            using var json = new MemoryStream();
            var buffer = new byte[81920];
            for (var read = unpacked.Read(buffer); read > 0; read = unpacked.Read(buffer))
            {
                if (json.Length > LongestNodes)
                    throw new JsonException($"the packed nodes are larger than {LongestNodes} bytes");
                json.Write(buffer, 0, read);
            }

            json.Position = 0;
            return KubernetesJson.Deserialize<Dictionary<string, WorkflowNode>>(json);
        }
        catch (Exception e) when (e is FormatException or InvalidDataException)
        {
            throw new JsonException($"the packed nodes cannot be unpacked ({e.Message})", e);
        }
    }

    private sealed class Content
    {
        [JsonPropertyName("metadata")]
        public V1ObjectMeta Metadata { get; set; } = new();

        [JsonPropertyName("spec")]
        public Specification? Spec { get; set; }

        [JsonPropertyName("status")]
        public WorkflowStatus? Status { get; set; }
    }

    private sealed class Specification
    {
        [JsonPropertyName("shutdown")]
        public string? Shutdown { get; set; }
    }
}
