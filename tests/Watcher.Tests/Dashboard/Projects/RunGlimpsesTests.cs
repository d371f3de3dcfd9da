using System.Runtime.CompilerServices;
using Microsoft.Extensions.Time.Testing;
using OfoWatcher.Dashboard.Projects;
using OfoWatcher.Tests.Workflows.Argo;
using OfoWatcher.Workflows;
using OfoWatcher.Workflows.Argo;

namespace OfoWatcher.Tests.Dashboard.Projects;

public sealed class RunGlimpsesTests
{
    private readonly FakeTimeProvider time = new();
    private readonly TalkingEngine engine = new();
    private readonly RunRecord record = ArgoRuns.Record();
    private readonly RunGlimpses glimpses;
    private IReadOnlyList<RunStep> steps = [];

    public RunGlimpsesTests() => glimpses = new RunGlimpses(engine, time);

    [Fact]
    public async Task However_many_watch_a_run_its_log_is_asked_for_once_in_a_while()
    {
        var asked = Enumerable.Range(0, 50).Select(_ => ReadAsync()).ToList();
        engine.Say("one");
        await Task.WhenAll(asked);
        time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(["one"], await ReadAsync());
        Assert.Equal(1, engine.Reads);

        time.Advance(TimeSpan.FromSeconds(1));
        engine.Say("two");
        Assert.Equal(["two"], await ReadAsync());
        Assert.Equal(2, engine.Reads);
    }

    [Fact]
    public async Task An_engine_that_takes_long_is_not_waited_for_and_not_asked_twice()
    {
        engine.Say("one");
        await ReadAsync();
        time.Advance(TimeSpan.FromSeconds(10));
        engine.Hang();

        for (var ask = 0; ask < 3; ask++)
        {
            var late = ReadAsync();
            Assert.False(late.IsCompleted);
            time.Advance(TimeSpan.FromSeconds(3));
            Assert.Equal(["one"], await late);
        }

        Assert.Equal(2, engine.Reads);
    }

    [Fact]
    public async Task A_run_that_cannot_be_looked_at_says_why_and_keeps_the_steps_that_were_seen()
    {
        engine.Fail("the Kubernetes API is away");
        Assert.Equal(["(the Kubernetes API is away)"], await ReadAsync());
        Assert.Empty(steps);

        time.Advance(TimeSpan.FromSeconds(10));
        engine.Say("one");
        await ReadAsync();
        time.Advance(TimeSpan.FromSeconds(10));
        engine.Hang();
        engine.Fail("the Kubernetes API is away");

        Assert.Equal(["(the Kubernetes API is away)"], await ReadAsync());
        Assert.Equal("one", Assert.Single(steps).Name);
    }

    [Fact]
    public async Task A_run_of_another_engine_is_not_asked_for()
    {
        engine.Say("one");

        Assert.Same(
            RunGlimpse.Nothing,
            await glimpses.LookAsync(record with { Engine = "local" }, TestContext.Current.CancellationToken));
        Assert.Equal(0, engine.Reads);
    }

    private async Task<IReadOnlyList<string>> ReadAsync()
    {
        var seen = await glimpses.LookAsync(record, TestContext.Current.CancellationToken);
        steps = seen.Steps;
        return seen.Log;
    }

    private sealed class TalkingEngine : IWorkflowEngine
    {
        private TaskCompletionSource<RunGlimpse> says = new();

        public int Reads { get; private set; }

        public string Name => ArgoEngine.EngineName;

        public bool NeedsConfig => true;

        public bool KnowsProducts => true;

        public bool MakesWorkflows => true;

        public void Hang() => says = new();

        public void Say(string line)
        {
            if (says.Task.IsCompleted)
                Hang();
            says.SetResult(new RunGlimpse([new RunStep(line, RunPhase.Running, null, null, 1)], [line]));
        }

        public void Fail(string words) => says.SetException(new ClusterException(ClusterFault.Unavailable, words));

        public Task<RunGlimpse> GlimpseAsync(RunRecord record, int lines, CancellationToken cancellationToken)
        {
            Reads++;
            return says.Task;
        }

        public Task<EngineReadiness> CheckAsync(CancellationToken cancellationToken) =>
            Task.FromResult(EngineReadiness.Ready);

        public Task<Run?> FindAsync(RunRecord record, CancellationToken cancellationToken) => Task.FromResult<Run?>(null);

        public Task LaunchAsync(RunRecord record, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(RunRecord record, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<string> FollowUpAsync(
            RunRecord record, string template, CancellationToken cancellationToken) => Task.FromResult("");

        public Revival? FindRevival(string project, string? revision, IReadOnlyList<RunRecord> records) => null;

        public async IAsyncEnumerable<string> ChangesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            yield break;
        }
    }
}
