using System.Text.Json.Nodes;

namespace OfoWatcher.Tests.Fixtures.Cluster.ApiServer;

/// <summary>
/// The definitions of Argo's kinds: those in the folder that <c>OFO_TEST_CRDS</c> names, whose schemas refuse malformed
/// objects, or else ones without a schema, as Argo's minimal installation has.
/// </summary>
internal static class ArgoKinds
{
    /// <summary>Names a folder of CustomResourceDefinitions, as JSON or YAML.</summary>
    public const string Folder = "OFO_TEST_CRDS";

    private const string Path = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

    public static async Task DefineAsync(JsonApi admin)
    {
        foreach (var definition in Definitions())
        {
            (await admin.PostAsync(Path, definition)).ExpectOr(409);
            var name = definition.Text("metadata", "name");
            await Poll.UntilAsync(
                async () => IsServed((await admin.GetAsync($"{Path}/{name}")).Json), $"{name} is served");
        }

        foreach (var plural in new[] { "workflows", "workflowtemplates" })
        {
            await Poll.UntilAsync(
                async () => (await admin.GetAsync($"/apis/argoproj.io/v1alpha1/{plural}")).Status == 200,
                $"{plural} can be listed");
        }
    }

    private static IEnumerable<JsonObject> Definitions()
    {
        if (Environment.GetEnvironmentVariable(Folder) is { Length: > 0 } folder)
        {
            return Directory.EnumerateFiles(folder).Where(IsManifest).SelectMany(Manifests.Read)
                .Where(item => item.Text("spec", "names", "plural") is "workflows" or "workflowtemplates");
        }

        return [Minimal("Workflow"), Minimal("WorkflowTemplate")];
    }

    // JSON is YAML too.
    private static bool IsManifest(string file) => System.IO.Path.GetExtension(file) is ".json" or ".yaml" or ".yml";

    private static bool IsServed(JsonObject definition) => definition.Objects("status", "conditions").Any(condition =>
        condition.Text("type") == "Established" && condition.Text("status") == "True");

    private static JsonObject Minimal(string kind)
    {
        var singular = kind.ToLowerInvariant();
        return new JsonObject
        {
            ["apiVersion"] = "apiextensions.k8s.io/v1",
            ["kind"] = "CustomResourceDefinition",
            ["metadata"] = new JsonObject { ["name"] = $"{singular}s.argoproj.io" },
            ["spec"] = new JsonObject
            {
                ["group"] = "argoproj.io",
                ["scope"] = "Namespaced",
                ["names"] = new JsonObject
                {
                    ["kind"] = kind,
                    ["listKind"] = $"{kind}List",
                    ["plural"] = $"{singular}s",
                    ["singular"] = singular,
                },
                ["versions"] = new JsonArray(new JsonObject
                {
                    ["name"] = "v1alpha1",
                    ["served"] = true,
                    ["storage"] = true,
                    ["schema"] = new JsonObject
                    {
                        ["openAPIV3Schema"] = new JsonObject
                        {
                            ["type"] = "object",
                            ["x-kubernetes-preserve-unknown-fields"] = true,
                        },
                    },
                }),
            },
        };
    }
}
