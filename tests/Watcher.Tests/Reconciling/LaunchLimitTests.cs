using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using OfoWatcher.Commands;
using OfoWatcher.Platform;
using OfoWatcher.Reconciling;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Workflows;

namespace OfoWatcher.Tests.Reconciling;

/// <summary>The whole watcher with an engine that cannot be reached now and then.</summary>
public sealed class LaunchLimitTests : IDisposable
{
    private readonly TestShare share = new();
    private readonly MoodyEngine engine = new();

    public void Dispose() => share.Dispose();

    [Fact]
    public async Task Launches_that_the_engine_did_not_take_count_as_runs()
    {
        Upload("fir", "oak", "pine");
        engine.Launches = false;
        await WatchAsync(passes: 3);
        Assert.Single(Runs);
    }

    [Fact]
    public async Task Runs_that_cannot_be_asked_for_after_a_restart_count_as_runs()
    {
        Upload("oak");
        await WatchAsync(passes: 1);
        Assert.Single(Runs);
        Upload("fir");
        engine.Finds = false;
        await WatchAsync(passes: 3);
        Assert.Single(Runs);
        engine.Finds = true;
        await WatchAsync(passes: 1);
        Assert.Equal("Running", share.Status("oak").Split(':')[0]);
        Assert.Equal("Waiting", share.Status("fir").Split(':')[0]);
    }

    private IEnumerable<string> Runs =>
        Directory.EnumerateFiles(share.Output, RunRecordStore.FileName, SearchOption.AllDirectories);

    private void Upload(params string[] projects)
    {
        foreach (var project in projects)
        {
            share.AddPhotos(project);
            File.WriteAllText(share.Project(project, "_UPLOADED"), "");
        }
    }

    /// <summary>Starts a watcher that may run one at a time, lets it make some passes, and ends it.</summary>
    private async Task WatchAsync(int passes)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var builder = WatcherHost.CreateBuilder(
            [.. share.Settings, "--Runs:MaxConcurrentRuns=1", "--Logging:LogLevel:Default=None"]);
        builder.Services.AddSingleton<IWorkflowEngine>(engine);
        using var host = builder.Build();
        using var exclusive = await OutputLock.TakeAsync(host.Services.GetRequiredService<OutputFolder>(), TimeProvider.System);
        await host.StartAsync(cancellation);
        var (queue, inspections) =
            (host.Services.GetRequiredService<WorkQueue>(), host.Services.GetRequiredService<Inspections>());
        for (var pass = 0; pass < passes; pass++)
        {
            Assert.True(await host.Services.GetRequiredService<ScanPass>().RunAsync(cancellation));
            await Eventually.TrueAsync(() => queue.IsIdle && inspections.IsIdle && queue.IsIdle, "the pass has ended");
        }

        await host.StopAsync(cancellation);
    }

    private sealed class MoodyEngine : IWorkflowEngine
    {
        private readonly HashSet<string> runs = [];

        public bool Launches { get; set; } = true;

        public bool Finds { get; set; } = true;

        public string Name => "moody";

        public bool NeedsConfig => false;

        public Task<Run?> FindAsync(RunRecord record, CancellationToken cancellationToken) => Finds
            ? Task.FromResult(runs.Contains(record.Run) ? new Run(RunPhase.Running) : null)
            : throw new HttpRequestException("connection refused");

        public Task LaunchAsync(RunRecord record, CancellationToken cancellationToken)
        {
            if (!Launches)
                throw new HttpRequestException("connection refused");
            runs.Add(record.Run);
            return Task.CompletedTask;
        }

        public Task<EngineReadiness> CheckAsync(CancellationToken cancellationToken) =>
            Task.FromResult(EngineReadiness.Ready);

        public Task<string> FollowUpAsync(
            RunRecord record, string template, CancellationToken cancellationToken) => Task.FromResult("");

        public Revival? FindRevival(string project, string? revision, IReadOnlyList<RunRecord> records) => null;

        public Task StopAsync(RunRecord record, CancellationToken cancellationToken) => Task.CompletedTask;

        public async IAsyncEnumerable<string> ChangesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            yield break;
        }
    }
}
