using System.Text.Json.Nodes;
using OfoWatcher.Telemetry;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Tests.Fixtures.Cluster;
using OfoWatcher.Workflows;
using OfoWatcher.Workflows.Argo;
using static OfoWatcher.Tests.Workflows.Argo.ArgoRuns;

namespace OfoWatcher.Tests.Workflows.Argo;

public abstract class ArgoFollowTests : IAsyncLifetime
{
    private readonly TestCluster cluster;
    private readonly RunRecord record = Record() with { LaunchedAt = Now };
    private EngineOnCluster on = null!;

    private protected ArgoFollowTests(ClusterFixture fixture) => cluster = fixture.Require();

    public async ValueTask InitializeAsync()
    {
        on = await EngineOnCluster.StartAsync(cluster);
        await on.LaunchAsync(record);
    }

    public async ValueTask DisposeAsync()
    {
        await on.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_run_is_followed_by_one_watch_and_read_as_a_whole_once_while_it_goes_and_once_when_it_has_ended()
    {
        await cluster.Argo.StartAsync(on.Namespace, record.Run);
        await on.SeesAsync(record, RunPhase.Running);
        await on.SeesAsync(record, RunPhase.Running);
        Assert.Equal(1, cluster.Proxy.Count("get", "workflows"));

        await cluster.Argo.SucceedAsync(on.Namespace, record.Run);
        await on.SeesAsync(record, RunPhase.Succeeded);
        var run = await on.FindAsync(record);

        Assert.NotNull(run?.StartedAt);
        Assert.NotNull(run.EndedAt);
        Assert.Equal(2, cluster.Proxy.Count("get", "workflows"));
        Assert.Equal(1, cluster.Proxy.Count("list", "workflows"));
        Assert.Equal(1, cluster.Proxy.Count("watch", "workflows"));
        Assert.All(
            cluster.Proxy.Requests.Where(r => r.Is("list", "workflows") || r.Is("watch", "workflows")),
            request => Assert.Contains("as=PartialObjectMetadata", request.Accept, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failed_run_tells_its_step_the_reason_and_the_last_lines_of_its_pod()
    {
        var pod = await cluster.Argo.FailAsync(on.Namespace, record.Run, "metashape", "OOMKilled (exit code 137)", 137);
        await cluster.SetPodLogAsync(
            on.Namespace, pod, "main", [.. Enumerable.Range(1, 30).Select(line => $"line {line}"), "\u001b[31mno memory\u001b[0m"]);

        await on.SeesAsync(record, RunPhase.Failed);
        // Read before the log was there, it would be kept: a watcher of its own reads it afresh.
        await using var other = await EngineOnCluster.StartAsync(cluster, on.Namespace);
        var run = await other.FindAsync(record);

        Assert.Equal("out of memory in metashape (OOMKilled (exit code 137))", run?.Message);
        Assert.Equal("metashape", run?.FailedStep);
        Assert.Equal(20, run?.LastLogLines?.Count);
        Assert.Equal(["line 30", "no memory"], run?.LastLogLines?.TakeLast(2));
    }

    [Fact]
    public async Task A_log_that_cannot_be_read_is_told_in_its_place_and_hides_nothing_else()
    {
        await cluster.ForbidAsync(on.Namespace, "get", "pods/log");
        await cluster.Argo.FailAsync(on.Namespace, record.Run, "metashape", "Error (exit code 1)", 1);
        await on.SeesAsync(record, RunPhase.Failed);

        var run = await on.FindAsync(record);

        Assert.Equal("metashape failed: Error (exit code 1)", run?.Message);
        Assert.Contains("lacks the verb get on pods/log", Assert.Single(run!.LastLogLines!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Failed", "invalid spec: template name 'x' undefined")]
    [InlineData("Error", "workflowtemplates.argoproj.io \"ofo-metashape\" not found")]
    public async Task A_specification_that_Argo_refuses_is_known_as_such(string phase, string message)
    {
        await cluster.Argo.FailSpecificationAsync(on.Namespace, record.Run, message, phase);
        await on.SeesAsync(record, RunPhase.Failed);

        var run = await on.FindAsync(record);

        Assert.True(run?.IsSpecificationWrong);
        Assert.Contains(message, run!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_asks_the_Workflow_to_end_with_its_exit_handlers_and_may_be_asked_again()
    {
        await on.Engine.StopAsync(record, TestContext.Current.CancellationToken);
        await on.Engine.StopAsync(record, TestContext.Current.CancellationToken);

        var workflow = await cluster.Argo.GetAsync(on.Namespace, record.Run);
        Assert.Equal("Stop", workflow["spec"]!["shutdown"]!.GetValue<string>());
        Assert.Equal("ofo-metashape", workflow["spec"]!["workflowTemplateRef"]!["name"]!.GetValue<string>());

        await cluster.Argo.DeleteAsync(on.Namespace, record.Run);
        await on.Engine.StopAsync(record, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_deleted_run_is_gone_but_not_where_the_template_is_missing_too()
    {
        await cluster.Argo.DeleteAsync(on.Namespace, record.Run);
        await Eventually.TrueAsync(async () => await on.FindAsync(record) is null, "the run is gone");

        await cluster.DeleteTemplateAsync(on.Namespace);
        var fault = await Assert.ThrowsAsync<ClusterException>(() => on.FindAsync(record));
        Assert.Contains("is missing in namespace", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_retried_run_and_a_resubmitted_one_are_seen_to_go_again()
    {
        var closed = record with { ClosedAt = Now, EndPhase = RunPhase.Failed };
        await cluster.Argo.FailAsync(on.Namespace, record.Run, null, "Error (exit code 1)", 1);
        await on.SeesAsync(record, RunPhase.Failed);
        Assert.Null(Revival(closed));

        await cluster.Argo.RetryAsync(on.Namespace, record.Run);
        await Eventually.TrueAsync(() => Revival(closed)?.Workflow == record.Run, "the retry is seen");
        await cluster.Argo.FailAsync(on.Namespace, record.Run, null, "Error (exit code 1)", 1);
        await Eventually.TrueAsync(() => Revival(closed) is null, "it has ended again");

        var again = await cluster.Argo.ResubmitAsync(on.Namespace, record.Run);
        await Eventually.TrueAsync(() => Revival(closed)?.Workflow == again, "the resubmission is seen");
        Assert.Equal(RunPhase.Pending, (await on.FindAsync(record with { Workflow = again }))?.Phase);
    }

    [Fact]
    public async Task A_watch_that_is_closed_goes_on_where_it_was_without_a_new_list()
    {
        cluster.Proxy.CloseWatchesAfter = TimeSpan.FromMilliseconds(200);
        cluster.Proxy.CloseWatches();
        await Eventually.TrueAsync(() => cluster.Proxy.Count("watch", "workflows") > 3, "the watch was closed often");

        await cluster.Argo.SucceedAsync(on.Namespace, record.Run);
        await on.SeesAsync(record, RunPhase.Succeeded);

        Assert.Equal(1, cluster.Proxy.Count("list", "workflows"));
        Assert.Contains("oak", on.Changes);
    }

    [Fact]
    public async Task A_version_that_is_no_longer_kept_leads_to_one_new_list_and_nothing_is_missed()
    {
        await Eventually.TrueAsync(() => cluster.Proxy.Count("watch", "workflows") == 1, "it is watched");
        cluster.Proxy.Cut();
        await cluster.Argo.DeleteAsync(on.Namespace, record.Run);
        cluster.Proxy.ExpireWatches();
        cluster.Proxy.Restore();

        await Eventually.TrueAsync(async () => await FindOrNothingAsync() is null, "the deletion is seen");
        Assert.Equal(2, cluster.Proxy.Count("list", "workflows"));
    }

    [Fact]
    public async Task While_the_cluster_gives_no_answer_the_last_state_stands_and_that_is_told_once()
    {
        await cluster.Argo.StartAsync(on.Namespace, record.Run);
        await on.SeesAsync(record, RunPhase.Running);
        cluster.Proxy.Cut();
        await Eventually.TrueAsync(() => on.Health.Faults.ContainsKey(HealthBoard.Cluster), "the fault is noted");

        Assert.Equal(RunPhase.Running, (await on.FindAsync(record))?.Phase);
        await Assert.ThrowsAsync<ClusterException>(() => on.FindAsync(Record("pine") with { LaunchedAt = Now }));

        await cluster.Argo.SucceedAsync(on.Namespace, record.Run);
        cluster.Proxy.Restore();
        await on.SeesAsync(record, RunPhase.Succeeded);
        Assert.Empty(on.Health.Faults);
        Assert.Equal(1, on.Log.Count("cannot be followed"));
        Assert.Equal(1, on.Log.Count("followed again"));
    }

    [Fact]
    public async Task Only_the_Workflows_of_this_watcher_are_looked_at()
    {
        var foreign = await cluster.Argo.ResubmitAsync(on.Namespace, record.Run);
        await cluster.Argo.PatchAsync(on.Namespace, foreign, new JsonObject
        {
            ["metadata"] = new JsonObject { ["labels"] = new JsonObject { [WorkflowLabels.Instance] = "another" } },
        });
        await using var other = await EngineOnCluster.StartAsync(cluster, on.Namespace);
        await Eventually.TrueAsync(() => other.Changes.Count > 0, "the first list has been made");

        Assert.Equal(["oak"], other.Changes);
        Assert.Equal(record.Run, other.Engine.FindRevival("oak", Revision, [record with { ClosedAt = Now }])?.Workflow);
    }

    private Revival? Revival(RunRecord closed) => on.Engine.FindRevival("oak", Revision, [closed]);

    private async Task<Run?> FindOrNothingAsync()
    {
        try
        {
            return await on.FindAsync(record);
        }
        catch (ClusterException)
        {
            return new Run(RunPhase.Running); // Not to be known yet.
        }
    }
}

[Collection(nameof(DoubleCluster))]
public sealed class ArgoFollowOnDoubleTests(DoubleCluster cluster) : ArgoFollowTests(cluster);

[Collection(nameof(ApiServerCluster))]
public sealed class ArgoFollowOnApiServerTests(ApiServerCluster cluster) : ArgoFollowTests(cluster);
