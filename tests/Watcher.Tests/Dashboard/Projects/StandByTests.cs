using Microsoft.Extensions.DependencyInjection;
using OfoWatcher.Notifications;
using OfoWatcher.Tests.Fixtures.Cluster;
using OfoWatcher.Tests.Workflows.Argo;
using OfoWatcher.Workflows;

namespace OfoWatcher.Tests.Dashboard.Projects;

[Collection(nameof(DoubleCluster))]
public sealed class StandByTests(DoubleCluster fixture)
{
    [Fact]
    public async Task A_replica_that_stands_by_tells_every_step_of_a_run_that_another_follows()
    {
        var cluster = fixture.Require();
        await using var leader = await EngineOnCluster.StartAsync(cluster);
        await using var own = EngineOnCluster.StandBy(cluster, leader.Namespace);
        await using var served = new ServedShare();
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
