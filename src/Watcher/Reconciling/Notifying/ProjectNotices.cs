using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OfoWatcher.Notifications;
using OfoWatcher.Platform;
using OfoWatcher.Reconciling.Leadership;

namespace OfoWatcher.Reconciling.Notifying;

/// <summary>
/// Sees to it that what a project's marker says is due to be told is told, and that a project that is stuck is noticed;
/// writes down what became of it. Called by the one worker that handles the project.
/// </summary>
internal sealed partial class ProjectNotices
{
    private readonly Outbox outbox;
    private readonly StandstillLedger ledger;
    private readonly StuckNotes stuck;
    private readonly StatusBoard board;
    private readonly ActionExecutor executor;
    private readonly ClusterStory story;
    private readonly IOptionsMonitor<NotificationOptions> settings;
    private readonly TimeProvider time;
    private readonly ILogger<ProjectNotices> logger;

    public ProjectNotices(
        Outbox outbox, StandstillLedger ledger, StuckNotes stuck, StatusBoard board, ActionExecutor executor,
        ClusterStory story, WorkQueue queue, IOptionsMonitor<NotificationOptions> settings, TimeProvider time,
        ILogger<ProjectNotices> logger)
    {
        this.outbox = outbox;
        this.ledger = ledger;
        this.stuck = stuck;
        this.board = board;
        this.executor = executor;
        this.story = story;
        this.settings = settings;
        this.time = time;
        this.logger = logger;
        outbox.Ended += queue.Add;
    }

    /// <param name="markerStands">Whether what was done left the marker that was seen in its place.</param>
    /// <param name="standstill">How the project stands; null when it need not come on.</param>
    /// <exception cref="IOException">The output volume failed; what is due stays due.</exception>
    /// <exception cref="LeadershipLostException">Another watcher may act by now.</exception>
    public async Task KeepAsync(
        ProjectObservation seen, bool markerStands, Standstill? standstill, CancellationToken cancellationToken)
    {
        var outcomes = outbox.OutcomesOf(seen.Project);
        var isMarkerKnown = markerStands && seen.Damage is null;
        if (isMarkerKnown)
            await KeepMarkerAsync(seen, outcomes, cancellationToken);
        var stuckEvent = stuck.Find(seen.Output)?.Notice?.Id;
        await KeepStuckAsync(seen, standstill, outcomes, cancellationToken);
        // What is neither the marker's nor the note's is of an event that is gone. While the marker is not known, an
        // outcome may be its own: forgotten before it is written down, the event would be told again.
        outbox.Forget([.. outcomes.Where(outcome => isMarkerKnown || outcome.EventId == stuckEvent)]);
    }

    private async Task KeepMarkerAsync(
        ProjectObservation seen, IReadOnlyList<DeliveryOutcome> outcomes, CancellationToken cancellationToken)
    {
        if (seen.Marker is not { Notice: { Due.Count: > 0 } notice } marker)
            return;
        var now = notice.With(outcomes);
        if (!ReferenceEquals(now, notice))
        {
            await executor.ExecuteAsync(
                seen.Output, [new DurableAction.NoteInMarker(marker with { Notice = now })], cancellationToken);
        }

        outbox.Offer(now, ProjectEvent.Of(marker, now));
    }

    private async Task KeepStuckAsync(
        ProjectObservation seen, Standstill? standstill, IReadOnlyList<DeliveryOutcome> outcomes,
        CancellationToken cancellationToken)
    {
        var entry = ledger.Look(seen.Project, standstill);
        var note = stuck.Find(seen.Output);
        // That the project fails does not mean that it came on: what was told of it stands.
        if (note is not null && note.Key != standstill?.Key && standstill?.Key != Standstills.Failing)
        {
            if (note.Notice is { } untrue)
                outbox.Withdraw(untrue.Id);
            await executor.ExecuteAsync(seen.Output, [new DurableAction.RemoveStuckNote()], cancellationToken);
            TellGoesOn(seen.Project);
            note = null;
        }

        var options = settings.CurrentValue;
        if (note is null && standstill is not null && StuckPolicy.IsStuck(entry!, standstill, options.StuckAfter))
        {
            note = StuckNote.Of(seen.Project, standstill, entry!.Since, time.GetUtcNow(), options);
            await executor.ExecuteAsync(seen.Output, [new DurableAction.WriteStuckNote(note)], cancellationToken);
            TellStuck(seen.Project, Words.Time(note.NoticedAt - note.Since), note.Why);
            story.Stuck(note);
        }

        board.NoteStuck(seen.Project, note?.Since);
        if (note is not { Notice: { Due.Count: > 0 } notice })
            return;
        var now = notice.With(outcomes);
        if (!ReferenceEquals(now, notice))
        {
            await executor.ExecuteAsync(
                seen.Output, [new DurableAction.WriteStuckNote(note with { Notice = now })], cancellationToken);
        }

        outbox.Offer(now, ProjectEvent.Of(seen.Project, note, now));
    }

    [LoggerMessage(704, LogLevel.Warning, "{Project}: stuck for {Time}: {Why}")]
    private partial void TellStuck(string project, string time, string why);

    [LoggerMessage(705, LogLevel.Information, "{Project}: no longer stuck")]
    private partial void TellGoesOn(string project);
}
