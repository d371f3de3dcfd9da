using System.Text.Json.Nodes;
using OfoWatcher.Workflows.Argo;

namespace OfoWatcher.Tests.Fixtures.Cluster;

/// <summary>The WorkflowTemplate that runs are made from: the repository's, or a small one like it.</summary>
internal static class MetashapeTemplate
{
    public const string Name = "ofo-metashape";

    public static JsonObject Make()
    {
        var template = Manifests.Read(Repository.PathOf("deploy", "workflow.yaml"))
            .FirstOrDefault(item => item.Text("kind") == "WorkflowTemplate" && item.Text("metadata", "name") == Name)
            ?? Small();
        template.Child("metadata").Remove("namespace");
        return template;
    }

    private static JsonObject Small() => new()
    {
        ["apiVersion"] = "argoproj.io/v1alpha1",
        ["kind"] = "WorkflowTemplate",
        ["metadata"] = new JsonObject { ["name"] = Name },
        ["spec"] = new JsonObject
        {
            ["entrypoint"] = "main",
            ["arguments"] = new JsonObject
            {
                ["parameters"] = new JsonArray(
                [
                    .. WorkflowManifest.ParameterNames(ArgoPipeline.Steps)
                        .Select(name => new JsonObject { ["name"] = name }),
                ]),
            },
            ["templates"] = new JsonArray(new JsonObject
            {
                ["name"] = "main",
                ["container"] = new JsonObject { ["image"] = "busybox", ["command"] = new JsonArray("true") },
            }),
        },
    };
}
