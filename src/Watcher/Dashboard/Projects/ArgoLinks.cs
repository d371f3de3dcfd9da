using OfoWatcher.Workflows;
using OfoWatcher.Workflows.Argo;

namespace OfoWatcher.Dashboard.Projects;

/// <summary>The addresses of runs in Argo's own user interface.</summary>
/// <param name="template">The setting; empty when there is no such interface.</param>
/// <param name="space">Tells the namespace of the Workflows; null when it is not known.</param>
internal sealed class ArgoLinks(Func<string> template, Func<string?> space)
{
    /// <summary>A run's address; null when it is no Workflow, or has no address.</summary>
    public string? Of(RunRecord record) => ArgoEngine.WorkflowOf(record) is { } workflow ? Of(workflow) : null;

    /// <summary>A Workflow's address; null when it has none.</summary>
    public string? Of(string workflow)
    {
        if (template() is not { Length: > 0 } address)
            return null;
        if (address.Contains(ArgoUrl.Namespace, StringComparison.Ordinal))
        {
            if (space() is not { } name)
                return null;
            address = address.Replace(ArgoUrl.Namespace, Uri.EscapeDataString(name), StringComparison.Ordinal);
        }

        return address.Replace(ArgoUrl.Workflow, Uri.EscapeDataString(workflow), StringComparison.Ordinal);
    }
}
