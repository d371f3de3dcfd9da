using System.Text.Json;
using System.Text.Json.Nodes;

namespace OfoWatcher.Notifications.Bodies;

/// <summary>
/// A message as the webhooks of Power Automate's Workflows take it, which Teams has had since its connectors ended: one
/// attachment, an Adaptive Card. Its text stands in text runs, which know no Markdown, so that a name can be no link.
/// </summary>
internal static class TeamsBody
{
    public static byte[] Write(ProjectEvent what, NotificationOptions options, DateTimeOffset now)
    {
        var body = new JsonArray(
            Block(Run(EventWords.Title(what, now), "bolder", "large", ColourOf(what.Kind))),
            Block(Run(EventWords.Text(what))));
        foreach (var (name, value) in EventWords.Facts(what))
            body.Add((JsonNode)Block(Run($"{name}: ", "bolder"), Run(value)));
        var card = new JsonObject
        {
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["type"] = "AdaptiveCard",
            ["version"] = "1.4",
            ["body"] = body,
        };
        if (StatusLinks.PageOf(what, options) is { } page)
        {
            card["actions"] = new JsonArray(
                new JsonObject { ["type"] = "Action.OpenUrl", ["title"] = "Status page", ["url"] = page });
        }

        return JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["type"] = "message",
            ["attachments"] = new JsonArray(new JsonObject
            {
                ["contentType"] = "application/vnd.microsoft.card.adaptive",
                ["contentUrl"] = null,
                ["content"] = card,
            }),
        });
    }

    private static JsonObject Block(params JsonNode[] runs) =>
        new() { ["type"] = "RichTextBlock", ["inlines"] = new JsonArray(runs) };

    private static JsonObject Run(
        string text, string weight = "default", string size = "default", string colour = "default") => new()
        {
            ["type"] = "TextRun",
            ["text"] = text,
            ["weight"] = weight,
            ["size"] = size,
            ["color"] = colour,
        };

    private static string ColourOf(ProjectEventKind kind) => kind switch
    {
        ProjectEventKind.Completed => "good",
        ProjectEventKind.Failed => "attention",
        _ => "warning",
    };
}
