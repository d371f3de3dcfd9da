using System.Collections.Concurrent;
using OfoWatcher.Workflows;

namespace OfoWatcher.Reconciling.Progress;

/// <summary>
/// The runs that go as their engine last told, step by step, for whoever wants to see more than where projects stand.
/// </summary>
internal sealed class RunSightings
{
    private readonly ConcurrentDictionary<string, (string Run, Run Seen)> latest = new(StringComparer.Ordinal);

    /// <summary>Takes what the engine told of a project's run.</summary>
    public void Note(string project, string run, Run seen) => latest[project] = (run, seen);

    /// <summary>What was last told of a run; null when it does not go, or nobody asked since this process started.</summary>
    public Run? Find(string project, string run) =>
        latest.TryGetValue(project, out var known) && known.Run == run ? known.Seen : null;

    /// <summary>The project's run begins or has ended.</summary>
    public void Forget(string project) => latest.TryRemove(project, out _);
}
