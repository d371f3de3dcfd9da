using System.Text.Json.Nodes;
using k8s;

namespace OfoWatcher.Tests.Fixtures.Cluster;

/// <summary>Argo's command line, as people use it on a Workflow that has ended.</summary>
internal sealed partial class ArgoController
{
    /// <summary>Labels that tell the state of one Workflow, which a resubmitted one does not take over.</summary>
    private static readonly string[] StateLabels =
    [
        PhaseLabel, CompletedLabel, "workflows.argoproj.io/creator", "workflows.argoproj.io/creator-email",
        "workflows.argoproj.io/creator-preferred-username", "workflows.argoproj.io/workflow-archiving-status",
    ];

    /// <summary>
    /// As <c>argo retry</c>: the ended Workflow is run again under its name. Its status has no phase until the
    /// controller takes it up, while the label tells Running already.
    /// </summary>
    public async Task RetryAsync(string ns, string name)
    {
        var nodes = new JsonObject();
        foreach (var (id, node) in (await GetAsync(ns, name)).At("status", "nodes") as JsonObject ?? [])
        {
            if (node.Text("phase") is "Failed" or "Error")
                nodes[id] = null;
        }

        await PatchAsync(ns, name, new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["labels"] = new JsonObject { [CompletedLabel] = null, [PhaseLabel] = "Running" },
            },
            ["status"] = new JsonObject
            {
                ["phase"] = "",
                ["message"] = null,
                ["startedAt"] = ArgoNodes.Now(),
                ["finishedAt"] = null,
                ["nodes"] = nodes,
            },
        });
    }

    /// <summary>As <c>argo resubmit</c>: a new Workflow with the same specification, labels and annotations.</summary>
    /// <returns>Its name.</returns>
    public async Task<string> ResubmitAsync(string ns, string name)
    {
        var old = await GetAsync(ns, name);
        var labels = (old.At("metadata", "labels") as JsonObject)?.Copy() ?? [];
        foreach (var label in StateLabels)
            labels.Remove(label);
        labels[ResubmittedLabel] = name;
        var spec = ((JsonObject)old["spec"]!).Copy();
        spec.Remove("shutdown");
        var made = await admin.CustomObjects.CreateNamespacedCustomObjectAsync<JsonObject>(
            new JsonObject
            {
                ["apiVersion"] = $"{Group}/{Version}",
                ["kind"] = "Workflow",
                ["metadata"] = new JsonObject
                {
                    ["generateName"] = $"{name}-",
                    ["labels"] = labels,
                    ["annotations"] = old.At("metadata", "annotations")?.DeepClone() ?? new JsonObject(),
                },
                ["spec"] = spec,
            },
            Group, Version, ns, Plural);
        return made.Text("metadata", "name")!;
    }
}
