using System.Text.Json;
using k8s;

namespace OfoWatcher.Workflows.Argo;

/// <summary>What the watcher has to know of the WorkflowTemplate.</summary>
/// <param name="ResourceVersion">Another one whenever the template is changed.</param>
/// <param name="Parameters">The parameters that it declares.</param>
internal sealed record WorkflowTemplateSighting(string ResourceVersion, IReadOnlyList<WorkflowParameter> Parameters)
{
    public static WorkflowTemplateSighting Parse(JsonElement template) => new(
        template.GetProperty("metadata").GetProperty("resourceVersion").GetString() ?? "",
        Find(template, "spec", "arguments", "parameters") is { ValueKind: JsonValueKind.Array } parameters
            ? [.. KubernetesJson.Deserialize<List<WorkflowParameter>>(parameters)]
            : []);

    /// <summary>Why Workflows of the watcher would not fit; null when they do.</summary>
    public string? Misfit()
    {
        var passed = WorkflowManifest.ParameterNames;
        var undeclared = passed.Except(Parameters.Select(parameter => parameter.Name)).ToList();
        if (undeclared.Count > 0)
            return $"does not declare {string.Join(", ", undeclared)}";
        var unknown = Parameters.Where(parameter => parameter.Value is null)
            .Select(parameter => parameter.Name).Except(passed).ToList();
        return unknown.Count > 0
            ? $"wants {string.Join(", ", unknown)}, which the watcher does not pass, and has no default for it"
            : null;
    }

    private static JsonElement? Find(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return null;
        }

        return element;
    }
}
