using System.Collections.Concurrent;

namespace OfoWatcher.Workflows.Argo;

/// <summary>
/// How far the runs are that go. Each of their Workflows is read as a whole at most once in a while, and only when it has
/// changed, so that following many costs the cluster little.
/// </summary>
internal sealed class GoingRuns(WorkflowReader reader, TimeProvider time)
{
    /// <summary>The least time between two reads of a Workflow.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Known> byName = new(StringComparer.Ordinal);

    /// <summary>The run as it was when it was last read, or as its labels tell when it could not be read.</summary>
    public async Task<Run> FindAsync(WorkflowSighting seen, RunPlan? plan, CancellationToken cancellationToken)
    {
        var known = byName.GetValueOrDefault(seen.Name);
        if (known is not null && (known.Version == seen.ResourceVersion || time.GetElapsedTime(known.At) < Pause))
            return known.Run;
        var (run, version) = await ReadAsync(seen, plan, known, cancellationToken);
        byName[seen.Name] = new Known(run, version, time.GetTimestamp());
        return run;
    }

    public void Forget(string name) => byName.TryRemove(name, out _);

    /// <summary>
    /// How far a run is decides nothing. So where that cannot be read, what was known stands until it can: that the cluster
    /// gives no answer is told by the watch, and a Workflow that is gone by the watch as well.
    /// </summary>
    private async Task<(Run Run, string Version)> ReadAsync(
        WorkflowSighting seen, RunPlan? plan, Known? known, CancellationToken cancellationToken)
    {
        var before = (known?.Run ?? new Run(seen.Phase, StartedAt: seen.CreatedAt), known?.Version ?? "");
        try
        {
            return await reader.ReadGoingAsync(seen, plan, cancellationToken) ?? before;
        }
        catch (ClusterException)
        {
            return before;
        }
    }

    private sealed record Known(Run Run, string Version, long At);
}
