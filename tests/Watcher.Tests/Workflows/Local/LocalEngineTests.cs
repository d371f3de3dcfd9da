using OfoWatcher.Platform;
using OfoWatcher.Workflows;
using OfoWatcher.Workflows.Local;

namespace OfoWatcher.Tests.Workflows.Local;

public sealed class LocalEngineTests : IAsyncDisposable
{
    private readonly LocalRuns runs = new();

    public ValueTask DisposeAsync() => runs.DisposeAsync();

    [Fact]
    public async Task A_command_that_ends_well_succeeds()
    {
        var engine = runs.EngineFor("echo hello; echo wrong >&2; touch \"$1/product\"");
        var record = runs.Record();

        await engine.LaunchAsync(record, LocalRuns.Stop);
        var run = await runs.EndOfAsync(record, engine);

        Assert.Equal(RunPhase.Succeeded, run.Phase);
        Assert.Equal("", run.Message);
        Assert.True(run.StartedAt <= run.EndedAt);
        Assert.True(File.Exists(Path.Combine(record.Folder, "output", "product")));
        Assert.True(Directory.Exists(Path.Combine(record.Folder, "project")));
        Assert.Equal("hello\nwrong\n", File.ReadAllText(Path.Combine(record.Folder, "log.txt")));
    }

    [Fact]
    public async Task A_command_that_fails_shows_its_exit_code_and_the_end_of_its_log()
    {
        var engine = runs.EngineFor("i=1; while [ $i -le 50 ]; do echo line $i; i=$((i+1)); done; exit 3");
        var record = runs.Record();

        await engine.LaunchAsync(record, LocalRuns.Stop);
        var run = await runs.EndOfAsync(record);

        Assert.Equal(RunPhase.Failed, run.Phase);
        Assert.Equal("exit code 3", run.Message);
        Assert.Equal(Enumerable.Range(31, 20).Select(number => $"line {number}"), run.LastLogLines);
    }

    [Fact]
    public async Task A_command_that_was_killed_is_said_to_have_been()
    {
        var engine = runs.EngineFor("kill -9 $$");
        var record = runs.Record();

        await engine.LaunchAsync(record, LocalRuns.Stop);
        var run = await runs.EndOfAsync(record);

        Assert.Equal("exit code 137 (killed, as the system does when memory runs out)", run.Message);
    }

    [Theory]
    [InlineData("/no/such/program", "could not start '/no/such/program': No such file or directory")]
    [InlineData("/etc/passwd", "could not start '/etc/passwd': Permission denied")]
    public async Task A_command_that_cannot_be_started_fails_with_the_reason(string program, string message)
    {
        runs.Options.Command = [program];
        var record = runs.Record();

        await runs.Engine().LaunchAsync(record, LocalRuns.Stop);
        var run = await runs.EndOfAsync(record);

        Assert.Equal(RunPhase.Failed, run.Phase);
        Assert.Equal(message, run.Message);
    }

    [Fact]
    public async Task A_command_reads_an_empty_input_and_never_waits_for_a_terminal()
    {
        var engine = runs.EngineFor("cat; test ! -t 0 && echo end of input");
        var record = runs.Record();

        await engine.LaunchAsync(record, LocalRuns.Stop);

        Assert.Equal(RunPhase.Succeeded, (await runs.EndOfAsync(record)).Phase);
    }

    [Fact]
    public async Task A_run_that_was_never_launched_leaves_no_trace() =>
        Assert.Null(await runs.Engine().FindAsync(runs.Record(), LocalRuns.Stop));

    [Fact]
    public async Task A_missing_volume_is_no_proof_that_there_was_no_run()
    {
        var record = runs.Record();
        Directory.Delete(Path.Combine(runs.Root, "site"), recursive: true);

        await Assert.ThrowsAsync<DirectoryNotFoundException>(() => runs.Engine().FindAsync(record, LocalRuns.Stop));
        await Assert.ThrowsAsync<DirectoryNotFoundException>(() => runs.Engine().LaunchAsync(record, LocalRuns.Stop));
    }

    [Fact]
    public async Task A_launch_that_cannot_write_says_why_and_may_be_repeated()
    {
        var engine = runs.EngineFor("true");
        var record = runs.Record();
        var obstacle = Path.Combine(record.Folder, "output");
        File.WriteAllText(obstacle, "a file where the folder belongs");

        var error = await Assert.ThrowsAsync<IOException>(() => engine.LaunchAsync(record, LocalRuns.Stop));
        Assert.Contains(obstacle, error.Message, StringComparison.Ordinal);
        Assert.Null(await engine.FindAsync(record, LocalRuns.Stop));

        File.Delete(obstacle);
        await engine.LaunchAsync(record, LocalRuns.Stop);
        Assert.Equal(RunPhase.Succeeded, (await runs.EndOfAsync(record)).Phase);
    }

    [Fact]
    public async Task A_launch_that_is_repeated_starts_nothing()
    {
        var engine = runs.EngineFor("echo started >> \"$1/starts\"; while [ ! -e \"$1/go\" ]; do sleep 0.02; done");
        var record = runs.Record();
        var product = Path.Combine(record.Folder, "output");

        await engine.LaunchAsync(record, LocalRuns.Stop);
        await LocalRuns.LineOfAsync(record, "starts");
        await engine.LaunchAsync(record, LocalRuns.Stop);
        File.WriteAllText(Path.Combine(product, "go"), "");
        await runs.EndOfAsync(record);
        await runs.Engine().LaunchAsync(record, LocalRuns.Stop);

        Assert.Equal("started\n", File.ReadAllText(Path.Combine(product, "starts")));
    }

