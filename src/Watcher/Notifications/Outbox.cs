using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OfoWatcher.Telemetry;

namespace OfoWatcher.Notifications;

/// <summary>How the telling of one event to one webhook came to its end.</summary>
/// <param name="Fault">Why it was given up; empty when it was not.</param>
internal sealed record DeliveryOutcome(
    string Project, string EventId, string Webhook, DateTimeOffset At, DeliveryVerdict Verdict, string Fault);

/// <summary>
/// Tells webhooks, away from those who handle projects. It remembers nothing beyond the process: what is due stands in
/// the project's own files, is offered again and again, and is crossed out there once its outcome is known here.
/// </summary>
internal sealed partial class Outbox(
    WebhookClient client, IOptionsMonitor<NotificationOptions> settings, TimeProvider time, ILogger<Outbox> logger)
    : IHostedService, IDisposable
{
    // Long enough for a receiver that works; one that hangs must not hold up the program's end.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly ConcurrentDictionary<string, WebhookLane> lanes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> troubles = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource ended = new();
    private readonly Lock gate = new();
    private readonly HashSet<(string Webhook, string EventId)> known = [];
    private readonly Dictionary<string, List<DeliveryOutcome>> outcomes = new(StringComparer.Ordinal);
    private NotificationOptions latest = settings.CurrentValue;
    private IDisposable? changes;
    private bool isClosed;

    /// <summary>Told the project about which an outcome is known, from any thread.</summary>
    public event Action<string>? Ended;

    /// <summary>
    /// Whether nothing can be sent now: all is told, or receivers that failed are left alone for a while.
    /// </summary>
    public bool IsQuiet => lanes.Values.All(lane => lane.IsQuiet);

    /// <summary>How much webhooks have not been told yet, each event for each of them.</summary>
    public int Pending => lanes.Values.Sum(lane => lane.Pending);

    /// <summary>Takes an event that a webhook is to be told of, unless it has it.</summary>
    public void Offer(string webhook, ProjectEvent what)
    {
        lock (gate)
        {
            if (isClosed || !known.Add((webhook, what.Id)))
                return;
            if (!lanes.TryGetValue(webhook, out var lane))
            {
                lanes[webhook] = lane = new WebhookLane(
                    (it, token) => SendAsync(webhook, it, token), (it, tried) => Note(webhook, it, tried), time);
                _ = Task.Run(() => lane.RunAsync(ended.Token));
            }

            lane.Add(what);
        }
    }

    /// <summary>Tells nobody any more of an event that is true no longer. What is on its way is not called back.</summary>
    public void Withdraw(string eventId)
    {
        lock (gate)
        {
            foreach (var (webhook, lane) in lanes)
            {
                if (lane.Withdraw(eventId) is not { } what)
                    continue;
                known.Remove((webhook, eventId));
                TellWithdrawn(what.Project, what.Kind, webhook);
            }
        }
    }

    /// <summary>What became of events that the project's files do not tell of yet.</summary>
    public IReadOnlyList<DeliveryOutcome> OutcomesOf(string project)
    {
        lock (gate)
            return outcomes.TryGetValue(project, out var found) ? [.. found] : [];
    }

    /// <summary>Drops outcomes that have been written down, or that nobody needs.</summary>
    public void Forget(IReadOnlyList<DeliveryOutcome> told)
    {
        lock (gate)
        {
            foreach (var outcome in told)
            {
                known.Remove((outcome.Webhook, outcome.EventId));
                if (outcomes.TryGetValue(outcome.Project, out var left) && left.Remove(outcome) && left.Count == 0)
                    outcomes.Remove(outcome.Project);
            }
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        changes = settings.OnChange((now, _) => TryChanged(now));
        return Task.CompletedTask;
    }

    /// <summary>
    /// Ends it. What is on its way has a moment to be answered and written down; all else is due at the next start.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Close();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(LastWords);
        try
        {
            while (lanes.Values.Any(lane => lane.IsSending) || HasOutcomes)
                await Task.Delay(Look, time, limit.Token);
        }
        catch (OperationCanceledException)
        {
            // A receiver that hangs, or a volume that does.
        }

        await ended.CancelAsync();
    }

    public void Dispose()
    {
        changes?.Dispose();
        ended.Dispose();
    }

    private bool HasOutcomes
    {
        get
        {
            lock (gate)
                return outcomes.Count > 0;
        }
    }

    private void Close()
    {
        lock (gate)
            isClosed = true;
        foreach (var lane in lanes.Values)
            lane.Close();
    }

    /// <summary>Whoever set a webhook right need not wait for the end of its pause.</summary>
    private void TryChanged(NotificationOptions now)
    {
        var before = Interlocked.Exchange(ref latest, now);
        foreach (var (webhook, lane) in lanes)
        {
            var (old, changed) = (before.Webhooks.GetValueOrDefault(webhook), now.Webhooks.GetValueOrDefault(webhook));
            if ((old?.Url, old?.Secret, old?.Format) != (changed?.Url, changed?.Secret, changed?.Format))
                lane.TryNow();
        }
    }

    private async Task<DeliveryTry> SendAsync(string webhook, ProjectEvent what, CancellationToken cancellationToken)
    {
        try
        {
            return await client.SendAsync(webhook, what, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Not its message, which may show the address.
            return new DeliveryTry(DeliveryVerdict.GiveUp, $"the watcher failed at it ({e.GetType().Name})");
        }
    }

    private void Note(string webhook, ProjectEvent what, DeliveryTry tried)
    {
        Tell(webhook, what, tried);
        NotificationMetrics.Tried(tried.Verdict switch
        {
            DeliveryVerdict.Delivered => NotificationResult.Delivered,
            DeliveryVerdict.TryAgain => NotificationResult.Failed,
            _ => NotificationResult.GivenUp,
        });
        if (tried.Verdict == DeliveryVerdict.TryAgain)
            return;
        lock (gate)
        {
            if (!outcomes.TryGetValue(what.Project, out var all))
                outcomes[what.Project] = all = [];
            all.Add(new DeliveryOutcome(
                what.Project, what.Id, webhook, time.GetUtcNow(), tried.Verdict, tried.Fault));
        }

        Ended?.Invoke(what.Project);
    }

    private void Tell(string webhook, ProjectEvent what, DeliveryTry tried)
    {
        var place = settings.CurrentValue.Webhooks.GetValueOrDefault(webhook)?.Place ?? "no address";
        switch (tried.Verdict)
        {
            case DeliveryVerdict.Delivered:
                if (troubles.TryRemove(webhook, out _))
                    TellRecovered(webhook, place);
                TellDelivered(what.Project, what.Kind, webhook);
                break;
            case DeliveryVerdict.TryAgain when troubles.GetValueOrDefault(webhook) != tried.Fault:
                troubles[webhook] = tried.Fault;
                TellTrouble(webhook, place, tried.Fault);
                break;
            case DeliveryVerdict.GiveUp:
                TellGivenUp(what.Project, what.Kind, webhook, place, tried.Fault);
                break;
        }
    }

    [LoggerMessage(700, LogLevel.Information, "{Project}: {Event} told to the webhook {Webhook}")]
    private partial void TellDelivered(string project, ProjectEventKind @event, string webhook);

    [LoggerMessage(701, LogLevel.Warning,
        "The webhook {Webhook} at {Place} cannot be told: {Fault}; tried again by itself")]
    private partial void TellTrouble(string webhook, string place, string fault);

    [LoggerMessage(702, LogLevel.Information, "The webhook {Webhook} at {Place} can be told again")]
    private partial void TellRecovered(string webhook, string place);

    [LoggerMessage(703, LogLevel.Error,
        "{Project}: {Event} is not told to the webhook {Webhook} at {Place}: {Fault}. See to "
        + "its settings in Notifications:Webhooks; this event is not tried again")]
    private partial void TellGivenUp(
        string project, ProjectEventKind @event, string webhook, string place, string fault);

    [LoggerMessage(720, LogLevel.Information,
        "{Project}: {Event} is not told to the webhook {Webhook} any more, as it is true no longer")]
    private partial void TellWithdrawn(string project, ProjectEventKind @event, string webhook);
}
