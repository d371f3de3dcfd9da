namespace OfoWatcher.Workflows.Argo;

/// <summary>Finds runs that an operator brought back to life by <c>argo retry</c> or <c>argo resubmit</c>. Pure.</summary>
internal static class WorkflowRevivals
{
    /// <summary>The Workflow that the project's run is now, where that is news; null where it is none.</summary>
    /// <param name="workflows">The Workflows of the project.</param>
    /// <param name="revision">The imagery's revision that the project stands at; null when it is not known.</param>
    /// <param name="records">Its records, none of them open.</param>
    /// <remarks>
    /// Only runs of that imagery: an older one that goes again says nothing about the project as it is, and its end must
    /// not take the place of the present one's. The same goes for an attempt that was followed by another, unless it goes
    /// at present.
    /// </remarks>
    public static Revival? Find(
        IReadOnlyList<WorkflowSighting> workflows, string? revision, IReadOnlyList<RunRecord> records)
    {
        foreach (var seen in workflows.OrderBy(seen => seen.HasEnded).ThenByDescending(seen => seen.CreatedAt))
        {
            var record = records.LastOrDefault(record => record.Revision == revision && seen.IsOf(record));
            if (record is { Engine: ArgoEngine.EngineName } && IsNews(seen, record) && (!seen.HasEnded || IsLatest(record)))
                return new Revival(record, seen.Name, seen.CreatedAt);
        }

        return null;

        // What an attempt that a later one followed came to after all takes nothing from that one's end.
        bool IsLatest(RunRecord record) =>
            records.All(other => other.Revision != record.Revision || other.Attempt <= record.Attempt);
    }

    /// <summary>
    /// Whether a Workflow tells something about a closed run that its record does not say: it goes again, it ended
    /// otherwise after a retry, or it is a resubmission later than the one that was followed. Times are compared with
    /// none but the cluster's.
    /// </summary>
    private static bool IsNews(WorkflowSighting seen, RunRecord record)
    {
        if (!seen.HasEnded)
            return true;
        return seen.Name == record.WorkflowName
            ? record.EndPhase is { } phase && phase != seen.Phase
            : record.WorkflowCreatedAt is not { } followed || seen.CreatedAt > followed;
    }
}
