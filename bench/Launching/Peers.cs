using System.Text.Json.Nodes;
using OfoWatcher.Bench.Measuring;
using OfoWatcher.Tests.Fixtures.Cluster;

namespace OfoWatcher.Bench.Launching;

/// <summary>
/// Creates the same Workflows in other ways: by <c>kubectl</c> from one file, and by bare requests of this process.
/// </summary>
internal sealed class Peers(BenchCluster cluster, WorkFolder work)
{
    private const int AtOnce = 4; // As many as the watcher has workers.
    private const string Create =
        "exec kubectl --kubeconfig \"$1\" --cache-dir \"$2\" create --validate=false -f \"$3\" >/dev/null";

    /// <summary>Whether there is a kubectl.</summary>
    public static bool HasKubectl => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Any(folder => File.Exists(Path.Combine(folder, "kubectl")));

    /// <summary>Wall time in seconds of one <c>kubectl create -f</c>.</summary>
    public async Task<double> TimeKubectlAsync(IReadOnlyList<JsonObject> workflows)
    {
        var ns = await cluster.MakeNamespaceAsync();
        var file = Path.Combine(work.Path, "workflows.json");
        File.WriteAllText(file, new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "List",
            ["items"] = new JsonArray([.. workflows.Select(Manifest)]),
        }.ToJsonString());
        var taken = await OutsideProgram.TimeShellAsync(
            Create, cluster.AdminKubeconfig(ns), Path.Combine(work.Path, "kubectl"), file);
        await CheckAsync(ns, workflows.Count);
        return taken / 1000;
    }

    /// <summary>Wall time in seconds of the bare requests, a few at a time.</summary>
    public async Task<double> TimeBareAsync(IReadOnlyList<JsonObject> workflows, CancellationToken cancellationToken)
    {
        var ns = await cluster.MakeNamespaceAsync();
        var manifests = workflows.Select(Manifest).ToList();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        var taken = await Stage.TimeAsync(() => Parallel.ForEachAsync(manifests, options, async (manifest, _) =>
            (await cluster.Admin.PostAsync(BenchCluster.WorkflowsOf(ns), manifest)).Expect()));
        await CheckAsync(ns, workflows.Count);
        return taken / 1000;
    }

    /// <summary>A Workflow as it was submitted.</summary>
    private static JsonObject Manifest(JsonObject workflow) => new()
    {
        ["apiVersion"] = workflow["apiVersion"]!.DeepClone(),
        ["kind"] = workflow["kind"]!.DeepClone(),
        ["metadata"] = new JsonObject
        {
            ["name"] = workflow.Text("metadata", "name"),
            ["labels"] = workflow.At("metadata", "labels")!.DeepClone(),
            ["annotations"] = workflow.At("metadata", "annotations")!.DeepClone(),
        },
        ["spec"] = workflow["spec"]!.DeepClone(),
    };

    private async Task CheckAsync(string ns, int expected)
    {
        if ((await cluster.ListAsync(ns)).Count is var made && made != expected)
            throw new MeasuringException($"the peer made {made} of {expected} Workflows");
    }
}
