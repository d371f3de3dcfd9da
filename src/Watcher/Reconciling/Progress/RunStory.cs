using System.Collections.Concurrent;

namespace OfoWatcher.Reconciling.Progress;

/// <summary>
/// What the log was told of projects' runs: each quarter and each step once, since it is read over days.
/// </summary>
internal sealed class RunStory
{
    private readonly ConcurrentDictionary<string, Chapter> told = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> shortOfRoom = new(StringComparer.Ordinal);

    /// <summary>Takes note of a run's standing.</summary>
    /// <returns>Which of both is news: the run came to another step, or into another quarter.</returns>
    public (bool IsNewStep, bool IsNewQuarter) Note(string project, string run, RunStanding standing)
    {
        var quarter = (int)Math.Floor(Math.Clamp(standing.Progress ?? 0, 0, 1) * 4);
        var before = told.TryGetValue(project, out var chapter) && chapter.Run == run
            ? chapter
            : new Chapter(run, null, 0);
        told[project] = new Chapter(run, standing.Step ?? before.Step, Math.Max(quarter, before.Quarter));
        return (standing.Step is { } step && step != before.Step, quarter > before.Quarter);
    }

    /// <summary>Takes note that a project waits for room on the output volume.</summary>
    /// <returns>Whether that is news.</returns>
    public bool NoteNoRoom(string project) => shortOfRoom.TryAdd(project, true);

    /// <summary>The project's run begins or has ended.</summary>
    public void Forget(string project)
    {
        told.TryRemove(project, out _);
        shortOfRoom.TryRemove(project, out _);
    }

    private sealed record Chapter(string Run, string? Step, int Quarter);
}
