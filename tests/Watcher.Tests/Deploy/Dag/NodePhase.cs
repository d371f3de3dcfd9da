namespace OfoWatcher.Tests.Deploy.Dag;

/// <summary>How a task of a DAG ended, in Argo's words.</summary>
internal enum NodePhase
{
    Succeeded,
    Failed,
    Error,

    /// <summary>Its <c>when</c> was false.</summary>
    Skipped,

    /// <summary>Its <c>depends</c> was false.</summary>
    Omitted,
}

internal static class NodePhases
{
    /// <summary>Whether a pod ran, so that those behind it do not take over what came before.</summary>
    public static bool IsCompleted(this NodePhase phase) =>
        phase is NodePhase.Succeeded or NodePhase.Failed or NodePhase.Error;

    public static bool IsFailedOrError(this NodePhase phase) => phase is NodePhase.Failed or NodePhase.Error;

    /// <summary>The word by which a <c>depends</c> asks for it.</summary>
    public static string AskedForAs(this NodePhase phase) =>
        phase == NodePhase.Error ? "Errored" : phase.ToString();
}
