using System.Text.Json.Serialization;

namespace OfoWatcher.Workflows.Argo;

/// <summary>A step, a group of steps, a retry or a pod of a Workflow.</summary>
internal sealed class WorkflowNode
{
    [JsonPropertyName("id")]
    public string Id { get; set; } = "";

    /// <summary>
    /// The path to it: the Workflow's name, the tasks behind dots, and behind those the number of the try in parentheses.
    /// </summary>
    [JsonPropertyName("name")]
    public string Name { get; set; } = "";

    [JsonPropertyName("displayName")]
    public string? DisplayName { get; set; }

    [JsonPropertyName("type")]
    public string? Type { get; set; }

    [JsonPropertyName("templateName")]
    public string? TemplateName { get; set; }

    [JsonPropertyName("templateRef")]
    public WorkflowNodeTemplate? TemplateRef { get; set; }

    [JsonPropertyName("phase")]
    public string? Phase { get; set; }

    [JsonPropertyName("message")]
    public string? Message { get; set; }

    [JsonPropertyName("startedAt")]
    public DateTime? StartedAt { get; set; }

    [JsonPropertyName("finishedAt")]
    public DateTime? FinishedAt { get; set; }

    /// <summary>How far its pod is by its own account, <c>n/m</c>.</summary>
    [JsonPropertyName("progress")]
    public string? Progress { get; set; }

    /// <summary>The nodes that follow from it, by id.</summary>
    [JsonPropertyName("children")]
    public List<string>? Children { get; set; }

    [JsonPropertyName("outputs")]
    public WorkflowNodeOutputs? Outputs { get; set; }

    [JsonPropertyName("synchronizationStatus")]
    public WorkflowNodeLock? Lock { get; set; }

    public bool IsPod => Type == "Pod";

    public bool HasFailed => Phase is "Failed" or "Error";

    /// <summary>The template it executes.</summary>
    public string? Template => TemplateName ?? TemplateRef?.Template;

    /// <summary>The semaphore that it waits for, as Argo names it; null when it waits for none.</summary>
    public string? AwaitedLock =>
        Lock?.Waiting is { Length: > 0 } awaited ? awaited : ArgoMessages.AwaitedLock(Message ?? "");
}

internal sealed class WorkflowNodeTemplate
{
    [JsonPropertyName("template")]
    public string? Template { get; set; }
}

internal sealed class WorkflowNodeOutputs
{
    /// <summary>That of the container <c>main</c>, as a text.</summary>
    [JsonPropertyName("exitCode")]
    public string? ExitCode { get; set; }
}

internal sealed class WorkflowNodeLock
{
    /// <summary>The semaphore that is waited for, such as <c>argo/ConfigMap/ofo-limits/gpu-steps</c>.</summary>
    [JsonPropertyName("waiting")]
    public string? Waiting { get; set; }
}
