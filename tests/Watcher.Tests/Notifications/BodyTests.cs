using System.Text;
using System.Text.Json;
using CloudNative.CloudEvents.SystemTextJson;
using OfoWatcher.Notifications;
using OfoWatcher.Notifications.Bodies;

namespace OfoWatcher.Tests.Notifications;

public sealed class BodyTests
{
    private static readonly NotificationOptions Linked = new() { LinkBase = "https://ofo.example.org/watcher/" };

    [Fact]
    public void A_CloudEvent_tells_programs_what_is_known_and_leaves_out_the_rest()
    {
        var json = JsonDocument.Parse(CloudEventBody.Write(Events.Completed(), Linked)).RootElement;

        Assert.Equal("1.0", json.GetProperty("specversion").GetString());
        Assert.Equal("00112233445566778899aabbccddeeff", json.GetProperty("id").GetString());
        Assert.Equal(
            "org.openforestobservatory.watcher.project.completed", json.GetProperty("type").GetString());
        Assert.Equal("oak", json.GetProperty("subject").GetString());
        Assert.Equal(Events.Now, json.GetProperty("time").GetDateTimeOffset());
        Assert.Equal(
            """
            {"project":"oak","state":"Completed","message":"2 products, 6.1 GB","run":"oak-12345-2","attempt":2,
            "photos":812,"products":2,"productBytes":6100000000,
            "links":{"page":"https://ofo.example.org/watcher/projects/oak",
            "report":"https://ofo.example.org/watcher/api/v1/projects/oak/report.html"}}
            """.Replace("\n", "", StringComparison.Ordinal),
            json.GetProperty("data").GetRawText());
    }

    [Fact]
    public void A_CloudEvent_of_a_hostile_name_is_one_that_its_library_reads_back()
    {
        var body = CloudEventBody.Write(Events.Completed(Events.Hostile), new NotificationOptions());

        var read = new JsonEventFormatter().DecodeStructuredModeMessage(
            body, new System.Net.Mime.ContentType("application/cloudevents+json"), null);
        Assert.Equal(Events.Hostile.Replace('\n', '\uFFFD'), read.Subject);
        Assert.Equal(Events.Hostile, ((JsonElement)read.Data!).GetProperty("project").GetString());
        Assert.False(((JsonElement)read.Data!).TryGetProperty("links", out _));
    }

    [Fact]
    public void A_message_for_Slack_is_short_and_links_to_the_page() =>
        Assert.Equal(
            "*oak is COMPLETED*\n2 products, 6.1 GB\nRun: oak-12345-2, attempt 2\nPhotos: 812 photos\n"
            + "<https://ofo.example.org/watcher/projects/oak|Status page>",
            Slack(Events.Completed(), Linked));

    [Fact]
    public void No_name_calls_a_channel_or_becomes_a_link_in_Slack()
    {
        var text = Slack(Events.Completed(Events.Hostile) with { Message = Events.Hostile }, Linked);

        var link = text[text.LastIndexOf('\n')..];
        Assert.DoesNotContain('<', text[..^link.Length]);
        Assert.DoesNotContain('>', text[..^link.Length]);
        Assert.StartsWith("*&lt;!channel&gt; *a* &amp; [x]\u200B(http://evil) ", text, StringComparison.Ordinal);
        Assert.Equal(4, text.Count(c => c == '\n'));
        Assert.Equal((1, 1), (link.Count(c => c == '<'), link.Count(c => c == '>')));
    }

    [Theory]
    [InlineData("@all", "@\u200Ball")]
    [InlineData("_@channel_ a@b.de", "_@\u200Bchannel_ a@\u200Bb.de")]
    [InlineData("![x](http://evil)", "![x]\u200B(http://evil)")]
    [InlineData("[x][y]", "[x]\u200B[y]")]
    [InlineData("[y]: http://evil", "[y]\u200B: http://evil")]
    [InlineData("site [2] (north)", "site [2] (north)")]
    public void No_name_calls_anybody_or_hides_an_address_in_Mattermost(string name, string shown)
    {
        var what = Events.Completed(name) with { Message = name, FailedStep = name };

        Assert.Equal(
            $"*{shown} is COMPLETED*\n{shown}\nRun: oak-12345-2, attempt 2\nStep: {shown}\nPhotos: 812 photos",
            Slack(what, new NotificationOptions()));
    }

