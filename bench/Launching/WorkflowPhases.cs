using System.Text.Json.Nodes;
using OfoWatcher.Tests.Fixtures.Cluster;

namespace OfoWatcher.Bench.Launching;

/// <summary>Does to Workflows what Argo's controller would, by one request each.</summary>
internal static class WorkflowPhases
{
    private const int AtOnce = 8;

    /// <summary>Puts all into a phase, as fast as the server takes it.</summary>
    /// <param name="phase">Running or Succeeded.</param>
    /// <param name="begins">Told of each before its request is sent.</param>
    public static Task SetAsync(
        BenchCluster cluster, string ns, IEnumerable<SeenWorkflow> runs, string phase, Action<string> begins,
        CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        return Parallel.ForEachAsync(runs, options, async (run, _) =>
        {
            var patch = Patch(run.Name, phase);
            begins(run.Name);
            (await cluster.Admin.MergeAsync($"{BenchCluster.WorkflowsOf(ns)}/{run.Name}", patch)).Expect();
        });
    }

    private static JsonObject Patch(string name, string phase)
    {
        var hasEnded = phase != "Running";
        var node = ArgoNodes.Running(name, name, "Pod", "metashape");
        var status = new JsonObject
        {
            ["phase"] = phase,
            ["startedAt"] = ArgoNodes.Now(),
            ["progress"] = hasEnded ? "1/1" : "0/1",
            ["nodes"] = new JsonObject { [name] = hasEnded ? ArgoNodes.Ended(node, phase, null, 0) : node },
        };
        if (hasEnded)
            status["finishedAt"] = ArgoNodes.Now();
        return new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["labels"] = new JsonObject
                {
                    ["workflows.argoproj.io/phase"] = phase,
                    ["workflows.argoproj.io/completed"] = hasEnded ? "true" : "false",
                },
            },
            ["status"] = status,
        };
    }
}
