using OfoWatcher.Reconciling.Launching;

namespace OfoWatcher.Reconciling;

/// <summary>The part that lets projects go, one after the other.</summary>
internal sealed partial class ProjectReconciler
{
    /// <summary>Asks the engine and the gate, and shows the project in line when it may not go yet.</summary>
    /// <returns>Null when it may go, otherwise what for it waits.</returns>
    private async Task<WaitReason?> MustWaitAsync(
        ProjectObservation seen, ProjectDecision.Launch launch, RunOptions options, CancellationToken cancellationToken)
    {
        var record = launch.Record;
        var entry = seen.Upload!.Entry!;
        var wish = entry.Seen.Control.Priority;
        var priority = Priorities.Of(seen.Project, wish, options.Priorities);
        var candidate = LaunchCandidate.Of(record, entry.SettledAt ?? record.IntendedAt, priority);
        if (await engineHealth.CheckAsync(cancellationToken) is { } obstacle)
        {
            gate.Queue(candidate);
            WaitForEngine(seen, obstacle);
            return WaitReason.Obstacle;
        }

        // A launch that was written down has its place already.
        var limits = new LaunchLimits(options, engineHealth.MostRuns, room.FreeBytes);
        var refusal = seen.OpenRun is null ? gate.Ask(record, candidate, limits, record.IntendedAt) : null;
        var wait = refusal is { IsForRoom: false } ? WaitReason.Queue : WaitReason.Obstacle;
        if (refusal is null && !engineHealth.TryPass())
        {
            if (seen.OpenRun is null)
                gate.Return(record);
            refusal = new LaunchRefusal("another project's run goes first, to see whether it works",
                EngineHealth.RetryAfter);
        }

        if (refusal is null)
            return null;
        if (refusal.IsForRoom && story.NoteNoRoom(seen.Project))
            TellNoRoom(seen.Project, refusal.Words);
        Post(seen, ProjectState.Waiting, $"ready; {Priorities.Describe(priority, wish)}{refusal.Words}");
        if (refusal.LookAgainAfter is { } delay)
            queue.AddAfter(seen.Project, delay);
        return wait;
    }

    private void WaitForEngine(ProjectObservation seen, string obstacle)
    {
        Post(seen, ProjectState.Waiting, $"ready; {obstacle}");
        queue.AddAfter(seen.Project, EngineHealth.RetryAfter);
    }

    /// <summary>Asks those who are first in line to try again, because there is room.</summary>
    private void CallNext(RunOptions options, DateTimeOffset now)
    {
        foreach (var project in gate.Next(options, now))
            queue.Add(project);
    }
}
