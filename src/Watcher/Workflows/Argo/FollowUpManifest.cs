using System.IO.Hashing;
using System.Text;
using k8s.Models;

namespace OfoWatcher.Workflows.Argo;

/// <summary>
/// Makes the Workflow that follows a run which ended well. Pure, and its name is derived from the run's, so that making it
/// twice is a conflict.
/// </summary>
/// <remarks>
/// It says that the watcher made it and which run it follows, but not which watcher: what has that label is followed as a
/// run, and taken for a resubmission of the run whose labels it has.
/// </remarks>
internal static class FollowUpManifest
{
    private const string Suffix = "-after";

    /// <summary>The name of what follows a run: the run's, with as much left out of its beginning as its end needs.</summary>
    public static string NameOf(string run)
    {
        var excess = run.Length + Suffix.Length - RunName.MaximumLength;
        if (excess <= 0)
            return run + Suffix;
        var tail = run.LastIndexOf('-', run.LastIndexOf('-') - 1); // The hash and the attempt, which must stay.
        return run[..(tail - excess)].TrimEnd('-') + run[tail..] + Suffix;
    }

    /// <summary>The name of what follows a run; of one that was resubmitted, of what follows its new Workflow.</summary>
    public static string NameOf(RunRecord record)
    {
        if (record.Workflow is not { } resubmitted)
            return NameOf(record.Run);
        var hash = Convert.ToHexStringLower(XxHash3.Hash(Encoding.UTF8.GetBytes(resubmitted)));
        return resubmitted.Length + Suffix.Length <= RunName.MaximumLength
            ? resubmitted + Suffix
            : $"{resubmitted[..(RunName.MaximumLength - Suffix.Length - hash.Length - 1)].TrimEnd('-', '.')}-{hash}{Suffix}";
    }

    /// <param name="template">The WorkflowTemplate that follows.</param>
    /// <param name="namespaceOrNone">The namespace; empty leaves it to whoever submits the manifest.</param>
    public static Workflow For(RunRecord record, string template, string namespaceOrNone) => new()
    {
        Metadata = new V1ObjectMeta
        {
            Name = NameOf(record),
            NamespaceProperty = namespaceOrNone.Length > 0 ? namespaceOrNone : null,
            Labels = new Dictionary<string, string>
            {
                [WorkflowLabels.ManagedBy] = WorkflowLabels.Manager,
                [WorkflowLabels.Follows] = record.Run,
            },
            Annotations = new Dictionary<string, string> { [WorkflowLabels.ProjectName] = record.Project },
        },
        Spec = new WorkflowSpec
        {
            WorkflowTemplateRef = new WorkflowTemplateRef { Name = template },
            Priority = WorkflowManifest.PriorityOf(record),
            Arguments = new WorkflowArguments
            {
                Parameters = WorkflowManifest.ParametersFor(record, ArgoPipeline.Single),
            },
        },
    };
}
