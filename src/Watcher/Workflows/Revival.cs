namespace OfoWatcher.Workflows;

/// <summary>
/// A run whose record is closed and which the engine has going again, or has ended otherwise than the record says:
/// somebody retried or resubmitted it by hand.
/// </summary>
/// <param name="Record">The record of the run.</param>
/// <param name="Workflow">The name by which the engine has it now.</param>
/// <param name="CreatedAt">When that came to be, by the engine's clock.</param>
internal sealed record Revival(RunRecord Record, string Workflow, DateTimeOffset CreatedAt);
