using System.Text.Json;
using OfoWatcher.Dashboard.Listing;
using OfoWatcher.Tests.Dashboard.Listing;

namespace OfoWatcher.Tests.Dashboard;

/// <summary>The API's description, held against what is really answered.</summary>
public sealed class ApiDocumentTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_path_of_the_API_is_described_with_its_answers_and_errors()
    {
        await using var served = await ServedList.StartAsync(Rows.Waiting("oak"));

        using var document = await DocumentAsync(served);

        var root = document.RootElement;
        Assert.StartsWith("3.1", root.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal("/", Assert.Single(root.GetProperty("servers").EnumerateArray()).GetProperty("url").GetString());
        var described = root.GetProperty("paths").EnumerateObject().SelectMany(path =>
            path.Value.EnumerateObject().Select(operation => $"{operation.Name.ToUpperInvariant()} {path.Name}"));
        var mapped = served.Routes.Where(route => route.Contains(" /api/", StringComparison.Ordinal)).ToList();
        Assert.Contains("GET /api/v1/projects", mapped);
        Assert.Equal(mapped.Order(), described.Order());
        foreach (var operation in root.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject()))
        {
            Assert.NotEmpty(operation.Value.GetProperty("summary").GetString()!);
            Assert.NotEmpty(operation.Value.GetProperty("responses").EnumerateObject());
        }
    }

    [Fact]
    public async Task The_parameters_of_the_list_are_described_as_they_are_read()
    {
        await using var served = await ServedList.StartAsync(Rows.Waiting("oak"));
        using var document = await DocumentAsync(served);

        var parameters = Operation(document, "/api/v1/projects").GetProperty("parameters").EnumerateArray()
            .ToDictionary(parameter => parameter.GetProperty("name").GetString()!, p => p.GetProperty("schema"));

        Assert.Equal(["search", "state", "stuck", "sort", "page", "pageSize"], parameters.Keys);
        foreach (var sort in parameters["sort"].GetProperty("enum").EnumerateArray())
            Assert.Empty(Faults("sort", sort.GetString()!));
        foreach (var state in parameters["state"].GetProperty("items").GetProperty("enum").EnumerateArray())
            Assert.Empty(Faults("state", state.GetString()!));
        var most = parameters["pageSize"].GetProperty("maximum").GetInt32();
        Assert.Empty(Faults("pageSize", $"{most}"));
        Assert.NotEmpty(Faults("pageSize", $"{most + 1}"));
    }

    [Theory]
    [InlineData("/api/v1/projects", "application/json")]
    [InlineData("/api/v1/projects?page=0", "application/problem+json")]
    public async Task What_is_answered_has_the_properties_that_are_described_and_no_others(string path, string type)
    {
        await using var served = await ServedList.StartAsync(Rows.Running);
        using var document = await DocumentAsync(served);
        var (status, _, body) = await served.GetAsync(path);
        using var answer = JsonDocument.Parse(body);

        var schema = Operation(document, path.Split('?')[0]).GetProperty("responses").GetProperty($"{status}")
            .GetProperty("content").GetProperty(type).GetProperty("schema");
        Holds(document, schema, answer.RootElement, "$");
    }

    [Fact]
    public async Task What_is_told_of_changes_has_the_properties_that_are_described()
    {
        await using var served = await ServedList.StartAsync(Rows.Waiting("oak"));
        using var document = await DocumentAsync(served);
        using var events = await served.ListenAsync();
        string? line;
        do
            line = await events.ReadLineAsync(Cancellation);
        while (line?.StartsWith("data: ", StringComparison.Ordinal) != true);
        using var change = JsonDocument.Parse(line["data: ".Length..]);

        var schema = Operation(document, "/api/v1/events").GetProperty("responses").GetProperty("200")
            .GetProperty("content").GetProperty("text/event-stream").GetProperty("schema");
        Holds(document, schema, change.RootElement, "$");
    }

    private static async Task<JsonDocument> DocumentAsync(ServedList served)
    {
        var (status, type, body) = await served.GetAsync("/api/v1/openapi.json");
        Assert.Equal((200, "application/json"), (status, type));
        return JsonDocument.Parse(body);
    }

    private static JsonElement Operation(JsonDocument document, string path) =>
        document.RootElement.GetProperty("paths").GetProperty(path).GetProperty("get");

    private static List<string> Faults(string name, string value)
    {
        var faults = new List<string>();
        ListQuery.Read(parameter => parameter == name ? [value] : [], faults);
        return faults;
    }

    /// <summary>Follows an answer through the schema: every property is described, and of the described kind.</summary>
    private static void Holds(JsonDocument document, JsonElement schema, JsonElement value, string where)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            schema = reference.GetString()!.Split('/').Skip(1)
                .Aggregate(document.RootElement, (at, name) => at.GetProperty(name));
        }

        if (schema.TryGetProperty("enum", out var choices))
            Assert.Contains(value.GetString(), choices.EnumerateArray().Select(choice => choice.GetString()));
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var properties = schema.TryGetProperty("properties", out var named) ? named : default;
                foreach (var property in value.EnumerateObject())
                {
                    var isNamed = properties.ValueKind == JsonValueKind.Object
                        && properties.TryGetProperty(property.Name, out _);
                    Assert.True(
                        isNamed || schema.TryGetProperty("additionalProperties", out _), $"{where}.{property.Name}");
                    Holds(
                        document,
                        isNamed ? properties.GetProperty(property.Name) : schema.GetProperty("additionalProperties"),
                        property.Value,
                        $"{where}.{property.Name}");
                }

                foreach (var required in Required(schema))
                    Assert.True(value.TryGetProperty(required, out _), $"{where}.{required} is missing");
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                    Holds(document, schema.GetProperty("items"), item, $"{where}[]");
                break;
            case JsonValueKind.Number:
                Assert.Contains(Kinds(schema), kind => kind is "integer" or "number");
                break;
            case JsonValueKind.String:
                Assert.Contains("string", schema.TryGetProperty("enum", out _) ? ["string"] : Kinds(schema));
                break;
        }
    }

    private static IEnumerable<string> Required(JsonElement schema) =>
        schema.TryGetProperty("required", out var required)
            ? required.EnumerateArray().Select(name => name.GetString()!)
            : [];

    private static IEnumerable<string> Kinds(JsonElement schema)
    {
        var type = schema.GetProperty("type");
        return type.ValueKind == JsonValueKind.Array
            ? type.EnumerateArray().Select(kind => kind.GetString()!)
            : [type.GetString()!];
    }
}
