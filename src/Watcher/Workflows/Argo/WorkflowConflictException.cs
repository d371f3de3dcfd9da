namespace OfoWatcher.Workflows.Argo;

/// <summary>Another Workflow stands in the way of one project's run; a person has to see to it.</summary>
internal sealed class WorkflowConflictException(string message) : Exception(message);
