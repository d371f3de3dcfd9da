namespace OfoWatcher.Workflows.Argo;

/// <summary>
/// Reads whole Workflows: of one that goes how far it is, of one that has ended how it went, which step failed, why, and
/// the last it said.
/// </summary>
internal sealed class WorkflowReader(WorkflowApi api, PodImages images)
{
    private const int LogLines = 20;
    private const int LongestPodName = 253;
    private const int HashLength = 10;

    /// <summary>The run, which has not ended yet; null when the Workflow is gone meanwhile.</summary>
    /// <returns>It, and the version of the Workflow that was read.</returns>
    /// <exception cref="ClusterException">It cannot be read now.</exception>
    public async Task<(Run Run, string Version)?> ReadGoingAsync(
        WorkflowSighting going, RunPlan? plan, CancellationToken cancellationToken)
    {
        if (await api.ReadAsync(going.Name, cancellationToken) is not { } workflow)
            return null;
        var steps = WorkflowSteps.Of(workflow);
        await images.NoteAsync(going.Name, steps, cancellationToken);
        var words = WaitWords.Of(steps);
        var run = new Run(
            going.Phase,
            StepProgress.Of(steps, plan),
            words.Length > 0 || steps.Count > 0 ? words : workflow.Status.Message ?? "",
            StepNodes.Utc(workflow.Status.StartedAt) ?? going.CreatedAt,
            Steps: [.. steps.Select(step => step.ToStep())],
            Workflow: IdentityOf(workflow, []));
        return (run, workflow.Metadata.ResourceVersion ?? "");
    }

    /// <summary>The run, which has ended; null when the Workflow is gone meanwhile.</summary>
    /// <exception cref="ClusterException">It cannot be read now.</exception>
    public async Task<Run?> ReadAsync(WorkflowSighting ended, RunPlan? plan, CancellationToken cancellationToken)
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
        var steps = WorkflowSteps.Of(workflow);
        var run = new Run(
            ended.Phase,
            ended.Phase == RunPhase.Succeeded ? 1 : null,
            workflow.Status.Message ?? "",
            StepNodes.Utc(workflow.Status.StartedAt),
            StepNodes.Utc(workflow.Status.FinishedAt),
            Steps: [.. steps.Select(step => step.ToStep())],
            Workflow: IdentityOf(workflow, await images.OfAsync(ended.Name, cancellationToken)));
        return ended.Phase == RunPhase.Succeeded
            ? run
            : await ExplainAsync(run, workflow, steps, plan, cancellationToken);
    }

    /// <summary>
    /// The steps of a run, and the last that it printed: the step that goes, or else the one that began last. Nothing is
    /// seen of a Workflow that is gone or another run's.
    /// </summary>
    /// <param name="lines">How many lines at the most.</param>
    /// <exception cref="ClusterException">The Workflow cannot be read now.</exception>
    public async Task<RunGlimpse> GlimpseAsync(RunRecord record, int lines, CancellationToken cancellationToken)
    {
        if (await api.ReadAsync(record.WorkflowName, cancellationToken) is not { } workflow
            || !WorkflowSighting.Of(workflow.Metadata).IsOf(record))
            return RunGlimpse.Nothing;
        var steps = WorkflowSteps.Of(workflow);
        var begun = steps.Where(step => step.StartedAt is not null).ToList();
        var latest = begun.Find(step => step.Phase == RunPhase.Running) ?? begun.LastOrDefault();
        return new RunGlimpse(
            [.. steps.Select(step => step.ToStep())],
            latest?.LastTry is { } pod ? await ReadLogAsync(PodNameOf(workflow, pod), lines, cancellationToken) : []);
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
        var template = node.Template;
        var prefix = string.IsNullOrEmpty(template) ? name : $"{name}-{template}";
        const int longest = LongestPodName - HashLength - 1;
        var hash = node.Id[(node.Id.LastIndexOf('-') + 1)..];
        return $"{prefix[..Math.Min(prefix.Length, longest)]}-{hash}";
    }

    private async Task<Run> ExplainAsync(
        Run run, WholeWorkflow workflow, IReadOnlyList<StepNodes> steps, RunPlan? plan,
        CancellationToken cancellationToken)
    {
        if (workflow.IsSpecificationWrong)
        {
            var reason = run.Message.Length > 0 ? run.Message : "no reason was given";
            return run with { Message = $"Argo refused the Workflow: {reason}", IsSpecificationWrong = true };
        }

        if (WorkflowSteps.FindFailed(steps) is not { } failed)
            return run with { Message = run.Message.Length > 0 ? run.Message : "the Workflow failed and does not say why" };
        var log = failed.LastTry is { } pod ? await ReadLogAsync(PodNameOf(workflow, pod), LogLines, cancellationToken) : [];
        return run with
        {
            Message = FailureWords.Of(failed, workflow, plan, log),
            FailedStep = failed.Name,
            LastLogLines = log,
        };
    }

    /// <summary>The log is a help and no more: where it cannot be read, that stands in its place.</summary>
    private async Task<IReadOnlyList<string>> ReadLogAsync(string pod, int lines, CancellationToken cancellationToken)
    {
        try
        {
            return [.. LogText.Lines(await api.ReadLogAsync(pod, lines, cancellationToken)).TakeLast(lines)];
        }
        catch (ClusterException e)
        {
            return [$"({e.Message})"];
        }
    }

    private static WorkflowIdentity IdentityOf(WholeWorkflow workflow, IReadOnlyList<string> images) =>
        new(workflow.Metadata.Name, workflow.Metadata.Uid ?? "", images);
}
