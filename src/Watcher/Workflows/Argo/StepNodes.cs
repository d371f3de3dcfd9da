namespace OfoWatcher.Workflows.Argo;

/// <summary>The nodes of a Workflow that are one step's: its tries, and the node that groups them where it may retry.</summary>
/// <param name="Name">The step as automate-metashape calls it, or the template of a pod that is no step of it.</param>
/// <param name="Group">The retry node; null where a step has one try only.</param>
/// <param name="Tries">The pods' nodes, in the order in which they started.</param>
internal sealed record StepNodes(string Name, WorkflowNode? Group, IReadOnlyList<WorkflowNode> Tries)
{
    /// <summary>The node by which the step stands or falls.</summary>
    public WorkflowNode Main => Group ?? Tries[^1];

    /// <summary>The try that is going, or was the last; null before the first.</summary>
    public WorkflowNode? LastTry => Tries.Count > 0 ? Tries[^1] : null;

    public RunPhase Phase => Main switch
    {
        { Phase: "Succeeded" } => RunPhase.Succeeded,
        { HasFailed: true } => RunPhase.Failed,
        _ when Tries.All(pod => pod.Phase == "Pending") => RunPhase.Pending,
        _ => RunPhase.Running,
    };

    public bool HasEnded => Phase is RunPhase.Succeeded or RunPhase.Failed;

    /// <summary>
    /// When its first try began; a try that waits for a semaphore has not, though it is a node already.
    /// </summary>
    public DateTimeOffset? StartedAt => Utc(Begun.FirstOrDefault()?.StartedAt);

    /// <summary>When it ended; null while it has not.</summary>
    public DateTimeOffset? EndedAt => HasEnded ? Utc(LastTry?.FinishedAt ?? Main.FinishedAt) : null;

    public RunStep ToStep() => new(Name, Phase, StartedAt, EndedAt, Begun.Count());

    private IEnumerable<WorkflowNode> Begun =>
        Tries.Where(pod => pod.Phase != "Pending" || pod.AwaitedLock is null);

    public static DateTimeOffset? Utc(DateTime? time) =>
        time is { } at ? new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc)) : null;
}
