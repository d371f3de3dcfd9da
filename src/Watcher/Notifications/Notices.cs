using OfoWatcher.Markers;

namespace OfoWatcher.Notifications;

/// <summary>Keeps a notice in step with the outbox.</summary>
internal static class Notices
{
    /// <summary>Offers all that is due and not known to have ended.</summary>
    public static void Offer(this Outbox outbox, Notice notice, ProjectEvent what)
    {
        foreach (var webhook in notice.Due)
            outbox.Offer(webhook, what);
    }

    /// <summary>The notice with what became of it; the same when nothing did.</summary>
    public static Notice With(this Notice notice, IReadOnlyList<DeliveryOutcome> outcomes)
    {
        foreach (var outcome in outcomes.Where(it => it.EventId == notice.Id && notice.Due.Contains(it.Webhook)))
        {
            notice = notice with { Due = [.. notice.Due.Where(name => name != outcome.Webhook)] };
            notice = outcome.Verdict == DeliveryVerdict.Delivered
                ? notice with { Delivered = Put(notice.Delivered, outcome.Webhook, outcome.At) }
                : notice with { GivenUp = Put(notice.GivenUp, outcome.Webhook, outcome.Fault) };
        }

        return notice;
    }

    private static SortedDictionary<string, T> Put<T>(IReadOnlyDictionary<string, T> map, string key, T value) =>
        new(map.ToDictionary(), StringComparer.Ordinal) { [key] = value };
}
