using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace OfoWatcher.Notifications.Bodies;

/// <summary>
/// A message as Slack's incoming webhooks take it: text in mrkdwn, which Mattermost takes for Markdown. Nothing in a name
/// can call a channel or a person, or hide an address behind other words. Both still link an address that stands in a
/// name, as what it is, and make <c>*</c>, <c>_</c> and backticks bold, slanted and code.
/// </summary>
internal static partial class SlackBody
{
    // Takes no room, and parts what it stands between.
    private const string Nothing = "\u200B";

    public static byte[] Write(ProjectEvent what, NotificationOptions options, DateTimeOffset now)
    {
        var link = StatusLinks.PageOf(what, options) is { } page ? $"\n<{Escape(page)}|Status page>" : "";
        var facts = string.Concat(EventWords.Facts(what).Select(fact => $"\n{fact.Name}: {Harmless(fact.Value)}"));
        return JsonSerializer.SerializeToUtf8Bytes(
            new SlackMessage($"*{Harmless(EventWords.Title(what, now))}*\n{Harmless(EventWords.Text(what))}{facts}{link}"),
            SlackJson.Default.SlackMessage);
    }

    /// <summary>
    /// Slack calls and links by what stands in &lt; and &gt;. Mattermost calls by an @ before a name, and links by brackets,
    /// as in <c>[x](address)</c>, or <c>[x]: address</c> for a later <c>[x]</c>.
    /// </summary>
    private static string Harmless(string text) => Escape(CallOrLink().Replace(text, "$0" + Nothing));

    private static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    [GeneratedRegex(@"@|\](?=[(\[:])")]
    private static partial Regex CallOrLink();
}

/// <param name="Text">In mrkdwn.</param>
internal sealed record SlackMessage([property: JsonPropertyName("text")] string Text);

[JsonSerializable(typeof(SlackMessage))]
internal sealed partial class SlackJson : JsonSerializerContext;
