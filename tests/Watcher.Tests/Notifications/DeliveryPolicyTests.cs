using System.Net;
using System.Net.Http.Headers;
using OfoWatcher.Notifications;

namespace OfoWatcher.Tests.Notifications;

public sealed class DeliveryPolicyTests
{
    [Theory]
    [InlineData(200, "Delivered")]
    [InlineData(202, "Delivered")]
    [InlineData(408, "TryAgain")]
    [InlineData(425, "TryAgain")]
    [InlineData(429, "TryAgain")]
    [InlineData(500, "TryAgain")]
    [InlineData(503, "TryAgain")]
    [InlineData(301, "GiveUp")]
    [InlineData(307, "GiveUp")]
    [InlineData(400, "GiveUp")]
    [InlineData(410, "GiveUp")]
    [InlineData(413, "GiveUp")]
    [InlineData(422, "GiveUp")]
    [InlineData(401, "TryAgain")]
    [InlineData(403, "TryAgain")]
    [InlineData(404, "TryAgain")]
    [InlineData(405, "TryAgain")]
    [InlineData(409, "TryAgain")]
    public void What_follows_from_an_answer(int status, string verdict) =>
        Assert.Equal(verdict, Judge(status).Verdict.ToString());

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(5, 16)]
    [InlineData(9, 256)]
    [InlineData(10, 300)]
    [InlineData(1_000_000, 300)]
    public void The_pause_doubles_up_to_five_minutes(int failures, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), DeliveryPolicy.PauseAfter(failures, TimeSpan.Zero));

    [Fact]
    public void A_receiver_that_asks_for_a_longer_pause_has_it_within_reason()
    {
        var inTwoMinutes = new RetryConditionHeaderValue(TimeSpan.FromMinutes(2));
        var atATime = new RetryConditionHeaderValue(Events.Now.AddMinutes(3));
        var nextYear = new RetryConditionHeaderValue(Events.Now.AddYears(1));
        var earlier = new RetryConditionHeaderValue(Events.Now.AddYears(-1));

        Assert.Equal(TimeSpan.FromMinutes(2), Pause(inTwoMinutes));
        Assert.Equal(TimeSpan.FromMinutes(3), Pause(atATime));
        Assert.Equal(TimeSpan.FromHours(1), Pause(nextYear));
        Assert.Equal(TimeSpan.FromSeconds(1), Pause(earlier));

        static TimeSpan Pause(RetryConditionHeaderValue header) =>
            DeliveryPolicy.PauseAfter(1, Judge(429, header).RetryAfter);
    }

    [Theory]
    [InlineData(404, null, 5)]
    [InlineData(403, 2, 5)]
    [InlineData(401, 10, 10)]
    public void One_that_refuses_but_may_not_tomorrow_has_a_long_pause_from_the_first_time(
        int status, int? asks, int minutes)
    {
        var header = asks is { } wish ? new RetryConditionHeaderValue(TimeSpan.FromMinutes(wish)) : null;

        Assert.Equal(
            TimeSpan.FromMinutes(minutes), DeliveryPolicy.PauseAfter(1, Judge(status, header).RetryAfter));
    }

    [Fact]
    public void Old_news_is_given_up_once_it_could_not_be_told()
    {
        var failed = DeliveryTry.Failed("Connection refused");
        var old = Events.Now - DeliveryPolicy.OldestNews - TimeSpan.FromSeconds(1);

        Assert.Equal(DeliveryVerdict.TryAgain, DeliveryPolicy.WithAge(failed, Events.Now, Events.Now).Verdict);
        Assert.Equal(DeliveryVerdict.GiveUp, DeliveryPolicy.WithAge(failed, old, Events.Now).Verdict);
        Assert.Equal(DeliveryVerdict.Delivered, DeliveryPolicy.WithAge(DeliveryTry.Delivered, old, Events.Now).Verdict);
    }

    private static DeliveryTry Judge(int status, RetryConditionHeaderValue? retryAfter = null) =>
        DeliveryPolicy.Judge((HttpStatusCode)status, retryAfter, Events.Now);
}
