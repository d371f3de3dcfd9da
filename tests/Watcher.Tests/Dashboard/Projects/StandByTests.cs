using Microsoft.Extensions.DependencyInjection;
using OfoWatcher.Notifications;
using OfoWatcher.Tests.Fixtures.Cluster;
using OfoWatcher.Tests.Markers;
using OfoWatcher.Tests.Workflows.Argo;
using OfoWatcher.Workflows;

namespace OfoWatcher.Tests.Dashboard.Projects;

[Collection(nameof(DoubleCluster))]
public sealed class StandByTests(DoubleCluster fixture)
{
    private const string ArgoUrl = "--Dashboard:ArgoUrl=https://argo.example.org/{workflow}";

    [Fact]
    public async Task A_replica_that_stands_by_tells_every_step_of_a_run_that_another_follows()
    {
        var cluster = fixture.Require();
        await using var leader = await EngineOnCluster.StartAsync(cluster);
        await using var own = EngineOnCluster.StandBy(cluster, leader.Namespace);
        await using var served = new ServedShare(ArgoUrl);
        served.Services.AddSingleton<IWorkflowEngine>(own.Engine);
        var record = served.Write(ArgoRuns.Record() with
        {
            Folder = served.Share.Result("oak", ArgoRuns.Record().Run),
            LaunchedAt = ServedShare.Noon,
        });
        served.Write("oak", "status.txt", "Running: step 2 of 8\n");
        await leader.LaunchAsync(record);
        await cluster.Argo.ShowAsync(
            leader.Namespace, record.Run, "Running",
            new ArgoTask("setup", "Succeeded", new ArgoTry("Succeeded")),
            new ArgoTask("align-cameras", "Running", new ArgoTry("Running")));
        await served.StartAsync(); // As one that stands by.

        var shown = await served.FindAsync(record.Project);

        Assert.Equal(
            ["Launched attempt 1 launched", "Step setup", "Step align_cameras"],
            shown.GetProperty("timeline").EnumerateArray()
                .Select(happened => $"{happened.GetProperty("kind")} {happened.GetProperty("words")}"));
        Assert.Equal(
            $"https://argo.example.org/{record.Run}", shown.GetProperty("project").GetProperty("argoUrl").GetString());
    }

    [Fact]
    public async Task A_replica_that_stands_by_links_to_the_Workflow_that_ended_and_counts_what_it_left()
    {
        await using var served = new ServedShare(ArgoUrl);
        var failed = served.Write(served.Record("oak", engine: "argo") with
        {
            Workflow = "oak-again",
            ClosedAt = ServedShare.Noon,
            Result = "failed",
        });
        served.Write(SampleMarkers.Failed with { Project = "oak", Run = failed.Run, Engine = "argo", RetryAt = null });
        served.Complete("ash", "output/a.tif", "output/b.tif");
        await served.StartAsync();

        var oak = (await served.FindAsync("oak")).GetProperty("project");
        Assert.Equal("https://argo.example.org/oak-again", oak.GetProperty("argoUrl").GetString());
        Assert.False(oak.TryGetProperty("products", out _));
        var ash = (await served.FindAsync("ash")).GetProperty("project");
        Assert.Equal(2, ash.GetProperty("products").GetInt32());
        Assert.False(ash.TryGetProperty("argoUrl", out _)); // A process of some machine has none.
    }

    [Fact]
    public async Task A_replica_that_stands_by_tells_since_when_a_project_does_not_come_on_until_it_has_ended()
    {
        await using var served = new ServedShare();
        served.Write("oak", "status.txt", "Waiting: for room\n");
        served.Write("ash", "status.txt", "Failed: exit code 1\n");
        var notes = new StuckNotes();
        foreach (var project in (string[])["oak", "ash"])
        {
            notes.Write(served.Share.Result(project), new StuckNote
            {
                Project = project,
                Since = ServedShare.Noon,
                NoticedAt = ServedShare.Noon,
                Why = "for room",
                Key = "obstacle",
            });
        }

        await served.StartAsync();

        var oak = (await served.FindAsync("oak")).GetProperty("project");
        Assert.Equal(ServedShare.Noon, oak.GetProperty("stuckSince").GetDateTimeOffset());
        var ash = (await served.FindAsync("ash")).GetProperty("project");
        Assert.False(ash.TryGetProperty("stuckSince", out _));
    }
}
