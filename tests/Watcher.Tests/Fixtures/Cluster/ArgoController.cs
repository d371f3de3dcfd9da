using System.Text.Json.Nodes;
using k8s;
using k8s.Models;

namespace OfoWatcher.Tests.Fixtures.Cluster;

/// <summary>
/// Does to a Workflow what Argo's controller and its command line would do on a cluster, by merge patches.
/// </summary>
internal sealed partial class ArgoController(Kubernetes admin)
{
    public const string PhaseLabel = "workflows.argoproj.io/phase";
    public const string CompletedLabel = "workflows.argoproj.io/completed";
    public const string ResubmittedLabel = "workflows.argoproj.io/resubmitted-from-workflow";
    public const string PodNamesAnnotation = "workflows.argoproj.io/pod-name-format";

    private const string Group = "argoproj.io";
    private const string Version = "v1alpha1";
    private const string Plural = "workflows";

    /// <summary>The controller has taken it up: its first node runs.</summary>
    public async Task StartAsync(string ns, string name)
    {
        var (template, _) = await LookAsync(ns, name);
        await PatchAsync(ns, name, "Running", new JsonObject
        {
            ["phase"] = "Running",
            ["startedAt"] = ArgoNodes.Now(),
            ["progress"] = "0/1",
            ["nodes"] = new JsonObject { [name] = ArgoNodes.Running(name, name, "Pod", template) },
        });
    }

    /// <summary>It goes, or has ended, and its tasks stand as they are given.</summary>
    /// <param name="phase">Of the Workflow: Running, Succeeded, or Failed.</param>
    public async Task ShowAsync(string ns, string name, string phase, params ArgoTask[] tasks)
    {
        var (entrypoint, startedAt) = await LookAsync(ns, name);
        var nodes = new JsonObject { [name] = ArgoNodes.Running(name, name, "DAG", entrypoint) };
        foreach (var (id, node) in tasks.SelectMany(task => task.Nodes(name)))
            nodes[id] = node?.DeepClone();
        var status = new JsonObject { ["phase"] = phase, ["startedAt"] = startedAt, ["nodes"] = nodes };
        if (phase != "Running")
            status["finishedAt"] = ArgoNodes.Now();
        await PatchAsync(ns, name, phase, status);
    }

    /// <summary>It ended well.</summary>
    public async Task SucceedAsync(string ns, string name)
    {
        var (template, startedAt) = await LookAsync(ns, name);
        await PatchAsync(ns, name, "Succeeded", new JsonObject
        {
            ["phase"] = "Succeeded",
            ["startedAt"] = startedAt,
            ["finishedAt"] = ArgoNodes.Now(),
            ["progress"] = "1/1",
            ["nodes"] = new JsonObject
            {
                [name] = ArgoNodes.Ended(ArgoNodes.Running(name, name, "Pod", template), "Succeeded", null, 0),
            },
        });
    }

    /// <summary>The pod of a step failed, and the Workflow with it.</summary>
    /// <param name="step">Its template, a task of the first node; null for a Workflow of a single pod.</param>
    /// <param name="message">What Argo says of the pod, such as <c>OOMKilled (exit code 137)</c>.</param>
    /// <returns>The pod's name.</returns>
    public async Task<string> FailAsync(string ns, string name, string? step, string message, int exitCode)
    {
        var (entrypoint, startedAt) = await LookAsync(ns, name);
        var template = step ?? entrypoint;
        var nodeName = step is null ? name : $"{name}.{step}";
        var pod = ArgoNodes.Ended(
            ArgoNodes.Running(name, nodeName, "Pod", template), "Failed", message, exitCode);
        var id = pod.Text("id")!;
        var nodes = new JsonObject { [id] = pod };
        if (step is not null)
        {
            nodes[name] = ArgoNodes.Ended(
                ArgoNodes.Running(name, name, "DAG", entrypoint), "Failed", $"child '{id}' failed", null);
            nodes[name]!["children"] = new JsonArray(id);
        }

        await PatchAsync(ns, name, "Failed", new JsonObject
        {
            ["phase"] = "Failed",
            ["message"] = step is null ? message : $"child '{id}' failed",
            ["startedAt"] = startedAt,
            ["finishedAt"] = ArgoNodes.Now(),
            ["progress"] = "0/1",
            ["nodes"] = nodes,
        });
        return PodNameOf(name, template, id);
    }

    /// <summary>
    /// The controller refused the specification before any step: to it that is a failure, with no node. A template
    /// that is not there is an error instead.
    /// </summary>
    /// <param name="message">Such as <c>invalid spec: …</c>.</param>
    /// <param name="phase">Failed, or Error.</param>
    public Task FailSpecificationAsync(string ns, string name, string message, string phase = "Failed") =>
        PatchAsync(ns, name, phase, new JsonObject
        {
            ["phase"] = phase,
            ["message"] = message,
            ["startedAt"] = ArgoNodes.Now(),
            ["finishedAt"] = ArgoNodes.Now(),
        });

    public Task DeleteAsync(string ns, string name) =>
        admin.CustomObjects.DeleteNamespacedCustomObjectAsync(Group, Version, ns, Plural, name);

    /// <summary>The whole Workflow.</summary>
    public Task<JsonObject> GetAsync(string ns, string name) =>
        admin.CustomObjects.GetNamespacedCustomObjectAsync<JsonObject>(Group, Version, ns, Plural, name);

    /// <summary>Changes anything else about it.</summary>
    public Task PatchAsync(string ns, string name, JsonObject patch) =>
        admin.CustomObjects.PatchNamespacedCustomObjectAsync<JsonObject>(
            new V1Patch(patch, V1Patch.PatchType.MergePatch), Group, Version, ns, Plural, name);

    /// <summary>The name of a node's pod, by Argo's second naming scheme.</summary>
    /// <param name="name">The Workflow's name.</param>
    /// <param name="templateName">The template that the node is made from.</param>
    /// <param name="nodeId">The node's id, which ends with the hash of the node's name.</param>
    public static string PodNameOf(string name, string templateName, string nodeId) =>
        ArgoNodes.PodNameOf(name, templateName, nodeId);

    /// <summary>The template that it begins with, and since when it runs.</summary>
    private async Task<(string Entrypoint, string StartedAt)> LookAsync(string ns, string name)
    {
        var workflow = await GetAsync(ns, name);
        var startedAt = workflow.Text("status", "startedAt") ?? ArgoNodes.Now();
        if (workflow.Text("spec", "entrypoint") is { } own)
            return (own, startedAt);
        var all = await admin.CustomObjects.ListNamespacedCustomObjectAsync<JsonObject>(
            Group, Version, ns, "workflowtemplates");
        var template = all.Objects("items").FirstOrDefault(item =>
            item.Text("metadata", "name") == workflow.Text("spec", "workflowTemplateRef", "name"));
        return (template.Text("spec", "entrypoint") ?? "main", startedAt);
    }

    private Task PatchAsync(string ns, string name, string phase, JsonObject status) =>
        PatchAsync(ns, name, new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["labels"] = new JsonObject
                {
                    [PhaseLabel] = phase,
                    [CompletedLabel] = phase == "Running" ? "false" : "true",
                },
                ["annotations"] = new JsonObject { [PodNamesAnnotation] = "v2" },
            },
            ["status"] = status,
        });
}
