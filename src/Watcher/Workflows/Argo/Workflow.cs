using System.Text.Json.Serialization;
using k8s;
using k8s.Models;

namespace OfoWatcher.Workflows.Argo;

/// <summary>A Workflow as it is submitted: a reference and its parameters, no more.</summary>
internal sealed class Workflow : IKubernetesObject<V1ObjectMeta>
{
    public const string Group = "argoproj.io";
    public const string Version = "v1alpha1";
    public const string Plural = "workflows";

    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; } = $"{Group}/{Version}";

    [JsonPropertyName("kind")]
    public string Kind { get; set; } = "Workflow";

    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; } = new();

    [JsonPropertyName("spec")]
    public WorkflowSpec Spec { get; set; } = new();
}

internal sealed class WorkflowSpec
{
    [JsonPropertyName("workflowTemplateRef")]
    public WorkflowTemplateRef WorkflowTemplateRef { get; set; } = new();

    /// <summary>Higher ones come first where Workflows wait for the same; null is 0.</summary>
    [JsonPropertyName("priority")]
    public int? Priority { get; set; }

    [JsonPropertyName("arguments")]
    public WorkflowArguments Arguments { get; set; } = new();
}

internal sealed class WorkflowTemplateRef
{
    [JsonPropertyName("name")]
    public string Name { get; set; } = "";
}

internal sealed class WorkflowArguments
{
    [JsonPropertyName("parameters")]
    public IList<WorkflowParameter> Parameters { get; set; } = [];
}

internal sealed class WorkflowParameter
{
    [JsonPropertyName("name")]
    public string Name { get; set; } = "";

    /// <summary>A text always; absent in a template that wants it from outside.</summary>
    [JsonPropertyName("value")]
    public string? Value { get; set; }
}
