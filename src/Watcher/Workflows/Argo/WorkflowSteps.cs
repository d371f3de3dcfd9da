using OfoWatcher.Metashape;

namespace OfoWatcher.Workflows.Argo;

/// <summary>Finds the steps in a Workflow's nodes.</summary>
/// <remarks>
/// A task is named after its step, with dashes: <c>align-cameras</c>. A step that may run on either kind of node is two
/// tasks, <c>match-photos-cpu</c> and <c>match-photos-gpu</c>, one of which is skipped. Where the template retries, Argo
/// makes a node of the type Retry for the task and one of the type Pod for each try, with the try's number behind the name.
/// What is skipped or omitted is no step of the run.
/// </remarks>
internal static class WorkflowSteps
{
    /// <summary>The task that uploads the products.</summary>
    public const string Upload = RunStep.Upload;

    private static readonly IReadOnlyList<string> Order =
        [.. ProcessingStep.All.Select(step => step.Name), Upload];

    /// <summary>The steps in the order in which they run; pods that are no step of automate-metashape come last.</summary>
    public static IReadOnlyList<StepNodes> Of(WholeWorkflow workflow) =>
    [
        .. workflow.Nodes
            .Where(IsOfStep)
            .GroupBy(NameOf, StringComparer.Ordinal)
            .Select(nodes => new StepNodes(
                nodes.Key,
                nodes.FirstOrDefault(node => !node.IsPod),
                [.. nodes.Where(node => node.IsPod).OrderBy(node => node.StartedAt ?? DateTime.MaxValue)
                    .ThenBy(node => node.Name.Length).ThenBy(node => node.Name, StringComparer.Ordinal)]))
            .OrderBy(step => IsKnown(step.Name) ? PlaceOf(step.Name) : Order.Count)
            .ThenBy(step => step.StartedAt ?? DateTimeOffset.MaxValue),
    ];

    /// <summary>Whether a name is that of a step of automate-metashape, or of the upload.</summary>
    public static bool IsKnown(string step) => PlaceOf(step) >= 0;

    /// <summary>The step that ended the run: of several that failed, the last to end. Null when none failed.</summary>
    public static StepNodes? FindFailed(IEnumerable<StepNodes> steps) => steps
        .Where(step => step.Phase == RunPhase.Failed)
        .MaxBy(step => step.EndedAt ?? DateTimeOffset.MaxValue);

    // A retry node with children that are no pods groups something else than tries of a pod.
    private static bool IsOfStep(WorkflowNode node) =>
        node.Phase is not ("Skipped" or "Omitted")
        && (node.IsPod || (node.Type == "Retry" && (node.Children is not { Count: > 0 } || IsKnown(NameOf(node)))));

    private static string NameOf(WorkflowNode node)
    {
        var path = node.Name.EndsWith(')') && node.Name.LastIndexOf('(') is > 0 and var number
            ? node.Name[..number]
            : node.Name;
        var task = path[(path.LastIndexOf('.') + 1)..];
        foreach (var suffix in (string[])["-cpu", "-gpu"])
            task = task.EndsWith(suffix, StringComparison.Ordinal) ? task[..^suffix.Length] : task;
        var step = task.Replace('-', '_');
        return IsKnown(step) ? step : node.Template ?? node.DisplayName ?? node.Name;
    }

    private static int PlaceOf(string step)
    {
        for (var place = 0; place < Order.Count; place++)
        {
            if (Order[place] == step)
                return place;
        }

        return -1;
    }
}
