using OfoWatcher.Intake;
using OfoWatcher.Markers;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.EndToEnd;

public sealed class KillTests(ITestOutputHelper log)
{
    private const int Rounds = 20;

    [Fact]
    public async Task A_watcher_killed_at_random_moments_loses_no_project_and_runs_none_twice()
    {
        var seed = Environment.TickCount;
        log.WriteLine($"seed {seed}");
        var random = new Random(seed);
        using var share = new TestShare("sleep 0.5; echo product > \"$2/product.txt\"");
        string[] projects = ["oak", "pine", "fir", "cedar"];
        var photos = projects.ToDictionary(project => project, _ => 0);
        for (var round = 0; round < Rounds; round++)
        {
            var project = projects[random.Next(projects.Length)];
            share.AddPhotos(project, 15, photos[project] + 1);
            photos[project] += 15;
            await using var watcher = WatcherProcess.Start("/", ["run", .. share.Settings]);
            await Task.Delay(random.Next(200, 1800), TestContext.Current.CancellationToken);
            await watcher.KillAsync();
        }

        await using var last = WatcherProcess.Start("/", ["run", .. share.Settings]);
        foreach (var project in projects.Where(project => photos[project] > 0))
        {
            var revision = Revision(share, project);
            await Eventually.TrueAsync(
                () => share.Marker(project) is CompletedMarker completed && completed.Revision == revision,
                $"{project} is completed as it is now, seed {seed}");
        }

        Assert.Equal(0, (await last.StopAsync()).ExitCode);
        var starts = share.Journal.Where(line => line.StartsWith("start ", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(starts);
        Assert.Equal(starts.Distinct(), starts);
        Assert.DoesNotContain(share.Journal, line => line.StartsWith("overlap", StringComparison.Ordinal));
    }

    private static string Revision(TestShare share, string project) =>
        UploadWalk.Observe(
            RawPath.Of(share.Project(project)), share.Input, "_UPLOADED", null, TestContext.Current.CancellationToken)
            .Seen.Revision.ToString();
}
