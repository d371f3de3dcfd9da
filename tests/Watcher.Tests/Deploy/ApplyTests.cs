using System.Diagnostics;
using System.Text.Json.Nodes;
using k8s;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Tests.Fixtures.Cluster;
using OfoWatcher.Workflows.Argo;

namespace OfoWatcher.Tests.Deploy;

/// <summary>What a real API server, with Argo's own schemas where they are at hand, says to the manifests.</summary>
[Collection(nameof(ApiServerCluster))]
public sealed class ApplyTests(ApiServerCluster fixture)
{
    private readonly TestCluster cluster = fixture.Require();

    [Fact]
    public async Task Kubectl_applies_the_base_and_a_second_time_nothing_changes()
    {
        var cancellation = TestContext.Current.CancellationToken;
        Shell.Require("kubectl");
        var version = await cluster.Admin.Version.GetCodeAsync(cancellation);
        if ((await cluster.Admin.CoreV1.ListNamespaceAsync(cancellationToken: cancellation)).Items
            .All(space => space.Metadata.Name != Manifests.Namespace))
        {
            await cluster.Admin.CoreV1.CreateNamespaceAsync(
                new k8s.Models.V1Namespace { Metadata = new() { Name = Manifests.Namespace } },
                cancellationToken: cancellation);
        }

        // Servers before 1.21 know a CronJob by its earlier version only.
        var render = $"kubectl kustomize '{Repository.PathOf("deploy")}'"
            + (version.Minor == "20" ? " | sed 's#batch/v1$#batch/v1beta1#'" : "");
        var apply = $"{render} | kubectl apply -f -";
        var first = await RunAsync(apply);
        var second = await RunAsync(apply);

        Assert.Contains("deployment.apps/ofo-watcher created", first);
        Assert.Contains("cronjob.batch/ofo-watcher created", first);
        Assert.Contains("workflowtemplate.argoproj.io/ofo-metashape created", first);
        Assert.Contains("workflowtemplate.argoproj.io/ofo-metashape-single created", first);
        Assert.Contains("configmap/ofo-limits created", first);
        Assert.Contains("configmap/ofo-run-step created", first);
        Assert.Equal(first.Count, second.Count);
        Assert.All(second, line => Assert.EndsWith(" unchanged", line, StringComparison.Ordinal));
    }

    // With Argo's own schema a server drops what it does not know.
    [Theory]
    [InlineData("workflow.yaml")]
    [InlineData("workflow-single.yaml")]
    public async Task A_template_is_kept_as_it_is_written(string file)
    {
        var space = await cluster.MakeNamespaceAsync();
        var written = Assert.Single(Fixtures.Cluster.Manifests.Read(Repository.PathOf("deploy", file)));
        written["metadata"]!["name"] = "another";

        var kept = await cluster.Admin.CustomObjects.CreateNamespacedCustomObjectAsync<JsonObject>(
            written, Workflow.Group, Workflow.Version, space, "workflowtemplates",
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.True(JsonNode.DeepEquals(written["spec"], kept["spec"]), kept["spec"]!.ToJsonString());
    }

    [Fact]
    public async Task A_rendered_Workflow_is_accepted_as_it_is()
    {
        var space = await cluster.MakeNamespaceAsync();
        var yaml = WorkflowYaml.Write(
            WorkflowManifest.For(Workflows.Argo.ArgoRuns.Record("2026-06-12"), new ArgoOptions(), space));

        var made = await cluster.Admin.CustomObjects.CreateNamespacedCustomObjectAsync<JsonObject>(
            KubernetesYaml.Deserialize<Dictionary<string, object>>(yaml), Workflow.Group, Workflow.Version, space,
            Workflow.Plural, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("2026-06-12", made["spec"]!["arguments"]!["parameters"]![0]!["value"]!.GetValue<string>());
    }

    // Straight to the server: over plain HTTP kubectl keeps its credentials to itself.
    private string Kubeconfig => $$"""
        apiVersion: v1
        kind: Config
        current-context: test
        contexts: [{ name: test, context: { cluster: test, user: test } }]
        clusters: [{ name: test, cluster: { server: "{{cluster.Admin.BaseUri}}", insecure-skip-tls-verify: true } }]
        users: [{ name: test, user: { token: {{TestUsers.TokenOf(TestUsers.Admin)}} } }]
        """;

    /// <summary>Runs a line of shell as the administrator.</summary>
    /// <returns>The lines that it printed.</returns>
    private async Task<IReadOnlyList<string>> RunAsync(string line)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo("bash", ["-o", "pipefail", "-c", line])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var folder = new TemporaryFolder();
        start.Environment["KUBECONFIG"] = folder["kubeconfig"];
        File.WriteAllText(folder["kubeconfig"], Kubeconfig);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        var output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        Assert.True(process.ExitCode == 0, $"{line}: {await errors}");
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
