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
    private readonly ActionExecutor executor;
    private readonly ClusterStory story;
    private readonly IOptionsMonitor<NotificationOptions> settings;
    private readonly TimeProvider time;
    private readonly ILogger<ProjectNotices> logger;

    public ProjectNotices(
        Outbox outbox, StandstillLedger ledger, StuckNotes stuck, ActionExecutor executor, ClusterStory story,
        WorkQueue queue, IOptionsMonitor<NotificationOptions> settings, TimeProvider time,
        ILogger<ProjectNotices> logger)
    {
        this.outbox = outbox;
        this.ledger = ledger;
        this.stuck = stuck;
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
        if (markerStands)
            await KeepMarkerAsync(seen, outcomes, cancellationToken);
        await KeepStuckAsync(seen, standstill, outcomes, cancellationToken);
        outbox.Forget(outcomes);
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
        if (note is not null && note.Key != standstill?.Key)
        {
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