    [Fact]
    public async Task Launches_at_the_same_time_start_one_command()
    {
        var record = runs.Record();
        var engines = Enumerable.Range(0, 4).Select(_ => runs.EngineFor("echo started >> \"$1/starts\"")).ToList();

        await Task.WhenAll(engines.Select(engine => Task.Run(() => engine.LaunchAsync(record, LocalRuns.Stop))));
        await runs.EndOfAsync(record);

        Assert.Equal("started\n", File.ReadAllText(Path.Combine(record.Folder, "output", "starts")));
    }

    [Fact]
    public async Task A_run_is_found_again_by_another_watcher()
    {
        var engine = runs.EngineFor("echo '[progress] 42.5%'; echo $$ > \"$1/pid\"; exec sleep 1000");
        var record = runs.Record();
        await engine.LaunchAsync(record, LocalRuns.Stop);
        await LocalRuns.PidOfAsync(record, "pid");

        var run = await runs.Engine().FindAsync(record, LocalRuns.Stop);

        Assert.Equal(RunPhase.Running, run?.Phase);
        Assert.Equal(0.425, run?.Progress);
        Assert.NotNull(run?.StartedAt);
    }

    [Fact]
    public async Task A_run_whose_supervisor_was_killed_fails_and_its_orphans_are_killed()
    {
        // One orphan in the run's own session, and one that hid from it and overwrote its environment's beginning.
        var engine = runs.EngineFor(
            "echo $$ > \"$1/pid\"; setsid sh -c 'env -i sleep 1000 & echo $! > \"$1/hidden\"; wait' sh \"$1\"");
        var record = runs.Record();
        await engine.LaunchAsync(record, LocalRuns.Stop);
        int[] orphans = [await LocalRuns.PidOfAsync(record, "pid"), await LocalRuns.PidOfAsync(record, "hidden")];

        ProcessGroup.Signal([new RunFiles(record.Folder).ReadProcess()!.Pid], Libc.SignalKill);
        var run = await runs.EndOfAsync(record);

        Assert.Equal(RunPhase.Failed, run.Phase);
        Assert.Contains("died without an exit status", run.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(orphans, LocalRuns.IsAlive);
    }

    [Fact]
    public async Task A_run_of_an_earlier_boot_has_failed()
    {
        var record = runs.Record();
        new RunFiles(record.Folder).Write(new RunProcess(1, "an earlier boot", 1, "mark", DateTimeOffset.UnixEpoch));

        var run = await runs.Engine().FindAsync(record, LocalRuns.Stop);

        Assert.Equal(RunPhase.Failed, run?.Phase);
        Assert.Equal(DateTimeOffset.UnixEpoch, run?.StartedAt);
    }

    [Fact]
    public async Task A_foreign_process_that_got_the_supervisors_id_is_left_alone()
    {
        using var foreign = System.Diagnostics.Process.Start("sleep", "1000");
        var entry = ProcessTable.Find(foreign.Id)!.Value;
        var record = runs.Record();
        new RunFiles(record.Folder).Write(
            new RunProcess(foreign.Id, ProcessTable.BootId, entry.StartTicks - 1, "mark", DateTimeOffset.UnixEpoch));

        await runs.Engine().StopAsync(record, LocalRuns.Stop);
        var run = await runs.Engine().FindAsync(record, LocalRuns.Stop);

        var spared = LocalRuns.IsAlive(foreign.Id);
        foreign.Kill();

        Assert.Equal(RunPhase.Failed, run?.Phase);
        Assert.True(spared);
    }

    [Fact]
    public async Task A_run_that_is_being_started_is_pending()
    {
        var record = runs.Record();
        using var supervisor = FileLock.TryTake(new RunFiles(record.Folder).Lock);

        Assert.Equal(RunPhase.Pending, (await runs.Engine().FindAsync(record, LocalRuns.Stop))?.Phase);
    }

    [Fact]
    public async Task A_damaged_exit_status_is_a_failure_that_says_so()
    {
        var record = runs.Record();
        File.WriteAllText(Path.Combine(record.Folder, "exit.json"), "{\"reason\": \"exi");

        var run = await runs.Engine().FindAsync(record, LocalRuns.Stop);

        Assert.Equal(RunPhase.Failed, run?.Phase);
        Assert.StartsWith("exit.json is unreadable", run?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Paths_reach_the_command_as_they_are()
    {
        const string project = "it's \"the\" $(touch owned) `id` {config} ;& site";
        runs.Options.Command = ["printf", @"%s\n", "{photos}", "--name={project}", "{run}", "{project_folder}"];
        var record = runs.Record(project);

        await runs.Engine().LaunchAsync(record, LocalRuns.Stop);
        await runs.EndOfAsync(record);

        Assert.Equal(
            [$"/share/{project}", $"--name={project}", record.Run, Path.Combine(record.Folder, "project")],
            File.ReadAllLines(Path.Combine(record.Folder, "log.txt")));
    }
}
