using System.Text.Json.Nodes;

namespace OfoWatcher.Tests.Fixtures.Cluster;

/// <summary>A task of a DAG whose template retries, as Argo shows it: a node for the task, and one for each try.</summary>
/// <param name="Name">The task's name, such as <c>match-photos-gpu</c>.</param>
/// <param name="Phase">Such as Running; Skipped for one that was not to run.</param>
internal sealed record ArgoTask(string Name, string Phase, params ArgoTry[] Tries)
{
    /// <summary>The pod template that it is made from.</summary>
    public string Template { get; init; } = "cpu-step";

    /// <summary>What Argo says of the task as a whole.</summary>
    public string? Message { get; init; }

    /// <summary>The semaphore that it waits for.</summary>
    public string? AwaitedLock { get; init; }

    /// <summary>Its nodes, by id.</summary>
    public JsonObject Nodes(string workflow)
    {
        var nodes = new JsonObject();
        var path = $"{workflow}.{Name}";
        var task = Add(nodes, workflow, path, Phase is "Skipped" or "Omitted" ? "Skipped" : "Retry", Phase, Message);
        task["children"] = new JsonArray([.. Tries.Select((_, number) => (JsonNode)ArgoNodes.IdOf(workflow, $"{path}({number})"))]);
        if (AwaitedLock is not null)
            task["synchronizationStatus"] = new JsonObject { ["waiting"] = AwaitedLock };
        for (var number = 0; number < Tries.Length; number++)
        {
            var (phase, message, exitCode, progress) = Tries[number];
            var pod = Add(nodes, workflow, $"{path}({number})", "Pod", phase, message);
            if (progress is not null)
                pod["progress"] = progress;
            if (exitCode is not null)
                pod["outputs"] = new JsonObject { ["exitCode"] = exitCode };
        }

        return nodes;
    }

    private JsonObject Add(JsonObject nodes, string workflow, string path, string type, string phase, string? message)
    {
        var node = ArgoNodes.Running(workflow, path, type, Template);
        if (phase is "Running" or "Pending")
            node["phase"] = phase;
        else
            node = ArgoNodes.Ended(node, phase, null, null);
        if (message is not null)
            node["message"] = message;
        nodes[node.Text("id")!] = node;
        return node;
    }
}

/// <summary>A pod of a task.</summary>
/// <param name="Progress">What it tells of itself, <c>n/m</c>.</param>
internal sealed record ArgoTry(string Phase, string? Message = null, string? ExitCode = null, string? Progress = null);
