namespace OfoWatcher.Workflows;

/// <summary>
/// What is still to be done after a run that ended well. It stands in the run's closed record, so that what fails keeps
/// no other run waiting, and what was done is not done twice.
/// </summary>
/// <param name="CompletionLog">A line in the completion log.</param>
/// <param name="FollowUp">The Workflow that follows.</param>
/// <param name="DeleteProject">The deletion of the run's Metashape project.</param>
internal sealed record AfterRunDue(bool CompletionLog, bool FollowUp, bool DeleteProject)
{
    /// <summary>What the settings ask for; null when nothing.</summary>
    /// <param name="makesWorkflows">Whether the engine can start a Workflow that follows.</param>
    public static AfterRunDue? Of(AfterRunOptions options, bool makesWorkflows) => OrNothing(new AfterRunDue(
        options.CompletionLog.Length > 0, makesWorkflows && options.FollowUpTemplate.Length > 0, options.DeleteProject));

    /// <summary>Null in place of nothing at all.</summary>
    public static AfterRunDue? OrNothing(AfterRunDue due) =>
        due is { CompletionLog: false, FollowUp: false, DeleteProject: false } ? null : due;
}
