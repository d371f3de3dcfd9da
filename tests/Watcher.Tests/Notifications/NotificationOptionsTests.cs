using OfoWatcher.Notifications;
using OfoWatcher.Settings;
using OfoWatcher.Tests.Docs;
using OfoWatcher.Tests.Settings;

namespace OfoWatcher.Tests.Notifications;

public sealed class NotificationOptionsTests
{
    private const string Address = "https://hooks.example.org/services/T0/B0/cafe";
    private const string Lab = "Notifications:Webhooks:lab:";

    [Fact]
    public void A_webhook_is_read_with_all_that_is_set_of_it()
    {
        var faults = new List<string>();
        var options = WatcherSettings.Read(
            SettingsPage.Shipped(
                (Lab + "Url", Address), (Lab + "Format", "slack"),
                (Lab + "Events:0", "Failed"), (Lab + "Events:1", "stuck"),
                ("Notifications:Webhooks:all:Url", "http://10.0.0.1:8080/")),
            faults).Notifications;

        Assert.Empty(faults);
        var lab = options.Webhooks["lab"];
        Assert.Equal((Address, WebhookFormat.Slack, ""), (lab.Url, lab.Format, lab.Secret));
        Assert.Equal([ProjectEventKind.Failed, ProjectEventKind.Stuck], lab.Events);
        Assert.Equal(["all", "lab"], options.WhoWants(ProjectEventKind.Failed));
        Assert.Equal(["all"], options.WhoWants(ProjectEventKind.Completed));
    }

    [Theory]
    [InlineData("Notifications:Webhooks:lab", Address,
        "Notifications:Webhooks:lab is a text but must be a group of settings: Notifications:Webhooks:lab:Url=…")]
    [InlineData("Notifications:Webhooks", Address,
        "Notifications:Webhooks is a text but must be a group of groups: Notifications:Webhooks:NAME:Url=…")]
    [InlineData(Lab + "Uri", Address,
        "Notifications:Webhooks:lab:Uri is no setting; Notifications:Webhooks:lab knows Url, Format, Secret, Events")]
    [InlineData(Lab + "Format", "Slak",
        "Notifications:Webhooks:lab:Format is \"Slak\" but must be one of CloudEvents, Slack, Teams")]
    [InlineData(Lab + "Events:0", "Done",
        "Notifications:Webhooks:lab:Events holds \"Done\" at place 0 but must hold one of Completed, Failed, Invalid, "
        + "Stuck there")]
    [InlineData(Lab + "Events", "Failed",
        "Notifications:Webhooks:lab:Events is \"Failed\" but must be a list, one entry each: "
        + "Notifications:Webhooks:lab:Events:0=…, Notifications:Webhooks:lab:Events:1=…")]
    [InlineData(Lab + "Url", "hooks.example.org/cafe",
        "Notifications:Webhooks:lab:Url is *** but must be an address that begins with https:// or http://, "
        + "without a name and password in it")]
    [InlineData(Lab + "Url", "https://me:cafe@hooks.example.org/",
        "Notifications:Webhooks:lab:Url is *** but must be an address that begins with https:// or http://, "
        + "without a name and password in it")]
    [InlineData(Lab + "Format", "Slack",
        "Notifications:Webhooks:lab:Url is nothing but must be an address that begins with https:// or http://, "
        + "without a name and password in it")]
    [InlineData("Notifications:StuckAfter", "00:00:00",
        "Notifications:StuckAfter is \"00:00:00\" but must be a time from 00:00:01 to 365.00:00:00 "
        + "([days.]hours:minutes:seconds)")]
    [InlineData("Notifications:LinkBase", "ofo.example.org",
        "Notifications:LinkBase is \"ofo.example.org\" but must be empty, or an address that begins with https:// or "
        + "http://")]
    public void What_is_wrong_is_told_without_what_is_secret(string key, string value, string fault)
    {
        var found = SettingsText.FaultsOf((key, value));

        Assert.Equal([fault], found);
        Assert.DoesNotContain("cafe", string.Concat(found), StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_that_cannot_be_used_is_told_without_it()
    {
        var found = SettingsText.FaultsOf((Lab + "Url", Address), (Lab + "Secret", "cafecafe"));

        Assert.Equal(
            "Notifications:Webhooks:lab:Secret is *** but must be empty, or whsec_ and 24 to 64 bytes in base64, "
            + "as by: echo whsec_$(openssl rand -base64 32)", Assert.Single(found));
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once() =>
        Assert.Equal(
            3,
            SettingsText.FaultsOf(
                (Lab + "Uri", "x"), (Lab + "Format", "x"), ("Notifications:Webhooks:b:Format", "y")).Count);

    [Fact]
    public void A_webhook_shows_no_more_of_itself_than_where_it_is()
    {
        var webhook = new WebhookOptions { Url = Address, Secret = "whsec_cafe", Format = WebhookFormat.Slack };

        Assert.Equal("Slack at https://hooks.example.org", webhook.ToString());
    }
}
