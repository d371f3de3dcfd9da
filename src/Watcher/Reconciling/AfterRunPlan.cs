using OfoWatcher.Workflows;

namespace OfoWatcher.Reconciling;

/// <summary>One thing that follows a run.</summary>
/// <param name="What">In words that follow the run's name, for the log.</param>
/// <param name="Remedy">What to do when it fails.</param>
/// <param name="Do">What is done; null when the settings ask for it no longer.</param>
/// <param name="Note">What is due once it is done.</param>
internal sealed record AfterRunItem(
    string What, string Remedy, DurableAction? Do, Func<AfterRunDue, AfterRunDue> Note);

/// <summary>
/// What is still to be done after runs that ended well. Whether was decided when the marker was written; where and by
/// which template follows the settings of now, so that a wrong one can be mended, or emptied to give up.
/// </summary>
internal static class AfterRunPlan
{
    /// <summary>The items in their order. Each may be done again: none of them happens twice by that.</summary>
    public static IEnumerable<AfterRunItem> For(RunRecord record, AfterRunOptions options)
    {
        if (record is not { IsOpen: false, AfterRun: { } due })
            yield break;
        if (due.CompletionLog)
        {
            yield return new AfterRunItem(
                "its line in the completion log",
                $"Make {AfterRunOptions.Section}:{nameof(AfterRunOptions.CompletionLog)} a file that can be written, "
                + "or empty",
                options.CompletionLog.Length == 0 ? null : new DurableAction.AppendToLog(record, options.CompletionLog),
                rest => rest with { CompletionLog = false });
        }

        if (due.FollowUp)
        {
            yield return new AfterRunItem(
                "the Workflow that follows it",
                $"See to the WorkflowTemplate of {AfterRunOptions.Section}:{nameof(AfterRunOptions.FollowUpTemplate)}, "
                + "or make that empty",
                options.FollowUpTemplate.Length == 0
                    ? null
                    : new DurableAction.FollowUp(record, options.FollowUpTemplate),
                rest => rest with { FollowUp = false });
        }

        if (due.DeleteProject)
        {
            yield return new AfterRunItem(
                "the deletion of its Metashape project",
                "Make the folder's files deletable, or set "
                + $"{AfterRunOptions.Section}:{nameof(AfterRunOptions.DeleteProject)} to false",
                options.DeleteProject ? new DurableAction.DeleteProject(record) : null,
                rest => rest with { DeleteProject = false });
        }
    }
}
