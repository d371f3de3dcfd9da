using System.Text.Json;

namespace OfoWatcher.Tests.Dashboard;

/// <summary>The API's own description, against which answers are held.</summary>
internal sealed class ApiDescription(string document)
{
    public JsonElement Root { get; } = JsonSerializer.Deserialize<JsonElement>(document);

    /// <summary>All operations with their names, such as "GET /api/v1/projects".</summary>
    public IEnumerable<(string Name, JsonElement Operation)> Operations =>
        from path in Root.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select ($"{operation.Name.ToUpperInvariant()} {path.Name}", operation.Value);

    public JsonElement Operation(string name) => Operations.Single(operation => operation.Name == name).Operation;

    /// <summary>Fails unless an answer is what is described for its status.</summary>
    public void Holds(string operation, int status, string? type, string body)
    {
        var schema = Operation(operation).GetProperty("responses").GetProperty($"{status}")
            .GetProperty("content").GetProperty(type!).GetProperty("schema");
        Holds(schema, JsonSerializer.Deserialize<JsonElement>(body), "$");
    }

    /// <summary>Follows a value through its schema: all that it has is described, and all that must be there is.</summary>
    private void Holds(JsonElement schema, JsonElement value, string where)
    {
        schema = Resolve(schema, value);
        if (schema.TryGetProperty("enum", out var choices))
        {
            Assert.Contains(value.GetString(), choices.EnumerateArray().Select(choice => choice.GetString()));
            return;
        }

        if (value.ValueKind == JsonValueKind.Null)
        {
            Assert.True(MayBeNull(schema), $"{where} is null");
            return;
        }

        var kind = Assert.Single(Types(schema), kind => kind != "null");
        Assert.True(IsOf(kind, value), $"{where} is no {kind}: {value}");
        if (value.ValueKind == JsonValueKind.Object)
            HoldsObject(schema, value, where);
        foreach (var item in value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : default)
            Holds(schema.GetProperty("items"), item, where + "[]");
    }

    private static bool IsOf(string kind, JsonElement value) => kind switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        "string" => value.ValueKind == JsonValueKind.String,
        _ => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
    };

    private void HoldsObject(JsonElement schema, JsonElement value, string where)
    {
        foreach (var property in value.EnumerateObject())
        {
            var name = $"{where}.{property.Name}";
            var own = Find(schema, "properties") is { } properties && Find(properties, property.Name) is { } described
                ? described
                : Find(schema, "additionalProperties");
            Assert.True(own is not null, $"{name} is not described");
            Holds(own.Value, property.Value, name);
        }

        foreach (var required in schema.TryGetProperty("required", out var names) ? names.EnumerateArray() : [])
            Assert.True(value.TryGetProperty(required.GetString()!, out _), $"{where}.{required} is missing");
    }

    /// <summary>The schema that is referred to; of several, the one that is not for null.</summary>
    private JsonElement Resolve(JsonElement schema, JsonElement value)
    {
        if (schema.TryGetProperty("oneOf", out var several) && value.ValueKind != JsonValueKind.Null)
            schema = several.EnumerateArray().Single(one => !MayBeNull(one));
        return schema.TryGetProperty("$ref", out var reference)
            ? reference.GetString()!.Split('/').Skip(1).Aggregate(Root, (at, name) => at.GetProperty(name))
            : schema;
    }

    private static JsonElement? Find(JsonElement schema, string name) =>
        schema.TryGetProperty(name, out var found) ? found : null;

    private static bool MayBeNull(JsonElement schema) =>
        schema.TryGetProperty("oneOf", out var several)
            ? several.EnumerateArray().Any(MayBeNull)
            : Types(schema).Contains("null");

    private static IEnumerable<string> Types(JsonElement schema) =>
        !schema.TryGetProperty("type", out var type) ? []
        : type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(kind => kind.GetString()!)
        : [type.GetString()!];
}
