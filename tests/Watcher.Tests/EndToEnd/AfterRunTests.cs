using OfoWatcher.Markers;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Workflows;

namespace OfoWatcher.Tests.EndToEnd;

public sealed class AfterRunTests
{
    [Fact]
    public async Task A_completion_log_that_cannot_be_written_holds_up_no_project_and_has_its_lines_in_the_end()
    {
        using var share = new TestShare("echo product > \"$2/product.txt\"; echo work > \"$2/../project/work\"");
        string[] projects = ["oak", "pine"];
        foreach (var project in projects)
            share.AddPhotos(project);
        var log = Path.Combine(share.Folder, "gone", "log");
        string[] settings =
        [
            "run", .. share.Settings, "--Runs:MaxConcurrentRuns=1", $"--AfterRun:CompletionLog={log}",
            "--AfterRun:DeleteProject=true",
        ];
        await using (var watcher = WatcherProcess.Start("/", settings))
        {
            await share.CompletedAsync("oak");
            await share.CompletedAsync("pine");
            await watcher.SaysAsync("its line in the completion log failed");
            await watcher.KillAsync();
        }

        Directory.CreateDirectory(Path.GetDirectoryName(log)!);
        await using (var watcher = WatcherProcess.Start("/", settings))
        {
            await Eventually.TrueAsync(
                () => projects.All(project => Record(share, project).AfterRun is null), "all that follows is done");
            await watcher.StopAsync();
        }

        Assert.Equal(projects, CompletionLog.ReadProjects(log, (_, _) => Assert.Fail()).Order());
        Assert.Equal(2, File.ReadAllLines(log).Length);
        Assert.All(projects, project =>
        {
            var folder = Record(share, project).Folder;
            Assert.False(Directory.Exists(Path.Combine(folder, "project")));
            Assert.True(File.Exists(Path.Combine(folder, "output", "product.txt")));
        });
    }

    private static RunRecord Record(TestShare share, string project) =>
        Assert.Single(new RunRecordStore().ReadAll(share.Result(project)));
}
