using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OfoWatcher.Workflows.Argo;

internal sealed class WorkflowStatus
{
    [JsonPropertyName("phase")]
    public string? Phase { get; set; }

    [JsonPropertyName("message")]
    public string? Message { get; set; }

    [JsonPropertyName("startedAt")]
    public DateTime? StartedAt { get; set; }

    [JsonPropertyName("finishedAt")]
    public DateTime? FinishedAt { get; set; }

    [JsonPropertyName("nodes")]
    public Dictionary<string, WorkflowNode>? Nodes { get; set; }

    [JsonPropertyName("compressedNodes")]
    public string? CompressedNodes { get; set; }

    [JsonPropertyName("storedWorkflowTemplateSpec")]
    public StoredTemplateSpec? StoredTemplate { get; set; }

    /// <summary>Set when Argo keeps the nodes in a database of its own, out of reach.</summary>
    [JsonPropertyName("offloadNodeStatusVersion")]
    public string? OffloadNodeStatusVersion { get; set; }
}

internal sealed class StoredTemplateSpec
{
    [JsonPropertyName("templates")]
    public List<StoredTemplate>? Templates { get; set; }
}

internal sealed class StoredTemplate
{
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    /// <summary>A number, or a text that may hold one.</summary>
    [JsonPropertyName("activeDeadlineSeconds")]
    public JsonElement Deadline { get; set; }

    /// <summary>How long one of its pods may take; null when it does not say, or not here.</summary>
    public TimeSpan? Limit => Deadline switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var seconds) => TimeSpan.FromSeconds(seconds),
        { ValueKind: JsonValueKind.String } text when int.TryParse(
            text.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) => TimeSpan.FromSeconds(seconds),
        _ => null,
    };
}
