using FluentValidation;
using OfoWatcher.Markers;
using OfoWatcher.Notifications;
using OfoWatcher.Tests.Reconciling;
using OfoWatcher.Validation;

namespace OfoWatcher.Tests.Notifications;

public sealed class MarkerNoticesTests
{
    private static readonly NotificationOptions Two = Events.Options(
        ("lab", new WebhookOptions()), ("chat", new WebhookOptions { Events = [ProjectEventKind.Failed] }));

    [Fact]
    public void Those_are_told_who_want_to_be()
    {
        Assert.Equal(["lab"], MarkerNotices.For(Sightings.Completed(), null, Two)!.Due);
        Assert.Equal(["chat", "lab"], MarkerNotices.For(Sightings.Failed(), null, Two)!.Due);
        Assert.Equal(["lab"], MarkerNotices.For(Sightings.Invalid(Sightings.Ready()), null, Two)!.Due);
        Assert.Null(MarkerNotices.For(Sightings.Completed(), null, new NotificationOptions()));
    }

    [Fact]
    public void An_attempt_that_is_tried_again_is_no_news() =>
        Assert.Null(MarkerNotices.For(Sightings.Failed(retryAt: Events.Now.AddHours(1)), null, Two));

    [Fact]
    public void Imagery_that_is_found_invalid_once_more_for_the_same_is_told_of_once()
    {
        var first = Sightings.Invalid(Sightings.Ready());
        var told = first with { Notice = MarkerNotices.For(first, null, Two) };
        var again = first with { WrittenAt = first.WrittenAt.AddHours(1), UploadStamp = "other" };

        Assert.Same(told.Notice, MarkerNotices.For(again, told, Two));
        Assert.Null(MarkerNotices.For(again, first, Two));
        var other = again with { Findings = [first.Findings[0] with { File = "b.JPG" }] };
        foreach (var news in new[] { again with { RetryFile = "17:42" }, again with { Revision = "other" }, other })
            Assert.NotEqual(told.Notice!.Id, MarkerNotices.For(news, told, Two)!.Id);
    }

    [Fact]
    public void A_volume_that_has_another_number_of_bytes_left_at_each_look_is_no_news()
    {
        var first = Full("/results has 812 GB left.");
        var told = first with { Notice = MarkerNotices.For(first, null, Two) };

        Assert.Same(told.Notice, MarkerNotices.For(Full("/results has 811 GB left."), told, Two));

        static InvalidMarker Full(string words) => Sightings.Invalid(Sightings.Ready()) with
        {
            Message = words,
            Findings =
            [
                new Finding(FindingCodes.OutputSpace, Severity.Error, "", words, "Make room."),
                new Finding(FindingCodes.PhotoCutOff, Severity.Info, words, words, "None."),
            ],
        };
    }

    [Fact]
    public void What_became_of_it_is_noted_and_what_is_of_another_event_is_not()
    {
        var notice = new Notice { Id = "1", Due = ["chat", "lab", "late"] };

        var now = notice.With(
        [
            Outcome("1", "lab", DeliveryVerdict.Delivered), Outcome("1", "chat", DeliveryVerdict.GiveUp),
            Outcome("2", "late", DeliveryVerdict.Delivered),
        ]);

        Assert.Equal(["late"], now.Due);
        Assert.Equal([new("lab", Events.Now)], now.Delivered);
        Assert.Equal([new("chat", "it answered 404")], now.GivenUp);
        Assert.Same(notice, notice.With([Outcome("2", "lab", DeliveryVerdict.Delivered)]));

        static DeliveryOutcome Outcome(string id, string webhook, DeliveryVerdict verdict) => new(
            "oak", id, webhook, Events.Now, verdict, verdict == DeliveryVerdict.GiveUp ? "it answered 404" : "");
    }
}
