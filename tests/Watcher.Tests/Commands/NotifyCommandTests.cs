using OfoWatcher.Notifications;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Commands;

public sealed class NotifyCommandTests : IAsyncLifetime
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private readonly Share share = new();
    private WebhookReceiver receiver = null!;

    public async ValueTask InitializeAsync() => receiver = await WebhookReceiver.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await receiver.DisposeAsync();
        share.Dispose();
    }

    [Fact]
    public async Task A_program_is_sent_a_signed_event_that_no_project_has_and_each_time_another()
    {
        string[] environment =
        [
            $"Notifications__Webhooks__lab__Url={receiver.Url}services/cafe",
            $"Notifications__Webhooks__lab__Secret={Secret}", "Notifications__LinkBase=https://ofo.example.org",
        ];
        var outcome = await RunAsync(environment);
        await RunAsync(environment);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal([$"lab, CloudEvents at {receiver.Url.TrimEnd('/')}: told"], outcome.Output);
        var told = receiver.Received[0];
        Assert.Equal("/services/cafe", told.Path);
        Assert.Equal("org.openforestobservatory.watcher.test", told.Json.GetProperty("type").GetString());
        var data = told.Json.GetProperty("data");
        Assert.Equal("Test", data.GetProperty("state").GetString());
        Assert.False(data.TryGetProperty("links", out _));
        Assert.Equal(
            WebhookSignature.Sign(WebhookSignature.KeyOf(Secret)!, told.Id!, long.Parse(told.Timestamp!), told.Body),
            told.Signature);
        Assert.Equal(2, receiver.Received.Select(request => request.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_chat_is_told_that_it_is_a_test_and_of_what_it_is_told_with_a_link_to_all_projects()
    {
        await RunAsync(
            $"Notifications__Webhooks__lab__Url={receiver.Url}", "Notifications__Webhooks__lab__Format=Slack",
            "Notifications__Webhooks__lab__Events__0=Failed", "Notifications__Webhooks__lab__Events__1=Stuck",
            "Notifications__LinkBase=https://ofo.example.org/");

        Assert.Equal(
            "*This is a test*\nIt was sent by hand and is of no project. This webhook is told of: Failed, Stuck.\n"
            + "<https://ofo.example.org/|Status page>",
            Assert.Single(receiver.Received).Json.GetProperty("text").GetString());
    }

    [Fact]
    public async Task Each_webhook_is_tried_once_whatever_becomes_of_the_others_and_one_that_fails_fails_it_all()
    {
        await using var wrong = await WebhookReceiver.StartAsync(status: 404);
        var outcome = await RunAsync(
            $"Notifications__Webhooks__c__Url={receiver.Url}", $"Notifications__Webhooks__b__Url={wrong.Url}cafe",
            "Notifications__Webhooks__b__Format=Teams", "Notifications__Webhooks__a__Url=http://127.0.0.1:1/cafe");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal(
            [
                "a, CloudEvents at http://127.0.0.1:1: Connection refused",
                $"b, Teams at {wrong.Url.TrimEnd('/')}: it answered 404",
                $"c, CloudEvents at {receiver.Url.TrimEnd('/')}: told",
            ],
            outcome.Output);
        Assert.Single(wrong.Received);
    }

    [Fact]
    public async Task Without_a_webhook_there_is_nobody_to_tell()
    {
        var outcome = await RunAsync();

        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal(
            ["There is nobody to tell: the settings have no webhook in Notifications:Webhooks."], outcome.Error);
    }

    private Task<Outcome> RunAsync(params string[] environment) =>
        WatcherProcess.RunAsync(share.Elsewhere, ["notify", .. share.Settings], ["env", .. environment]);
}
