using System.Text.Json.Nodes;

namespace OfoWatcher.Tests.Fixtures.Cluster;

/// <summary>Pods on the cluster's one node, whose kubelet answers with the logs that tests set.</summary>
internal sealed class TestPods(JsonApi admin, ContainerLogs logs)
{
    public const string Node = "test-node";

    public async Task SetLogAsync(string ns, string pod, string container, IReadOnlyList<string> lines)
    {
        var known = logs.ContainersOf(ns, pod);
        logs.Set(ns, pod, container, lines);
        if (known.Contains(container))
            return;

        // A pod's containers never change, so it is made anew.
        var path = $"/api/v1/namespaces/{ns}/pods";
        (await admin.DeleteAsync($"{path}/{pod}?gracePeriodSeconds=0")).ExpectOr(404);
        (await admin.PostAsync(path, Pod(pod, logs.ContainersOf(ns, pod)))).Expect();
    }

    /// <summary>Makes a pod of a Workflow whose container runs or ran an image.</summary>
    /// <param name="imageId">As the container runtime calls it; empty while the image is pulled.</param>
    public async Task MakeAsync(string ns, string pod, string workflow, string image, string imageId)
    {
        var path = $"/api/v1/namespaces/{ns}/pods";
        var made = Pod(pod, ["wait", "main"]);
        made["metadata"]!["labels"] = new JsonObject { ["workflows.argoproj.io/workflow"] = workflow };
        var status = new JsonObject
        {
            ["phase"] = "Running",
            ["containerStatuses"] = new JsonArray(
                Status("wait", "argoexec:v3", "argoexec@sha256:0"), Status("main", image, imageId)),
        };
        made["status"] = status.DeepClone();
        var stored = (await admin.PostAsync(path, made)).Expect();
        if (stored.At("status", "containerStatuses") is null) // Kubernetes takes it through the subresource alone.
            (await admin.MergeAsync($"{path}/{pod}/status", new JsonObject { ["status"] = status })).Expect();
    }

    private static JsonObject Status(string container, string image, string imageId) => new()
    {
        ["name"] = container,
        ["image"] = image,
        ["imageID"] = imageId,
        ["ready"] = true,
        ["restartCount"] = 0,
        ["state"] = new JsonObject { ["running"] = new JsonObject() },
    };

    private static JsonObject Pod(string name, IReadOnlyList<string> containers) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Pod",
        ["metadata"] = new JsonObject { ["name"] = name },
        ["spec"] = new JsonObject
        {
            ["nodeName"] = Node,
            ["restartPolicy"] = "Never",
            ["containers"] = new JsonArray([.. containers.Select(container => new JsonObject
            {
                ["name"] = container,
                ["image"] = "busybox",
            })]),
        },
    };
}
