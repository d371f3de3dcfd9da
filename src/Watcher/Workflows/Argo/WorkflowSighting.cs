using System.Text.Json.Serialization;
using k8s;
using k8s.Models;

namespace OfoWatcher.Workflows.Argo;

/// <summary>A Workflow as a metadata-only answer has it.</summary>
internal sealed class WorkflowMetadata : IKubernetesObject<V1ObjectMeta>
{
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; } = "";

    [JsonPropertyName("kind")]
    public string Kind { get; set; } = "";

    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; } = new();
}

internal sealed class WorkflowMetadataList
{
    [JsonPropertyName("metadata")]
    public V1ListMeta Metadata { get; set; } = new();

    /// <summary>Null where a server has nothing to list.</summary>
    [JsonPropertyName("items")]
    public IList<WorkflowMetadata>? Items { get; set; }
}

/// <summary>
/// What is remembered of a Workflow: the little that decisions need, since thousands of them may stand in a cluster, each
/// with a long history of who changed what.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Project">The project's name as it is.</param>
/// <param name="Revision">The imagery's revision.</param>
/// <param name="Run">The run it belongs to.</param>
/// <param name="CreatedAt">When it was made, by the cluster's clock.</param>
/// <param name="Phase">Where it stands.</param>
/// <param name="ResourceVersion">The version of the Workflow that this is.</param>
internal sealed record WorkflowSighting(
    string Name, string Project, string Revision, string Run, DateTimeOffset CreatedAt, RunPhase Phase,
    string ResourceVersion)
{
    /// <summary>The cluster's own name for it; empty when it is not known.</summary>
    public string Uid { get; init; } = "";

    public bool HasEnded => Phase is RunPhase.Succeeded or RunPhase.Failed;

    public static WorkflowSighting Of(V1ObjectMeta metadata) => new(
        metadata.Name,
        Value(metadata.Annotations, WorkflowLabels.ProjectName) is { Length: > 0 } name
            ? name
            : Value(metadata.Labels, WorkflowLabels.Project),
        Value(metadata.Labels, WorkflowLabels.Revision),
        Value(metadata.Labels, WorkflowLabels.Run),
        metadata.CreationTimestamp is { } at ? new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc)) : default,
        PhaseOf(metadata.Labels),
        metadata.ResourceVersion ?? "")
    {
        Uid = metadata.Uid ?? "",
    };

    /// <summary>Whether this is the Workflow of a run, and not some other of the same name.</summary>
    public bool IsOf(RunRecord record) =>
        Project == record.Project && Revision == record.Revision && Run == record.Run;

    // Ended is what the label of that name says: `argo retry` takes it away and leaves the phase for a while.
    private static RunPhase PhaseOf(IDictionary<string, string>? labels) =>
        (Value(labels, WorkflowLabels.Completed), Value(labels, WorkflowLabels.Phase)) switch
        {
            ("true", "Succeeded") => RunPhase.Succeeded,
            ("true", _) => RunPhase.Failed,
            (_, "" or "Pending") => RunPhase.Pending,
            _ => RunPhase.Running,
        };

    private static string Value(IDictionary<string, string>? pairs, string key) =>
        pairs is not null && pairs.TryGetValue(key, out var value) ? value : "";
}
