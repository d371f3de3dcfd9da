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
