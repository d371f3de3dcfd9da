using System.Collections.Concurrent;

namespace OfoWatcher.Workflows.Argo;

/// <summary>
/// Which container images the pods of a run ran, each as name and digest. Pods that ended well may be deleted before the
/// run has ended, so that they are listed whenever a try has begun that was not listed yet, and once more at the end.
/// </summary>
/// <remarks>
/// It is told for the record and decides nothing. So a cluster that does not tell, as where the right to list pods is
/// missing, leaves it empty, and what a watcher noted that was then restarted is not known to the next.
/// </remarks>
internal sealed class PodImages(WorkflowApi api)
{
    private readonly ConcurrentDictionary<string, Noted> byWorkflow = new(StringComparer.Ordinal);

    /// <summary>Notes the images of a Workflow that goes.</summary>
    public async Task NoteAsync(string workflow, IReadOnlyList<StepNodes> steps, CancellationToken cancellationToken)
    {
        // A container that waits for its image has no digest yet.
        var begun = steps.SelectMany(step => step.Tries).Where(pod => pod.Phase != "Pending").Select(pod => pod.Id).ToList();
        var noted = byWorkflow.GetOrAdd(workflow, _ => new Noted([], []));
        if (begun.All(noted.Tries.Contains))
            return;
        var images = await ListAsync(workflow, cancellationToken);
        byWorkflow[workflow] = new Noted([.. noted.Tries, .. begun], [.. noted.Images, .. images]);
    }

    /// <summary>All images of a Workflow that has ended, in the order of their names.</summary>
    public async Task<IReadOnlyList<string>> OfAsync(string workflow, CancellationToken cancellationToken)
    {
        var earlier = byWorkflow.GetValueOrDefault(workflow)?.Images ?? [];
        return [.. earlier.Concat(await ListAsync(workflow, cancellationToken)).Distinct().Order(StringComparer.Ordinal)];
    }

    public void Forget(string workflow) => byWorkflow.TryRemove(workflow, out _);

    private async Task<IReadOnlyList<string>> ListAsync(string workflow, CancellationToken cancellationToken)
    {
        try
        {
            return await api.ListImagesAsync(workflow, cancellationToken);
        }
        catch (ClusterException)
        {
            return []; // As said above. What hinders it, if it lasts, is told where it matters.
        }
    }

    private sealed record Noted(HashSet<string> Tries, HashSet<string> Images);
}
