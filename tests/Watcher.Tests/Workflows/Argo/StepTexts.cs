using System.Text.Json;
using System.Text.Json.Nodes;
using OfoWatcher.Tests.Fixtures.Cluster;
using OfoWatcher.Workflows.Argo;

namespace OfoWatcher.Tests.Workflows.Argo;

/// <summary>Workflows to read, from their tasks or from what Argo wrote.</summary>
internal static class StepTexts
{
    public static WholeWorkflow Workflow(params ArgoTask[] tasks)
    {
        var nodes = new JsonObject { ["oak-1"] = ArgoNodes.Running("oak-1", "oak-1", "DAG", "main") };
        foreach (var (id, node) in tasks.SelectMany(task => task.Nodes("oak-1")))
            nodes[id] = node?.DeepClone();
        return Parse(new JsonObject { ["phase"] = "Running", ["nodes"] = nodes }.ToJsonString());
    }

    public static WholeWorkflow Parse(string status, string spec = "{}")
    {
        using var document = JsonDocument.Parse(
            $$"""{ "metadata": { "name": "oak-1" }, "spec": {{spec}}, "status": {{status}} }""");
        return WholeWorkflow.Parse(document.RootElement.Clone());
    }

    public static IReadOnlyList<StepNodes> Steps(params ArgoTask[] tasks) => WorkflowSteps.Of(Workflow(tasks));
}
