using System.Text.Json;

namespace OfoWatcher.Workflows.Argo;

/// <summary>What the watcher has to know of the WorkflowTemplate.</summary>
/// <param name="ResourceVersion">Another one whenever the template is changed.</param>
/// <param name="Declared">The parameters that it declares.</param>
/// <param name="Wanted">Those of them that have no value of their own and so have to be passed.</param>
internal sealed record WorkflowTemplateSighting(
    string ResourceVersion, IReadOnlyList<string> Declared, IReadOnlyList<string> Wanted)
{
    // Where a parameter may get its value from if nobody passes one.
    private static readonly string[] Sources = ["value", "default", "valueFrom"];

    /// <exception cref="JsonException">It is no template.</exception>
    public static WorkflowTemplateSighting Parse(JsonElement template)
    {
        var parameters = Find(template, "spec", "arguments", "parameters") is { ValueKind: JsonValueKind.Array } found
            ? found.EnumerateArray().Where(parameter => parameter.ValueKind == JsonValueKind.Object).ToList()
            : [];
        return new WorkflowTemplateSighting(
            TextOf(Find(template, "metadata", "resourceVersion"))
                ?? throw new JsonException("it has no resourceVersion"),
            [.. parameters.Select(NameOf)],
            [.. parameters.Where(parameter => !Sources.Any(source => Find(parameter, source) is not null)).Select(NameOf)]);
    }

    /// <summary>Why Workflows of the watcher would not fit; null when they do.</summary>
    public string? Misfit(ArgoPipeline pipeline)
    {
        var passed = WorkflowManifest.ParameterNames(pipeline);
        var undeclared = passed.Except(Declared).ToList();
        if (undeclared.Count > 0)
            return $"does not declare {string.Join(", ", undeclared)}";
        var unknown = Wanted.Except(passed).ToList();
        return unknown.Count > 0
            ? $"wants {string.Join(", ", unknown)}, which the watcher does not pass, and has no default for it"
            : null;
    }

    private static string NameOf(JsonElement parameter) => TextOf(Find(parameter, "name")) ?? "";

    private static string? TextOf(JsonElement? element) =>
        element is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

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
