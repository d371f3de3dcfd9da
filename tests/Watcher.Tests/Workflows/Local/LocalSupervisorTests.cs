using System.Diagnostics;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Workflows;
using OfoWatcher.Workflows.Local;

namespace OfoWatcher.Tests.Workflows.Local;

public sealed class LocalSupervisorTests : IAsyncDisposable
{
    private readonly LocalRuns runs = new();

    public ValueTask DisposeAsync() => runs.DisposeAsync();

    [Fact]
    public async Task A_run_lives_in_a_session_of_its_own()
    {
        var engine = runs.EngineFor("echo $$ > \"$1/pid\"; exec sleep 1000");
        var record = runs.Record();
        await engine.LaunchAsync(record, LocalRuns.Stop);

        var session = ProcessTable.Find(await LocalRuns.PidOfAsync(record, "pid"))?.Session;

        Assert.Equal(new RunFiles(record.Folder).ReadProcess()?.Pid, session);
        Assert.NotEqual(ProcessTable.Find(Environment.ProcessId)?.Session, session);
    }

    [Fact]
    public async Task A_run_goes_on_and_is_written_down_when_whoever_launched_it_is_gone()
    {
        var record = runs.Record();
        var files = new RunFiles(record.Folder);
        files.Write(new RunCommand(
            "sh",
            ["-c", "while [ ! -e go ]; do sleep 0.02; done; exit 7"],
            record.Folder,
            TimeSpan.FromDays(1),
            TimeSpan.Zero));
        string[] supervisor = [.. WatcherProgram.CommandLine, LocalSupervisor.CommandName, record.Folder];
        using (var launcher = Process.Start("sh", ["-c", "\"$@\" &", "sh", .. supervisor]))
            await launcher.WaitForExitAsync(LocalRuns.Stop);
        await Eventually.TrueAsync(
            async () => (await runs.Engine().FindAsync(record, LocalRuns.Stop))?.Phase == RunPhase.Running, "it runs");

        File.WriteAllText(Path.Combine(record.Folder, "go"), "");

        Assert.Equal("exit code 7", (await runs.EndOfAsync(record)).Message);
    }

    [Fact]
    public async Task A_run_over_its_time_limit_is_stopped()
    {
        runs.Options.TimeLimit = TimeSpan.FromSeconds(1);
        var engine = runs.EngineFor("echo $$ > \"$1/pid\"; exec sleep 1000");
        var record = runs.Record();

        await engine.LaunchAsync(record, LocalRuns.Stop);
        var run = await runs.EndOfAsync(record);

        Assert.Equal(RunPhase.Failed, run.Phase);
        Assert.Equal("ran longer than its limit of 1 s", run.Message);
        Assert.False(LocalRuns.IsAlive(await LocalRuns.PidOfAsync(record, "pid")));
    }

    [Fact]
    public async Task A_stopped_command_may_end_by_itself()
    {
        var engine = runs.EngineFor(
            "trap 'echo saved > \"$1/saved\"; exit 0' TERM; echo $$ > \"$1/pid\"; while :; do sleep 0.02; done");
        var record = runs.Record();
        await engine.LaunchAsync(record, LocalRuns.Stop);
        await LocalRuns.PidOfAsync(record, "pid");

        await runs.Engine().StopAsync(record, LocalRuns.Stop);
        var run = await runs.EndOfAsync(record);

        Assert.Equal(RunPhase.Failed, run.Phase);
        Assert.Equal("stopped", run.Message);
        Assert.Equal("saved", await LocalRuns.LineOfAsync(record, "saved"));
    }

    [Fact]
    public async Task A_stopped_command_that_ignores_it_is_killed_with_all_that_it_started()
    {
        runs.Options.StopGrace = TimeSpan.FromMilliseconds(100);
        var engine = runs.EngineFor(
            "trap '' TERM; echo $$ > \"$1/a\"; sleep 1000 & echo $! > \"$1/b\"; "
            + "setsid sleep 1000 & echo $! > \"$1/c\"; wait");
        var record = runs.Record();
        await engine.LaunchAsync(record, LocalRuns.Stop);
        List<int> processes = [];
        foreach (var file in (string[])["a", "b", "c"])
            processes.Add(await LocalRuns.PidOfAsync(record, file));

        await engine.StopAsync(record, LocalRuns.Stop);
        await engine.StopAsync(record, LocalRuns.Stop);
        var run = await runs.EndOfAsync(record);

        Assert.Equal("stopped", run.Message);
        Assert.DoesNotContain(processes, LocalRuns.IsAlive);
    }

    [Fact]
    public async Task A_command_that_ends_leaves_no_process_behind()
    {
        // A plain background process, one in another session, and one whose parents are gone.
        var engine = runs.EngineFor(
            "sleep 1000 & echo $! > \"$1/a\"; setsid sleep 1000 & echo $! > \"$1/b\"; "
            + "sh -c 'setsid env -i sleep 1000 & echo $! > \"$1/c\"' sh \"$1\"");
        var record = runs.Record();

        await engine.LaunchAsync(record, LocalRuns.Stop);
        var run = await runs.EndOfAsync(record);

        Assert.Equal(RunPhase.Succeeded, run.Phase);
        foreach (var file in (string[])["a", "b", "c"])
            Assert.False(LocalRuns.IsAlive(await LocalRuns.PidOfAsync(record, file)), file);
    }

    [Fact]
    public async Task A_stop_of_an_ended_run_changes_nothing()
    {
        var engine = runs.EngineFor("exit 3");
        var record = runs.Record();
        await engine.LaunchAsync(record, LocalRuns.Stop);
        await runs.EndOfAsync(record);

        await engine.StopAsync(record, LocalRuns.Stop);

        Assert.Equal("exit code 3", (await runs.EndOfAsync(record)).Message);
    }

    [Fact]
    public async Task An_ended_supervisor_is_no_zombie()
    {
        var engine = runs.EngineFor("true");
        var record = runs.Record();
        await engine.LaunchAsync(record, LocalRuns.Stop);
        await runs.EndOfAsync(record);
        var supervisor = new RunFiles(record.Folder).ReadProcess()!;

        await Eventually.TrueAsync(
            () => ProcessTable.Find(supervisor.Pid) is not { } entry || entry.StartTicks != supervisor.StartTicks,
            "the supervisor is gone from the process table");
    }

    [Fact]
    public async Task A_folder_without_a_command_is_refused()
    {
        var record = runs.Record();
        var start = new ProcessStartInfo(
            WatcherProgram.CommandLine[0],
            [.. WatcherProgram.CommandLine.Skip(1), LocalSupervisor.CommandName, record.Folder])
        { RedirectStandardError = true };
        using var supervisor = Process.Start(start)!;

        var complaint = await supervisor.StandardError.ReadToEndAsync(LocalRuns.Stop);
        await supervisor.WaitForExitAsync(LocalRuns.Stop);

        Assert.Equal(1, supervisor.ExitCode);
        Assert.Equal($"'{record.Folder}' holds no command.json\n", complaint);
    }
}
