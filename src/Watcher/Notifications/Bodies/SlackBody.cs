using System.Text.Json;
using System.Text.Json.Serialization;

namespace OfoWatcher.Notifications.Bodies;

/// <summary>
/// A message as Slack's incoming webhooks take it: text in mrkdwn. With &amp;, &lt; and &gt; escaped, nothing in a name
/// can call a channel or a person, or hide an address behind other words. Slack itself still links an address that
/// stands in a name, as what it is, and makes <c>*</c>, <c>_</c> and backticks bold, slanted and code.
/// </summary>
internal static class SlackBody
{
    public static byte[] Write(ProjectEvent what, NotificationOptions options)
    {
        var link = StatusLinks.PageOf(what.Project, options) is { } page ? $"\n<{Escape(page)}|Status page>" : "";
        var facts = string.Concat(EventWords.Facts(what).Select(fact => $"\n{fact.Name}: {Escape(fact.Value)}"));
        return JsonSerializer.SerializeToUtf8Bytes(
            new SlackMessage($"*{Escape(EventWords.Title(what))}*\n{Escape(EventWords.Text(what))}{facts}{link}"),
            SlackJson.Default.SlackMessage);
    }

    private static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);
}

/// <param name="Text">In mrkdwn.</param>
internal sealed record SlackMessage([property: JsonPropertyName("text")] string Text);

[JsonSerializable(typeof(SlackMessage))]
internal sealed partial class SlackJson : JsonSerializerContext;
