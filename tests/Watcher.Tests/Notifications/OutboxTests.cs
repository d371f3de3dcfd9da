using Microsoft.Extensions.Time.Testing;
using OfoWatcher.Notifications;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Notifications;

public sealed class OutboxTests : IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(Events.Now);
    private readonly FixedOptions<NotificationOptions> options = new(new NotificationOptions());
    private readonly LogLines<Outbox> log = new();
    private WebhookReceiver receiver = null!;

    public async ValueTask InitializeAsync()
    {
        receiver = await WebhookReceiver.StartAsync();
        Set(("lab", receiver));
    }

    public ValueTask DisposeAsync() => receiver.DisposeAsync();

    [Fact]
    public async Task An_event_is_told_once_however_often_it_is_offered()
    {
        using var outbox = Make();
        for (var time = 0; time < 3; time++)
            outbox.Offer("lab", Events.Completed());
        var outcome = await EndedAsync(outbox);
        outbox.Offer("lab", Events.Completed());
        outbox.Offer("lab", Events.Completed("pine") with { Id = "another" });
        var received = await receiver.GotAsync(2);

        Assert.Equal((DeliveryVerdict.Delivered, "lab", Events.Now), (outcome.Verdict, outcome.Webhook, outcome.At));
        Assert.Equal(["00112233445566778899aabbccddeeff", "another"], received.Select(request => request.Id));
    }

    [Fact]
    public async Task A_receiver_that_fails_is_left_alone_for_as_long_as_it_asks_and_then_told_again()
    {
        receiver.Answer = (context, before) =>
        {
            context.Response.StatusCode = before switch { 0 => 500, 1 => 429, _ => 204 };
            if (before == 1)
                context.Response.Headers.RetryAfter = "120";
            return Task.CompletedTask;
        };
        using var outbox = Make();
        outbox.Offer("lab", Events.Completed());
        await PausedAsync(outbox, 1);
        time.Advance(TimeSpan.FromSeconds(1));
        await PausedAsync(outbox, 2);
        time.Advance(TimeSpan.FromSeconds(119));
        Assert.Equal(2, receiver.Received.Count);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(DeliveryVerdict.Delivered, (await EndedAsync(outbox)).Verdict);
        Assert.Single(receiver.Received.Select(request => request.Id).Distinct());
        var start = Events.Now.ToUnixTimeSeconds();
        Assert.Equal([0L, 1, 121], receiver.Received.Select(request => long.Parse(request.Timestamp!) - start));
        Assert.Contains(log.All, line => line.Contains("cannot be told: it answered 500", StringComparison.Ordinal));
        Assert.Contains(log.All, line => line.Contains("can be told again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_receiver_that_hangs_keeps_no_other_waiting_and_is_told_again_later()
    {
        await using var hung = await WebhookReceiver.StartAsync();
        hung.Answer = async (context, before) =>
        {
            if (before == 0)
                await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
        };
        Set(("lab", receiver), ("hung", hung));
        using var outbox = Make();
        outbox.Offer("hung", Events.Completed());
        await hung.GotAsync(1);
        outbox.Offer("lab", Events.Completed());

        Assert.Equal("lab", (await EndedAsync(outbox)).Webhook);
        outbox.Forget(outbox.OutcomesOf("oak"));
        time.Advance(TimeSpan.FromSeconds(10));
        await Eventually.TrueAsync(() => outbox.IsQuiet, "the try is over");
        time.Advance(TimeSpan.FromSeconds(1));
        var late = await EndedAsync(outbox);
        Assert.Equal(("hung", DeliveryVerdict.Delivered), (late.Webhook, late.Verdict));
        Assert.Contains(log.All, line => line.Contains("no answer within 10 s", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_its_receiver_cannot_digest_does_not_keep_other_projects_waiting()
    {
        receiver.Answer = (context, _) =>
        {
            context.Response.StatusCode = receiver.Received[^1].Id == "bad" ? 500 : 200;
            return Task.CompletedTask;
        };
        using var outbox = Make();
        outbox.Offer("lab", Events.Completed("pine") with { Id = "bad" });
        outbox.Offer("lab", Events.Completed() with { Id = "good" });
        await PausedAsync(outbox, 1);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("good", (await EndedAsync(outbox)).EventId);
    }

    [Fact]
    public async Task What_could_not_be_told_at_once_is_told_in_the_order_in_which_it_happened_to_the_project()
    {
        receiver.Answer = (context, before) =>
        {
            context.Response.StatusCode = before < 5 ? 503 : 200;
            return Task.CompletedTask;
        };
        using var outbox = Make();
        outbox.Offer("lab", Events.Completed() with { Id = "2" });
        outbox.Offer("lab", Events.Completed("pine") with { Id = "pine" });
        outbox.Offer("lab", Events.Completed() with { Id = "3" });
        outbox.Offer("lab", Events.Completed() with { Id = "4" });
        for (var failures = 1; failures <= 5; failures++)
        {
            await PausedAsync(outbox, failures);
            time.Advance(TimeSpan.FromMinutes(1));
        }

        await Eventually.TrueAsync(() => outbox.OutcomesOf("oak").Count == 3, "all are told");
        Assert.Equal(["2", "3", "4"], outbox.OutcomesOf("oak").Select(outcome => outcome.EventId));
        Assert.Equal("pine", Assert.Single(outbox.OutcomesOf("pine")).EventId);
        Assert.Equal(["2", "pine", "2", "pine", "2"], receiver.Received.Take(5).Select(request => request.Id));
    }

    [Fact]
    public async Task What_is_true_no_longer_is_not_told_once_the_receiver_is_back()
    {
        receiver.Answer = (context, before) =>
        {
            context.Response.StatusCode = before == 0 ? 503 : 200;
            return Task.CompletedTask;
        };
        using var outbox = Make();
        outbox.Offer("lab", Events.Completed() with { Id = "stuck", Kind = ProjectEventKind.Stuck });
        outbox.Offer("lab", Events.Completed());
        Assert.Equal(2, outbox.Pending);
        await PausedAsync(outbox, 1);
        outbox.Withdraw("stuck");
        Assert.Equal(1, outbox.Pending);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(Events.Completed().Id, (await EndedAsync(outbox)).EventId);
        Assert.Equal(["stuck", Events.Completed().Id], receiver.Received.Select(request => request.Id));
        Assert.Contains(log.All, line => line.Contains("Stuck is not told to the webhook lab any more"));
        await Eventually.TrueAsync(() => outbox.Pending == 0, "nothing is due");
    }

    [Fact]
    public async Task A_receiver_that_refuses_is_told_again_after_a_long_pause_and_at_once_when_it_is_set_right()
    {
        await using var wrong = await WebhookReceiver.StartAsync(status: 404);
        Set(("lab", wrong));
        using var outbox = Make();
        await outbox.StartAsync(TestContext.Current.CancellationToken);
        outbox.Offer("lab", Events.Completed());
        await Eventually.TrueAsync(() => wrong.Received.Count == 1 && outbox.IsQuiet, "the first try is over");
        time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        options.CurrentValue = options.CurrentValue with { StuckAfter = TimeSpan.FromDays(2) };
        Assert.True(outbox.IsQuiet);
        time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.TrueAsync(() => wrong.Received.Count == 2 && outbox.IsQuiet, "the second try is over");

        Set(("lab", receiver));

        Assert.Equal(DeliveryVerdict.Delivered, (await EndedAsync(outbox)).Verdict);
        Assert.Equal((2, 1), (wrong.Received.Count, receiver.Received.Count));
        Assert.Equal(1, log.Count("cannot be told: it answered 404; tried again by itself"));
    }

    [Theory]
    [InlineData(400, "it answered 400")]
    [InlineData(302, "it answered 302, a redirect, which is not followed")]
    public async Task An_answer_that_no_repetition_changes_ends_it(int status, string fault)
    {
        await using var elsewhere = await WebhookReceiver.StartAsync();
        receiver.Answer = (context, _) =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = elsewhere.Url;
            return Task.CompletedTask;
        };
        using var outbox = Make();
        outbox.Offer("lab", Events.Completed());

        var outcome = await EndedAsync(outbox);
        Assert.Equal((DeliveryVerdict.GiveUp, fault), (outcome.Verdict, outcome.Fault));
        Assert.Empty(elsewhere.Received);
        Assert.Single(log.All, line => line.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_answer_without_end_is_not_read()
    {
        receiver.Answer = async (context, before) =>
        {
            if (before > 0)
                return;
            var block = new byte[1 << 16];
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.Body.WriteAsync(block, context.RequestAborted);
        };
        using var outbox = Make();
        outbox.Offer("lab", Events.Completed());
        outbox.Offer("lab", Events.Completed() with { Id = "next" });

        await Eventually.TrueAsync(() => outbox.OutcomesOf("oak").Count == 2, "both are told");
    }

    [Fact]
    public async Task A_webhook_that_the_settings_lack_is_told_when_they_have_it_again()
    {
        var complete = options.CurrentValue;
        options.CurrentValue = new NotificationOptions();
        using var outbox = Make();
        outbox.Offer("lab", Events.Completed());
        await Eventually.TrueAsync(
            () => outbox.IsQuiet && log.Count("the settings have no webhook of this name") == 1, "it is left alone");
        Assert.Empty(outbox.OutcomesOf("oak"));

        options.CurrentValue = complete;
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(DeliveryVerdict.Delivered, (await EndedAsync(outbox)).Verdict);
    }

    [Fact]
    public async Task A_webhook_that_the_settings_lack_for_good_is_given_up_in_the_end()
    {
        options.CurrentValue = new NotificationOptions();
        using var outbox = Make();
        var old = Events.Now - DeliveryPolicy.OldestNews - TimeSpan.FromHours(1);
        outbox.Offer("lab", Events.Completed() with { At = old });

        Assert.Equal(DeliveryVerdict.GiveUp, (await EndedAsync(outbox)).Verdict);
        Assert.Equal(1, log.Count("is not told to the webhook lab"));
        Assert.Empty(receiver.Received);
    }

    [Fact]
    public async Task Nobody_learns_the_address_or_the_secret_from_the_log()
    {
        const string secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        receiver.Answer = (context, before) =>
        {
            context.Response.StatusCode = before == 0 ? 500 : 400;
            return Task.CompletedTask;
        };
        options.CurrentValue = Events.Options(
            ("lab", new WebhookOptions { Url = receiver.Url + "services/cafe", Secret = secret }),
            ("closed", new WebhookOptions { Url = "http://127.0.0.1:1/services/cafe" }),
            ("unknown", new WebhookOptions { Url = "http://nowhere.invalid/services/cafe" }));
        using var outbox = Make();
        foreach (var webhook in options.CurrentValue.Webhooks.Keys)
            outbox.Offer(webhook, Events.Completed());
        await Eventually.TrueAsync(() => outbox.IsQuiet, "each was tried");
        time.Advance(TimeSpan.FromSeconds(1));
        await EndedAsync(outbox);

        Assert.Equal("/services/cafe", receiver.Received[0].Path);
        Assert.NotNull(receiver.Received[0].Signature);
        Assert.True(log.All.Count >= 4);
        Assert.All(log.All, line =>
        {
            Assert.DoesNotContain("cafe", line, StringComparison.Ordinal);
            Assert.DoesNotContain(secret[6..], line, StringComparison.Ordinal);
        });
    }

    private void Set(params (string Name, WebhookReceiver Receiver)[] receivers) =>
        options.CurrentValue = Events.Options(
            [.. receivers.Select(it => (it.Name, new WebhookOptions { Url = it.Receiver.Url }))]);

    private Outbox Make() => new(new WebhookClient(options, time), options, time, log);

    private Task PausedAsync(Outbox outbox, int requests) => Eventually.TrueAsync(
        () => receiver.Received.Count == requests && outbox.IsQuiet, $"try {requests} is over");

    private static async Task<DeliveryOutcome> EndedAsync(Outbox outbox)
    {
        await Eventually.TrueAsync(() => outbox.OutcomesOf("oak").Count > 0, "an event came to its end");
        return outbox.OutcomesOf("oak")[0];
    }
}