    [Fact]
    public void The_address_of_the_page_stays_as_it_was_set() =>
        Assert.EndsWith(
            "\n<https://ofo.example.org/@lab/projects/oak|Status page>",
            Slack(Events.Completed(), new NotificationOptions { LinkBase = "https://ofo.example.org/@lab" }));

    [Theory]
    [InlineData(300, "oak is COMPLETED")]
    [InlineData(301, "oak is COMPLETED as of 2026-06-12 10:00 UTC")]
    [InlineData(-60, "oak is COMPLETED")]
    public void What_a_chat_is_told_late_says_as_of_when_it_is_true(int seconds, string title)
    {
        var now = Events.Now.AddSeconds(seconds);
        var slack = Encoding.UTF8.GetString(SlackBody.Write(Events.Completed(), Linked, now));
        var teams = Encoding.UTF8.GetString(TeamsBody.Write(Events.Completed(), Linked, now));

        Assert.Contains($"\"*{title}*\\n", slack, StringComparison.Ordinal);
        Assert.Contains($"\"{title}\"", teams, StringComparison.Ordinal);
    }

    [Fact]
    public void A_card_for_Teams_has_its_words_in_runs_of_text_which_know_no_Markdown()
    {
        var body = TeamsBody.Write(Events.Completed(Events.Hostile), Linked, Events.Now);

        var message = JsonDocument.Parse(body).RootElement;
        var attachment = Assert.Single(message.GetProperty("attachments").EnumerateArray());
        var card = attachment.GetProperty("content");
        Assert.Equal("message", message.GetProperty("type").GetString());
        Assert.Equal("application/vnd.microsoft.card.adaptive", attachment.GetProperty("contentType").GetString());
        Assert.Equal("AdaptiveCard", card.GetProperty("type").GetString());
        Assert.All(card.GetProperty("body").EnumerateArray(), block =>
        {
            Assert.Equal("RichTextBlock", block.GetProperty("type").GetString());
            Assert.All(
                block.GetProperty("inlines").EnumerateArray(),
                run => Assert.Equal("TextRun", run.GetProperty("type").GetString()));
        });
        var title = card.GetProperty("body")[0].GetProperty("inlines")[0].GetProperty("text").GetString();
        Assert.Equal(Events.Hostile.Replace('\n', ' ') + " is COMPLETED", title);
        var link = Assert.Single(card.GetProperty("actions").EnumerateArray());
        Assert.Equal(
            "https://ofo.example.org/watcher/projects/" + Uri.EscapeDataString(Events.Hostile),
            link.GetProperty("url").GetString());
    }

    [Fact]
    public void What_is_stuck_is_told_with_how_long()
    {
        var stuck = Events.Completed() with
        {
            Kind = ProjectEventKind.Stuck,
            Message = "1 temp file (a.part)",
            Run = null,
            Photos = null,
            Since = Events.Now.AddDays(-2.5),
        };

        Assert.Equal("*oak is stuck*\nfor 2.5 days: 1 temp file (a.part)", Slack(stuck, new NotificationOptions()));
    }

    [Fact]
    public void A_message_without_end_is_cut()
    {
        var text = Slack(Events.Completed() with { Message = new string('x', 1_000_000) }, new NotificationOptions());

        Assert.InRange(text.Length, 1000, 2000);
    }

    private static string Slack(ProjectEvent what, NotificationOptions options) =>
        JsonDocument.Parse(Encoding.UTF8.GetString(SlackBody.Write(what, options, Events.Now)))
            .RootElement.GetProperty("text").GetString()!;
}
