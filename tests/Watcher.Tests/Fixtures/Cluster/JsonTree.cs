using System.Text.Json.Nodes;

namespace OfoWatcher.Tests.Fixtures.Cluster;

/// <summary>Reading and changing objects of the Kubernetes API, whatever their kind.</summary>
internal static class JsonTree
{
    /// <summary>What lies at a path, or null.</summary>
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var part in path)
            node = (node as JsonObject)?[part];
        return node;
    }

    /// <summary>The text at a path; null where there is none.</summary>
    public static string? Text(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>The texts of a list at a path; none where there is no list.</summary>
    public static IEnumerable<string> Texts(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonArray list ? list.Select(item => item!.GetValue<string>()) : [];

    /// <summary>The objects of a list at a path.</summary>
    public static IEnumerable<JsonObject> Objects(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonArray list ? list.OfType<JsonObject>() : [];

    /// <summary>The object at a name, made where there is none.</summary>
    public static JsonObject Child(this JsonObject parent, string name)
    {
        if (parent[name] is JsonObject child)
            return child;
        parent[name] = child = [];
        return child;
    }

    public static JsonObject Copy(this JsonObject node) => (JsonObject)node.DeepClone();

    /// <summary>Applies a JSON merge patch: null removes, objects are merged, all else replaces.</summary>
    public static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null)
                target.Remove(name);
            else if (value is JsonObject part)
                Merge(target.Child(name), part);
            else
                target[name] = value.DeepClone();
        }
    }
}
