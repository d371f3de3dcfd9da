namespace OfoWatcher.Workflows.Argo;

/// <summary>Reads how a Workflow that has ended went: which step failed, why, and the last it said.</summary>
internal sealed class WorkflowReader(WorkflowApi api)
{
    private const int LogLines = 20;
    private const int LongestPodName = 253;
    private const int HashLength = 10;

    /// <summary>The run; null when the Workflow is gone meanwhile.</summary>
    /// <exception cref="ClusterException">It cannot be read now.</exception>
    public async Task<Run?> ReadAsync(WorkflowSighting ended, CancellationToken cancellationToken)
    {
        WholeWorkflow? workflow;
        try
        {
            workflow = await api.ReadAsync(ended.Name, cancellationToken);
        }
        catch (ClusterException e) when (e.Fault == ClusterFault.Unreadable)
        {
            return new Run(ended.Phase, Message: e.Message); // Its labels say how it ended, if not why.
        }

        if (workflow is null)
            return null;
        var run = new Run(
            ended.Phase,
            ended.Phase == RunPhase.Succeeded ? 1 : null,
            workflow.Status.Message ?? "",
            Utc(workflow.Status.StartedAt),
            Utc(workflow.Status.FinishedAt));
        return ended.Phase == RunPhase.Succeeded ? run : await ExplainAsync(run, workflow, cancellationToken);
    }

    /// <summary>The name of a node's pod, as Argo makes it (its <c>GeneratePodName</c>).</summary>
    public static string PodNameOf(WholeWorkflow workflow, WorkflowNode node)
    {
        var name = workflow.Metadata.Name;
        if (node.Name == name)
            return name;
        if (workflow.Metadata.Annotations is { } annotations
            && annotations.TryGetValue("workflows.argoproj.io/pod-name-format", out var format) && format == "v1")
            return node.Id;
        var template = node.TemplateName ?? node.TemplateRef?.Template;
        var prefix = string.IsNullOrEmpty(template) ? name : $"{name}-{template}";
        const int longest = LongestPodName - HashLength - 1;
        var hash = node.Id[(node.Id.LastIndexOf('-') + 1)..];
        return $"{prefix[..Math.Min(prefix.Length, longest)]}-{hash}";
    }

    private async Task<Run> ExplainAsync(Run run, WholeWorkflow workflow, CancellationToken cancellationToken)
    {
        if (workflow.IsSpecificationWrong)
        {
            var reason = run.Message.Length > 0 ? run.Message : "no reason was given";
            return run with { Message = $"Argo refused the Workflow: {reason}", IsSpecificationWrong = true };
        }

        if (workflow.FailedPod is not { } pod)
            return run with { Message = run.Message.Length > 0 ? run.Message : "the Workflow failed and does not say why" };
        var why = string.IsNullOrWhiteSpace(pod.Message) ? run.Message : pod.Message;
        return run with
        {
            Message = why.Length > 0 ? $"{pod.Step} failed: {why}" : $"{pod.Step} failed",
            FailedStep = pod.Step,
            LastLogLines = await ReadLogAsync(PodNameOf(workflow, pod), cancellationToken),
        };
    }

    /// <summary>The log is a help and no more: where it cannot be read, that stands in its place.</summary>
    private async Task<IReadOnlyList<string>> ReadLogAsync(string pod, CancellationToken cancellationToken)
    {
        try
        {
            return [.. LogText.Lines(await api.ReadLogAsync(pod, LogLines, cancellationToken)).TakeLast(LogLines)];
        }
        catch (ClusterException e)
        {
            return [$"({e.Message})"];
        }
    }

    private static DateTimeOffset? Utc(DateTime? time) =>
        time is { } at ? new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc)) : null;
}
