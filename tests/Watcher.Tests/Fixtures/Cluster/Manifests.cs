using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace OfoWatcher.Tests.Fixtures.Cluster;

/// <summary>Reads YAML manifests as the objects that a server takes.</summary>
internal static class Manifests
{
    /// <summary>The objects of a file; none when there is no such file.</summary>
    public static IReadOnlyList<JsonObject> Read(string path) =>
        File.Exists(path) ? Parse(File.ReadAllText(path)) : [];

    /// <summary>The objects of a text.</summary>
    public static IReadOnlyList<JsonObject> Parse(string text)
    {
        using var reader = new StringReader(text);
        var stream = new YamlStream();
        stream.Load(reader);
        return [.. stream.Documents.Select(document => ToJson(document.RootNode)).OfType<JsonObject>()];
    }

    private static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(pair =>
            KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, ToJson(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(ToJson)]),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => Plain(scalar.Value ?? ""),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => throw new FormatException($"{node.NodeType} is no part of a manifest"),
    };

    /// <summary>A word without quotes, which may be a number, a truth value or nothing.</summary>
    private static JsonValue? Plain(string word) => word switch
    {
        "" or "~" or "null" => null,
        "true" => JsonValue.Create(true),
        "false" => JsonValue.Create(false),
        _ when long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) =>
            JsonValue.Create(whole),
        _ when double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) =>
            JsonValue.Create(number),
        _ => JsonValue.Create(word),
    };
}
