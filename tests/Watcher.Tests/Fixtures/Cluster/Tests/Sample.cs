using System.Text.Json.Nodes;

namespace OfoWatcher.Tests.Fixtures.Cluster.Tests;

/// <summary>Objects and paths for the facts about the cluster.</summary>
internal static class Sample
{
    public const string OneMetadata = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";
    public const string AllMetadata = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";

    public static string Workflows(string ns) => $"/apis/argoproj.io/v1alpha1/namespaces/{ns}/workflows";

    public static string Leases(string ns) => $"/apis/coordination.k8s.io/v1/namespaces/{ns}/leases";

    public static JsonObject Workflow(string name, string project = "site") => new()
    {
        ["apiVersion"] = "argoproj.io/v1alpha1",
        ["kind"] = "Workflow",
        ["metadata"] = new JsonObject
        {
            ["name"] = name,
            ["labels"] = new JsonObject { ["project"] = project },
            ["annotations"] = new JsonObject { ["note"] = "kept" },
        },
        ["spec"] = new JsonObject
        {
            ["workflowTemplateRef"] = new JsonObject { ["name"] = MetashapeTemplate.Name },
            ["arguments"] = new JsonObject
            {
                ["parameters"] = new JsonArray(new JsonObject { ["name"] = "project-name", ["value"] = project }),
            },
        },
    };

    public static JsonObject Lease(string name, string holder) => new()
    {
        ["apiVersion"] = "coordination.k8s.io/v1",
        ["kind"] = "Lease",
        ["metadata"] = new JsonObject { ["name"] = name },
        ["spec"] = new JsonObject { ["holderIdentity"] = holder, ["leaseDurationSeconds"] = 15 },
    };

    /// <summary>Checks the Status object of a refusal.</summary>
    public static void Refused(JsonAnswer answer, int status, string reason, string message)
    {
        Assert.Equal(message, answer.Json.Text("message"));
        Assert.Equal(status, answer.Status);
        Assert.Equal(reason, answer.Json.Text("reason"));
        Assert.Equal("Status", answer.Json.Text("kind"));
        Assert.Equal(status, answer.Json["code"]!.GetValue<int>());
    }
}
