using System.Text.Json.Nodes;
using OfoWatcher.Notifications;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Tests.Fixtures.Cluster;

namespace OfoWatcher.Tests.EndToEnd.Argo;

/// <summary>What <c>kubectl describe</c> shows of a Workflow and of the watcher's pod.</summary>
public abstract class ClusterEventTests : ArgoTests
{
    private protected ClusterEventTests(ClusterFixture fixture)
        : base(fixture)
    {
    }

    [Fact]
    public async Task A_run_has_its_story_beside_its_Workflow_and_the_watcher_its_own_beside_its_pod()
    {
        Share.AddPhotos("oak");
        Share.AddPhotos("pine", count: 2);
        await using var watcher = Share.Start();
        var run = await Share.BegunAsync("oak");
        await Share.SucceedAsync("oak", run);
        await Share.CompletedAsync("oak");

        var uid = (await Cluster.Argo.GetAsync(Share.Namespace, run)).Text("metadata", "uid");
        var launched = await EventAsync("Workflow", run, "Launched");
        var completed = await EventAsync("Workflow", run, "Completed");
        var leading = await EventAsync("Pod", "ofo-watcher-0", "Leading");
        var invalid = await EventAsync("Pod", "ofo-watcher-0", "ProjectInvalid");
        Assert.All([launched, completed], it => Assert.Equal(uid, it.Text("involvedObject", "uid")));
        Assert.Equal("Launched for project oak, attempt 1", launched.Text("message"));
        Assert.StartsWith("Project oak is COMPLETED: ", completed.Text("message"), StringComparison.Ordinal);
        Assert.StartsWith("Project pine is INVALID: ", invalid.Text("message"), StringComparison.Ordinal);
        Assert.Equal(
            ["Normal", "Normal", "Normal", "Warning"],
            new[] { launched, completed, leading, invalid }.Select(it => it.Text("type")));
    }

    [Fact]
    public async Task Without_the_right_to_write_them_all_goes_on_and_that_is_said_once()
    {
        await Cluster.ForbidAsync(Share.Namespace, "create", "events");
        Share.AddPhotos("oak");
        await using var watcher = Share.Start();
        var run = await Share.BegunAsync("oak");
        await Share.SucceedAsync("oak", run);
        await Share.CompletedAsync("oak");
        await watcher.StopAsync();

        SaidOnce(watcher, "Events are not written to the cluster");
        SaidOnce(watcher, "lacks the verb create on events");
    }

    [Fact]
    public async Task A_project_that_nothing_can_be_launched_for_is_stuck_until_it_can()
    {
        await Cluster.DeleteTemplateAsync(Share.Namespace);
        Share.AddPhotos("oak");
        await using var watcher = Share.Start("--Notifications:StuckAfter=00:00:02");
        await watcher.SaysAsync("oak: stuck for ");
        var stuck = await EventAsync("Pod", "ofo-watcher-0", "ProjectStuck");
        Assert.StartsWith("Project oak is stuck: ready; ", stuck.Text("message"), StringComparison.Ordinal);
        Assert.True(File.Exists(Share.Result("oak", StuckNote.FileName)));

        await Cluster.ApplyTemplateAsync(Share.Namespace);
        await Share.LaunchedAsync("oak");
        await watcher.SaysAsync("oak: no longer stuck");
        Assert.False(File.Exists(Share.Result("oak", StuckNote.FileName)));
        SaidOnce(watcher, "oak: stuck for ");
    }

    private async Task<JsonObject> EventAsync(string kind, string name, string reason)
    {
        JsonObject? found = null;
        await Eventually.TrueAsync(
            async () => (found = (await EventsAsync()).FirstOrDefault(it =>
                it.Text("involvedObject", "kind") == kind && it.Text("involvedObject", "name") == name
                && it.Text("reason") == reason)) is not null,
            $"{kind} {name} has an Event {reason}");
        return found!;
    }

    private async Task<IReadOnlyList<JsonObject>> EventsAsync()
    {
        using var api = Cluster.Api(TestUsers.Admin);
        return [.. (await api.GetAsync($"/api/v1/namespaces/{Share.Namespace}/events")).Expect().Objects("items")];
    }
}

[Collection(nameof(DoubleCluster))]
public sealed class DoubleClusterEventTests(DoubleCluster fixture) : ClusterEventTests(fixture);

[Collection(nameof(ApiServerCluster))]
public sealed class ApiServerClusterEventTests(ApiServerCluster fixture) : ClusterEventTests(fixture);
