using Microsoft.Extensions.Time.Testing;
using OfoWatcher.Platform;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Workflows;
using OfoWatcher.Workflows.Local;

namespace OfoWatcher.Tests.Workflows.Local;

public sealed class OpenRunsTests : IAsyncDisposable
{
    private const string Script =
        "step() { while [ ! -e \"$1/$2\" ]; do sleep 0.02; done; }; "
        + "step \"$1\" a; echo '[progress] 50%'; step \"$1\" b";

    private readonly LocalRuns runs = new();
    private readonly FakeTimeProvider time = new();

    public ValueTask DisposeAsync() => runs.DisposeAsync();

    [Fact]
    public async Task Progress_and_end_of_a_launched_run_are_told()
    {
        var engine = runs.EngineFor(Script, time);
        var record = runs.Record();
        await engine.LaunchAsync(record, LocalRuns.Stop);

        await ExpectProgressAndEndAsync(engine, record);
    }

    [Fact]
    public async Task Progress_and_end_of_a_run_of_an_earlier_watcher_are_told()
    {
        var record = runs.Record();
        await runs.EngineFor(Script, time).LaunchAsync(record, LocalRuns.Stop);

        var engine = runs.Engine(time);
        await engine.FindAsync(record, LocalRuns.Stop);

        await ExpectProgressAndEndAsync(engine, record);
    }

    [Fact]
    public async Task The_death_of_a_supervisor_is_told()
    {
        var engine = runs.EngineFor(Script, time);
        var record = runs.Record();
        await engine.LaunchAsync(record, LocalRuns.Stop);
        await using var changes = engine.ChangesAsync(LocalRuns.Stop).GetAsyncEnumerator(LocalRuns.Stop);

        ProcessGroup.Signal([new RunFiles(record.Folder).ReadProcess()!.Pid], Libc.SignalKill);

        Assert.Equal("site", await NextAsync(changes));
    }

    private async Task ExpectProgressAndEndAsync(LocalEngine engine, RunRecord record)
    {
        await using var changes = engine.ChangesAsync(LocalRuns.Stop).GetAsyncEnumerator(LocalRuns.Stop);

        Touch(record, "a");
        Assert.Equal("site", await NextAsync(changes));
        Assert.Equal(0.5, (await engine.FindAsync(record, LocalRuns.Stop))?.Progress);

        Touch(record, "b");
        Assert.Equal("site", await NextAsync(changes));
        Assert.Equal(RunPhase.Succeeded, (await runs.EndOfAsync(record, engine)).Phase);
    }

    private static void Touch(RunRecord record, string file) =>
        File.WriteAllText(Path.Combine(record.Folder, "output", file), "");

    /// <summary>Lets seconds pass on the engine's clock until it has something to tell.</summary>
    private async Task<string> NextAsync(IAsyncEnumerator<string> changes)
    {
        var next = changes.MoveNextAsync().AsTask();
        await Eventually.TrueAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return next.IsCompleted;
            },
            "a change is told");
        Assert.True(await next);
        return changes.Current;
    }
}
