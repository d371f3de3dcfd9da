using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using OfoWatcher.Tests.Fixtures.Cluster;
using OfoWatcher.Workflows;
using OfoWatcher.Workflows.Argo;
using static OfoWatcher.Tests.Workflows.Argo.ArgoRuns;

namespace OfoWatcher.Tests.Workflows.Argo;

public abstract class ArgoLaunchTests : IAsyncLifetime
{
    private readonly TestCluster cluster;
    private EngineOnCluster on = null!;

    private protected ArgoLaunchTests(ClusterFixture fixture) => cluster = fixture.Require();

    public async ValueTask InitializeAsync()
    {
        on = await EngineOnCluster.StartAsync(cluster);
        Assert.Null((await CheckAsync()).Obstacle);
        cluster.Proxy.Reset();
    }

    public async ValueTask DisposeAsync()
    {
        await on.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_launch_makes_the_Workflow_of_the_run_by_a_single_request_and_it_is_known_at_once()
    {
        var record = Record();

        await on.LaunchAsync(record);
        Assert.Equal(RunPhase.Pending, (await on.FindAsync(record))?.Phase);

        Assert.Equal("create workflows", Assert.Single(Asked));
        var made = await cluster.Argo.GetAsync(on.Namespace, record.Run);
        Assert.Equal("oak", made["metadata"]!["annotations"]![WorkflowLabels.ProjectName]!.GetValue<string>());
        Assert.Equal("ofo-watcher", made["metadata"]!["labels"]!["app.kubernetes.io/managed-by"]!.GetValue<string>());
        Assert.Equal("ofo-metashape", made["spec"]!["workflowTemplateRef"]!["name"]!.GetValue<string>());
        Assert.Equal(
            WorkflowManifest.ParameterNames(ArgoPipeline.Steps),
            made["spec"]!["arguments"]!["parameters"]!.AsArray().Select(p => p!["name"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_run_that_was_never_launched_leaves_no_trace() => Assert.Null(await on.FindAsync(Record()));

    [Fact]
    public async Task A_launch_that_is_repeated_by_another_watcher_meets_the_Workflow_that_is_there()
    {
        var record = Record();
        await on.LaunchAsync(record);
        await cluster.Argo.StartAsync(on.Namespace, record.Run);
        await using var other = await EngineOnCluster.StartAsync(cluster, on.Namespace);

        await other.LaunchAsync(record);

        Assert.Equal(RunPhase.Running, (await other.FindAsync(record))?.Phase);
    }

    [Fact]
    public async Task A_launch_whose_answer_was_lost_is_not_made_twice()
    {
        var record = Record();
        cluster.Proxy.LoseAnswers("create", "workflows");

        var lost = await Assert.ThrowsAsync<ClusterException>(() => on.LaunchAsync(record));
        Assert.Equal(ClusterFault.Unavailable, lost.Fault);
        await on.LaunchAsync(record);

        Assert.Single(cluster.Proxy.Requests, r => r.Is("create", "workflows") && r.Status == 409);
    }

    [Fact]
    public async Task A_Workflow_of_that_name_that_is_not_of_this_run_is_never_taken_for_it()
    {
        var record = Record();
        await on.LaunchAsync(record);
        await cluster.Argo.PatchAsync(on.Namespace, record.Run, new JsonObject
        {
            ["metadata"] = new JsonObject { ["labels"] = new JsonObject { [WorkflowLabels.Revision] = "other" } },
        });
        await using var other = await EngineOnCluster.StartAsync(cluster, on.Namespace);

        var fault = await Assert.ThrowsAsync<WorkflowConflictException>(() => other.LaunchAsync(record));

        Assert.Contains("“other”", fault.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<WorkflowConflictException>(() => other.FindAsync(record));
    }

    [Fact]
    public async Task Beside_a_Workflow_that_goes_no_other_of_the_same_project_is_made()
    {
        await on.LaunchAsync(Record());

        await Assert.ThrowsAsync<WorkflowConflictException>(() => on.LaunchAsync(Record(attempt: 2)));
        await on.LaunchAsync(Record("pine"));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    [InlineData(500)]
    public async Task A_server_that_is_busy_is_asked_again_as_it_says(int status)
    {
        var answer = status switch
        {
            429 => InjectedAnswer.TooManyRequests(retryAfter: 0),
            503 => InjectedAnswer.Unavailable,
            _ => InjectedAnswer.InternalError,
        };
        cluster.Proxy.Answer("create", "workflows", answer, times: 2);

        await on.LaunchAsync(Record());

        Assert.Equal(3, cluster.Proxy.Count("create", "workflows"));
    }

    [Fact]
    public async Task Credentials_that_are_accepted_no_longer_are_read_anew()
    {
        cluster.Proxy.Answer("create", "workflows", InjectedAnswer.Unauthorized, times: 1);

        await on.LaunchAsync(Record());

        Assert.Equal(2, cluster.Proxy.Count("create", "workflows"));
    }

    [Fact]
    public async Task A_right_that_is_missing_is_named()
    {
        await cluster.ForbidAsync(on.Namespace, "create", "workflows");

        var fault = await Assert.ThrowsAsync<ClusterException>(() => on.LaunchAsync(Record()));

        Assert.Equal(ClusterFault.Forbidden, fault.Fault);
        Assert.Contains(
            $"lacks the verb create on workflows.argoproj.io in namespace {on.Namespace}", fault.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_template_nothing_can_be_launched_and_one_look_serves_many_launches()
    {
        await CheckAsync();
        await CheckAsync();
        Assert.Equal(0, cluster.Proxy.Count("get", "workflowtemplates"));

        await cluster.DeleteTemplateAsync(on.Namespace);
        await using var other = await EngineOnCluster.StartAsync(cluster, on.Namespace);
        var obstacle = (await other.Engine.CheckAsync(TestContext.Current.CancellationToken)).Obstacle;
        Assert.Contains("WorkflowTemplate ofo-metashape is missing", obstacle, StringComparison.Ordinal);
        Assert.Contains("kubectl apply", obstacle, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "photo-path", "does not declare photo-path:")]
    [InlineData(true, "colour", "wants colour, which the watcher does not pass")]
    public async Task A_template_that_does_not_take_what_is_passed_is_told(bool isDeclared, string name, string words)
    {
        var names = WorkflowManifest.ParameterNames(ArgoPipeline.Steps);
        await PatchTemplateAsync(new JsonArray(
        [
            .. (isDeclared ? names.Append(name) : names.Except([name])).Select(declared => new JsonObject { ["name"] = declared }),
            new JsonObject { ["name"] = "size", ["value"] = "7" },
        ]));
        await using var other = await EngineOnCluster.StartAsync(cluster, on.Namespace);

        var readiness = await other.Engine.CheckAsync(TestContext.Current.CancellationToken);

        Assert.Contains(words, readiness.Obstacle, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("4", 4)]
    [InlineData("0", 0)]
    [InlineData("many", null)]
    [InlineData("-1", null)]
    [InlineData(null, null)]
    public async Task As_many_runs_can_do_something_as_there_are_licences(string? licences, int? runs)
    {
        var limits = new V1ConfigMap
        {
            Metadata = new V1ObjectMeta { Name = "ofo-limits" },
            Data = new Dictionary<string, string> { [licences is null ? "other" : "metashape-licenses"] = licences ?? "1" },
        };
        await cluster.Admin.CoreV1.CreateNamespacedConfigMapAsync(
            limits, on.Namespace, cancellationToken: TestContext.Current.CancellationToken);
        await using var other = await EngineOnCluster.StartAsync(cluster, on.Namespace);

        var readiness = await other.Engine.CheckAsync(TestContext.Current.CancellationToken);

        Assert.Equal(runs, readiness.MostRuns);
        Assert.Equal(
            runs == 0 ? "no Metashape licence may be used: metashape-licenses in the ConfigMap ofo-limits is 0" : null,
            readiness.Obstacle);
        await CheckAsync();
        Assert.Equal(1, cluster.Proxy.Count("get", "configmaps"));
    }

    [Fact]
    public async Task Without_limits_or_the_right_to_read_them_none_is_known()
    {
        Assert.Null((await CheckAsync()).MostRuns);
        await cluster.ForbidAsync(on.Namespace, "get", "configmaps");
        await using var other = await EngineOnCluster.StartAsync(cluster, on.Namespace);

        var readiness = await other.Engine.CheckAsync(TestContext.Current.CancellationToken);

        Assert.Equal((null, null), (readiness.Obstacle, readiness.MostRuns));
    }

    [Fact]
    public async Task A_changed_template_is_another_version()
    {
        var before = (await CheckAsync()).Version;
        await cluster.DeleteTemplateAsync(on.Namespace);
        await cluster.ApplyTemplateAsync(on.Namespace);
        await using var other = await EngineOnCluster.StartAsync(cluster, on.Namespace);

        Assert.NotEqual(before, (await other.Engine.CheckAsync(TestContext.Current.CancellationToken)).Version);
    }

    private IEnumerable<string> Asked =>
        cluster.Proxy.Requests.Where(request => !request.IsWatch).Select(request => $"{request.Verb} {request.Resource}");

    private Task<EngineReadiness> CheckAsync() => on.Engine.CheckAsync(TestContext.Current.CancellationToken);

    private async Task PatchTemplateAsync(JsonArray parameters)
    {
        var patch = new JsonObject
        {
            ["spec"] = new JsonObject
            {
                ["arguments"] = new JsonObject { ["parameters"] = parameters },
            },
        };
        await cluster.Admin.CustomObjects.PatchNamespacedCustomObjectWithHttpMessagesAsync<JsonObject>(
            new V1Patch(patch, V1Patch.PatchType.MergePatch),
            Workflow.Group, Workflow.Version, on.Namespace, "workflowtemplates", "ofo-metashape");
    }
}

[Collection(nameof(DoubleCluster))]
public sealed class ArgoLaunchOnDoubleTests(DoubleCluster cluster) : ArgoLaunchTests(cluster);

[Collection(nameof(ApiServerCluster))]
public sealed class ArgoLaunchOnApiServerTests(ApiServerCluster cluster) : ArgoLaunchTests(cluster);
