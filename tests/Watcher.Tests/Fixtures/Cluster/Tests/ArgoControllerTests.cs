using System.Text.Json.Nodes;
using k8s;

namespace OfoWatcher.Tests.Fixtures.Cluster.Tests;

public abstract class ArgoControllerTests : IAsyncLifetime
{
    private readonly TestCluster cluster;
    private readonly JsonApi api;
    private string ns = "";

    private protected ArgoControllerTests(ClusterFixture fixture)
    {
        cluster = fixture.Require();
        api = cluster.Api(TestUsers.Admin);
    }

    public async ValueTask InitializeAsync()
    {
        ns = await cluster.MakeNamespaceAsync();
        (await api.PostAsync(Sample.Workflows(ns), Sample.Workflow("run-1"))).Expect();
    }

    public ValueTask DisposeAsync()
    {
        api.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Workflow_runs_and_succeeds()
    {
        await cluster.Argo.StartAsync(ns, "run-1");
        var running = await cluster.Argo.GetAsync(ns, "run-1");
        await cluster.Argo.SucceedAsync(ns, "run-1");
        var ended = await cluster.Argo.GetAsync(ns, "run-1");

        Assert.Equal("Running/false/Running", State(running));
        Assert.Equal("Succeeded/true/Succeeded", State(ended));
        Assert.Equal("v2", ended.Text("metadata", "annotations", ArgoController.PodNamesAnnotation));
        Assert.NotNull(ended.Text("status", "finishedAt"));
    }

    [Fact]
    public async Task Failed_step_has_a_pod_whose_log_can_be_read()
    {
        await cluster.Argo.StartAsync(ns, "run-1");
        var pod = await cluster.Argo.FailAsync(ns, "run-1", "align", "Error (exit code 1)", 1);
        await cluster.SetPodLogAsync(ns, pod, "main", ["one", "two", "three"]);

        var failed = await cluster.Argo.GetAsync(ns, "run-1");
        var node = (failed.At("status", "nodes") as JsonObject)!.Single(node => node.Value.Text("type") == "Pod").Value;
        using var watcher = cluster.Api(TestUsers.Watcher);
        var log = await watcher.TextAsync($"/api/v1/namespaces/{ns}/pods/{pod}/log?container=main&tailLines=2");

        Assert.Equal("Failed/true/Failed", State(failed));
        Assert.Equal("align", node.Text("displayName"));
        Assert.Equal("1", node.Text("outputs", "exitCode"));
        Assert.Equal(pod, ArgoController.PodNameOf("run-1", "align", node.Text("id")!));
        Assert.Equal((200, "two\nthree\n"), log);
    }

    [Fact]
    public async Task Log_is_read_by_the_client_library()
    {
        var pod = await cluster.Argo.FailAsync(ns, "run-1", null, "OOMKilled (exit code 137)", 137);
        await cluster.SetPodLogAsync(ns, pod, "wait", ["sidecar"]);
        await cluster.SetPodLogAsync(ns, pod, "main", ["old"]);
        await cluster.SetPodLogAsync(ns, pod, "main", ["first", "last"]);
        using var client = cluster.Client(ns, TestUsers.Watcher);

        await using var log = await client.ReadNamespacedPodLogAsync(
            pod, ns, container: "main", tailLines: 1, cancellationToken: TestContext.Current.CancellationToken);
        using var reader = new StreamReader(log);

        Assert.Equal("run-1", pod);
        Assert.Equal("last\n", await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Log_of_no_pod_and_of_no_container_is_refused()
    {
        await cluster.SetPodLogAsync(ns, "pod", "main", ["line"]);
        var pods = $"/api/v1/namespaces/{ns}/pods";

        Sample.Refused(
            await api.GetAsync($"{pods}/none/log?container=main"), 404, "NotFound", "pods \"none\" not found");
        Sample.Refused(
            await api.GetAsync($"{pods}/pod/log?container=other"), 400, "BadRequest",
            "container other is not valid for pod pod");
    }

    [Fact]
    public async Task Refused_specification_fails_without_a_node()
    {
        await cluster.Argo.FailSpecificationAsync(ns, "run-1", "invalid spec: templates.main is missing");
        var failed = await cluster.Argo.GetAsync(ns, "run-1");

        Assert.Equal("Failed/true/Failed", State(failed));
        Assert.Equal("invalid spec: templates.main is missing", failed.Text("status", "message"));
        Assert.Null(failed.At("status", "nodes"));
    }

    [Fact]
    public async Task Retried_workflow_is_no_longer_complete()
    {
        await cluster.Argo.FailAsync(ns, "run-1", "align", "Error (exit code 1)", 1);
        await cluster.Argo.RetryAsync(ns, "run-1");
        var retried = await cluster.Argo.GetAsync(ns, "run-1");

        Assert.Equal("Running//", State(retried));
        Assert.Null(retried.Text("status", "finishedAt"));
        Assert.Empty((JsonObject)retried.At("status", "nodes")!);
    }

    [Fact]
    public async Task Resubmitted_workflow_has_a_new_name_and_the_old_labels()
    {
        await cluster.Argo.SucceedAsync(ns, "run-1");
        var name = await cluster.Argo.ResubmitAsync(ns, "run-1");
        var again = await cluster.Argo.GetAsync(ns, name);

        Assert.Matches("^run-1-[a-z0-9]{5}$", name);
        Assert.Equal("//", State(again));
        Assert.Equal("site", again.Text("metadata", "labels", "project"));
        Assert.Equal("run-1", again.Text("metadata", "labels", ArgoController.ResubmittedLabel));
        Assert.Equal("kept", again.Text("metadata", "annotations", "note"));
        Assert.Equal(MetashapeTemplate.Name, again.Text("spec", "workflowTemplateRef", "name"));
    }

    private static string State(JsonObject workflow) => string.Join(
        '/',
        workflow.Text("metadata", "labels", ArgoController.PhaseLabel),
        workflow.Text("metadata", "labels", ArgoController.CompletedLabel),
        workflow.Text("status", "phase"));
}

[Collection(nameof(DoubleCluster))]
public sealed class DoubleArgoControllerTests(DoubleCluster fixture) : ArgoControllerTests(fixture);

[Collection(nameof(ApiServerCluster))]
public sealed class ApiServerArgoControllerTests(ApiServerCluster fixture) : ArgoControllerTests(fixture);
