using System.Text.Json.Nodes;
using k8s;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Tests.Fixtures.Cluster;
using OfoWatcher.Workflows;
using OfoWatcher.Workflows.Argo;
using static OfoWatcher.Tests.Workflows.Argo.ArgoRuns;

namespace OfoWatcher.Tests.Workflows.Argo;

public abstract class ArgoFollowUpTests : IAsyncLifetime
{
    private const string Template = "postprocessing";

    private readonly TestCluster cluster;
    private readonly RunRecord record = Record() with { LaunchedAt = Now };
    private EngineOnCluster on = null!;

    private protected ArgoFollowUpTests(ClusterFixture fixture) => cluster = fixture.Require();

    public async ValueTask InitializeAsync()
    {
        on = await EngineOnCluster.StartAsync(cluster);
        await on.LaunchAsync(record);
        await cluster.Argo.SucceedAsync(on.Namespace, record.Run);
        await on.SeesAsync(record, RunPhase.Succeeded);
    }

    public async ValueTask DisposeAsync()
    {
        await on.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_follows_a_run_gets_its_parameters_and_is_made_once()
    {
        var name = await FollowAsync();
        Assert.Equal(name, await FollowAsync());

        var made = await cluster.Argo.GetAsync(on.Namespace, name);
        Assert.Equal($"{record.Run}-after", name);
        Assert.Equal(Template, made.Text("spec", "workflowTemplateRef", "name"));
        Assert.Equal(
            ["project-name=oak", "photo-path=/ofo-share/oak", $"config-file={record.ConfigFile}",
                $"project-path={record.Folder}/project", $"output-path={record.Folder}/output", "upload-to="],
            made.Objects("spec", "arguments", "parameters").Select(p => $"{p.Text("name")}={p.Text("value")}"));
        Assert.Equal(record.Run, made.Text("metadata", "labels", WorkflowLabels.Follows));
        Assert.Equal(WorkflowLabels.Manager, made.Text("metadata", "labels", WorkflowLabels.ManagedBy));
    }

    [Fact]
    public async Task What_follows_a_run_is_never_taken_for_a_run()
    {
        var name = await FollowAsync();
        await cluster.Argo.StartAsync(on.Namespace, name);
        await using var other = await EngineOnCluster.StartAsync(cluster, on.Namespace);
        await other.LaunchAsync(Record("pine"));
        await Eventually.TrueAsync(
            () => on.Changes.Contains("pine") && other.Changes.Contains("oak"), "one has watched, one has listed what there is");

        var closed = record with { ClosedAt = Now, EndPhase = RunPhase.Succeeded };
        Assert.All([on, other], each => Assert.Null(each.Engine.FindRevival("oak", Revision, [closed])));
        await other.LaunchAsync(Record(attempt: 2)); // Nothing of that project goes.
    }

    [Fact]
    public async Task Another_Workflow_of_that_name_is_not_taken_for_it()
    {
        await cluster.Argo.PatchAsync(on.Namespace, await FollowAsync(), new JsonObject
        {
            ["metadata"] = new JsonObject { ["labels"] = new JsonObject { [WorkflowLabels.Follows] = "other" } },
        });

        Assert.Equal(ClusterFault.Conflict, (await Assert.ThrowsAsync<ClusterException>(FollowAsync)).Fault);
    }

    [Fact]
    public async Task Where_the_template_is_known_to_be_missing_nothing_is_started()
    {
        await cluster.DeleteTemplateAsync(on.Namespace);

        var fault = await Assert.ThrowsAsync<ClusterException>(() =>
            on.Engine.FollowUpAsync(record, MetashapeTemplate.Name, TestContext.Current.CancellationToken));

        Assert.Contains($"the WorkflowTemplate {MetashapeTemplate.Name}, which is to follow", fault.Message, StringComparison.Ordinal);
        Assert.Single(await WorkflowsAsync());
    }

    private Task<string> FollowAsync() =>
        on.Engine.FollowUpAsync(record, Template, TestContext.Current.CancellationToken);

    private async Task<IEnumerable<JsonObject>> WorkflowsAsync() =>
        (await cluster.Admin.CustomObjects.ListNamespacedCustomObjectAsync<JsonObject>(
            Workflow.Group, Workflow.Version, on.Namespace, Workflow.Plural)).Objects("items");
}

[Collection(nameof(DoubleCluster))]
public sealed class ArgoFollowUpOnDoubleTests(DoubleCluster cluster) : ArgoFollowUpTests(cluster);

[Collection(nameof(ApiServerCluster))]
public sealed class ArgoFollowUpOnApiServerTests(ApiServerCluster cluster) : ArgoFollowUpTests(cluster);
