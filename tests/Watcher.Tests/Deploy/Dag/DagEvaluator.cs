namespace OfoWatcher.Tests.Deploy.Dag;

/// <summary>
/// Walks a DAG as Argo's controller does (<c>workflow/controller/dag.go</c>, v3.6 to v4.1): which pods run, and how it
/// ends.
/// </summary>
internal static class DagEvaluator
{
    /// <param name="parameters">Those of the workflow.</param>
    /// <param name="resultOf">How the pod of a task ends.</param>
    public static DagOutcome Run(
        DagTemplate dag, IReadOnlyDictionary<string, string> parameters, Func<string, NodePhase> resultOf)
    {
        var ended = new Dictionary<string, NodePhase>();
        var pods = new List<IReadOnlyList<string>>();
        while (ended.Count < dag.Tasks.Count)
        {
            // Skipped and omitted tasks end at once, so those behind them are looked at in the same turn.
            var running = new List<string>();
            while (dag.Tasks.FirstOrDefault(task => IsNext(task, ended, running)) is { } task)
            {
                if (EndsWithoutPod(task, ended, parameters) is { } phase)
                    ended[task.Name] = phase;
                else
                    running.Add(task.Name);
            }

            if (running.Count == 0 && ended.Count < dag.Tasks.Count)
                throw new InvalidOperationException("some tasks wait for each other");
            if (running.Count > 0)
                pods.Add([.. running]);
            foreach (var name in running)
                ended[name] = resultOf(name);
        }

        return new DagOutcome(pods, ended, PhaseOf(dag, ended));
    }

    private static bool IsNext(DagTask task, Dictionary<string, NodePhase> ended, List<string> running) =>
        !ended.ContainsKey(task.Name) && !running.Contains(task.Name) && task.Dependencies.All(ended.ContainsKey);

    /// <summary>How a task ends for which no pod is made; null when one is.</summary>
    private static NodePhase? EndsWithoutPod(
        DagTask task, Dictionary<string, NodePhase> ended, IReadOnlyDictionary<string, string> parameters) =>
        !task.MayRun(ended) ? NodePhase.Omitted : task.IsWanted(parameters) switch
        {
            true => null,
            false => NodePhase.Skipped,
            null => NodePhase.Error,
        };

    /// <summary>
    /// The phase of the whole: that of the leaves, of which one that did not run takes over what came before it, a
    /// failure rather than a success.
    /// </summary>
    private static NodePhase PhaseOf(DagTemplate dag, Dictionary<string, NodePhase> ended)
    {
        foreach (var leaf in dag.Leaves.OrderBy(task => task.Name, StringComparer.Ordinal))
        {
            var failure = BranchesOf(dag, leaf, ended).Where(phase => phase.IsFailedOrError())
                .Cast<NodePhase?>().FirstOrDefault();
            if (failure is { } phase && !leaf.ContinuesOnFailure)
                return phase;
        }

        return NodePhase.Succeeded;
    }

    private static IEnumerable<NodePhase> BranchesOf(
        DagTemplate dag, DagTask task, Dictionary<string, NodePhase> ended) =>
        ended[task.Name].IsCompleted() ? [ended[task.Name]]
        : task.Dependencies.Count == 0 ? [NodePhase.Succeeded]
        : task.Dependencies.SelectMany(name =>
            BranchesOf(dag, dag.Tasks.First(before => before.Name == name), ended)).Distinct();
}
