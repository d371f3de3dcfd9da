using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using OfoWatcher.Dashboard;
using OfoWatcher.Reconciling;
using OfoWatcher.Reconciling.Leadership;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Dashboard.Projects;

/// <summary>A volume that hangs, as a hard NFS mount does whose server is gone: here a pipe that nobody writes to.</summary>
public sealed class HungVolumeTests : IAsyncDisposable
{
    private readonly ServedShare served = new();
    private readonly FakeTimeProvider time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => served.DisposeAsync();

    [Fact]
    public async Task A_project_on_a_volume_that_hangs_is_a_503_and_holds_up_nothing_else()
    {
        var run = served.Complete("oak", "output/a.tif").Run;
        served.Services.AddSingleton<TimeProvider>(time);
        await served.StartAsync(WatcherRole.Leader);
        foreach (var project in new[] { "oak", "elm" })
        {
            served.The<StatusBoard>().Post(
                served.Share.Result(project), new ProjectStatus(project, ProjectState.Completed, "done"));
        }

        var record = served.Share.Result("oak", run, "run.json");
        File.Delete(record);
        Shell.Run(served.Share.Result("oak", run), "mkfifo run.json");
        var hung = Enumerable.Range(0, 2 * VolumeReads.Most)
            .Select(_ => served.GetAsync("/api/v1/projects/oak")).ToList();

        Assert.Equal((200, "ok"), await served.GetAsync("/healthz"));
        Assert.Equal(200, (await served.GetAsync("/api/v1/projects")).Status);
        while (!hung.TrueForAll(answer => answer.IsCompleted))
        {
            time.Advance(VolumeReads.Deadline);
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancellation);
        }

        Assert.All(await Task.WhenAll(hung), answer => Assert.Equal(503, answer.Status));
        Assert.Contains("the volume gave no answer for 10 s", (await hung[0]).Body);
        Assert.Equal((200, "ok"), await served.GetAsync("/healthz"));
        Assert.Equal(200, (await served.GetAsync("/api/v1/projects")).Status);

        // The server of the volume is back: all who were hung read on.
        Shell.Run(served.Share.Result("oak", run), ": > run.json");
        await Eventually.TrueAsync(
            async () => (await served.GetAsync("/api/v1/projects/elm")).Status == 200, "projects are shown again");
    }

    [Theory]
    [InlineData("report.html")]
    [InlineData("map.svg")]
    [InlineData("products/{run}/output/a.tif")]
    [InlineData("runs/{run}/log.txt")]
    public async Task A_pipe_in_the_place_of_a_file_is_no_file(string path)
    {
        var run = served.Complete("oak", "output/a.tif").Run;
        var file = served.Share.Result(
            "oak", path.Replace("products/", "", StringComparison.Ordinal).Replace("runs/", "", StringComparison.Ordinal)
                .Replace("{run}", run, StringComparison.Ordinal));
        File.Delete(file);
        Shell.Run(Path.GetDirectoryName(file)!, $"mkfifo {Path.GetFileName(file)}");
        await served.StartAsync();

        var (status, _) = await served.GetAsync(
            $"/api/v1/projects/oak/{path.Replace("{run}", run, StringComparison.Ordinal)}");

        Assert.Equal(404, status);
        await served.FindAsync("oak");
    }
}
