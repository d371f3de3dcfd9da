namespace OfoWatcher.Workflows;

/// <summary>Where a run stands, in the words of Argo Workflows.</summary>
internal enum RunPhase
{
    /// <summary>Accepted, not started yet.</summary>
    Pending,

    /// <summary>Executing.</summary>
    Running,

    /// <summary>Ended by its own account well. Whether the products are there is another question.</summary>
    Succeeded,

    /// <summary>Ended with an error, by a stop, or by its time limit.</summary>
    Failed,
}

/// <summary>A run as its engine sees it.</summary>
/// <param name="Phase">Where the run stands.</param>
/// <param name="Progress">The finished part, 0 to 1; null when the engine cannot tell.</param>
/// <param name="Message">Why the run stands there, in words for a person; empty when there is nothing to say.</param>
/// <param name="StartedAt">When it started.</param>
/// <param name="EndedAt">When it ended; null while it has not.</param>
/// <param name="FailedStep">The step that failed; null when none did, or when the engine knows no steps.</param>
/// <param name="LastLogLines">The end of the log, oldest line first; filled only for a run that failed.</param>
/// <param name="Steps">Those of its steps that began, in order; none when the engine knows no steps.</param>
/// <param name="Workflow">The Workflow that it is; null when the engine makes none.</param>
/// <param name="IsSpecificationWrong">
/// It failed before it began, because the engine took what it was given for wrong: not this project's fault.
/// </param>
internal sealed record Run(
    RunPhase Phase,
    double? Progress = null,
    string Message = "",
    DateTimeOffset? StartedAt = null,
    DateTimeOffset? EndedAt = null,
    string? FailedStep = null,
    IReadOnlyList<string>? LastLogLines = null,
    IReadOnlyList<RunStep>? Steps = null,
    WorkflowIdentity? Workflow = null,
    bool IsSpecificationWrong = false)
{
    public bool HasEnded => Phase is RunPhase.Succeeded or RunPhase.Failed;
}

/// <summary>What tells a Workflow from all others, and what it ran.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Uid">The cluster's own name for it, which is never used again.</param>
/// <param name="Images">
/// The container images that its pods ran, each as name and digest; empty while it goes, and when nobody could tell.
/// </param>
internal sealed record WorkflowIdentity(string Name, string Uid, IReadOnlyList<string> Images);
