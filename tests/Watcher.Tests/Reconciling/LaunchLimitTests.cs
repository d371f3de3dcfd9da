using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OfoWatcher.Commands;
using OfoWatcher.Platform;
using OfoWatcher.Reconciling;
using OfoWatcher.Reconciling.Progress;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Workflows;

namespace OfoWatcher.Tests.Reconciling;

/// <summary>The whole watcher with an engine that cannot be reached now and then.</summary>
public sealed class LaunchLimitTests : IDisposable
{
    private readonly TestShare share = new();
    private readonly MoodyEngine engine = new();
    private readonly LogLines<ProjectReconciler> log = new();
    private RunSightings? sightings;
    private Func<int, int?> licences = _ => null; // By the number of the pass.

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

    [Fact]
    public async Task No_more_runs_go_than_the_engine_has_licences_for()
    {
        Upload(Trees);
        licences = _ => 2;
        await WatchAsync(passes: 3, "--Runs:MaxConcurrentRuns=4");
        Assert.Equal(2, Runs.Count());
        Assert.Single(Trees, project => share.Status(project)
            == "Waiting: ready; 2 of 2 runs are going (the engine has 2 licences), it is next");
    }

    [Fact]
    public async Task Nothing_is_launched_that_the_output_volume_has_no_room_for()
    {
        Upload("fir");
        engine.NeedsConfig = true;
        await WatchAsync(passes: 3, "--Runs:MinFreeSpace=1000000");
        Assert.Empty(Runs);
        Assert.Matches(
            @"\AWaiting: ready; its run may write \d[\d.]* [MG]B, and the output volume has \d[\d.]* [GTP]B left, and "
            + @"1\.0 PB are kept free \(Runs:MinFreeSpace\); it goes as soon as somebody makes room\z",
            share.Status("fir"));
        Assert.Equal(1, log.Count("fir: waits for room: its run may write"));
        await WatchAsync(passes: 2);
        Assert.Single(Runs);
    }

    [Fact]
    public async Task The_project_that_its_pilot_gives_a_priority_goes_first_and_the_other_is_told_its_place()
    {
        Upload("fir", "oak");
        licences = OnceAllAreInLine;
        File.WriteAllText(share.Project("fir", "_PRIORITY"), "-5");
        await WatchAsync(passes: 4);
        Assert.Contains("/oak/", Assert.Single(Runs), StringComparison.Ordinal);
        Assert.Equal("Waiting: ready; priority -5; 1 of 1 runs are going, it is next", share.Status("fir"));
    }

    [Theory]
    [InlineData("fir")]
    [InlineData("oak")]
    [InlineData("pine")]
    public async Task By_a_setting_the_smallest_project_goes_first(string small)
    {
        Upload(Trees);
        licences = OnceAllAreInLine;
        foreach (var large in Trees.Where(project => project != small))
            share.AddPhotos(large, count: 20, first: 16);
        await WatchAsync(passes: 4, "--Runs:Order=SmallestFirst");
        Assert.Contains($"/{small}/", Assert.Single(Runs), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_priority_by_the_settings_goes_first_too()
    {
        Upload(Trees);
        licences = OnceAllAreInLine;
        await WatchAsync(passes: 4, "--Runs:Priorities:o*=20");
        Assert.Contains("/oak/", Assert.Single(Runs), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_status_of_a_run_tells_its_step_its_progress_and_when_it_may_end()
    {
        Upload("fir");
        engine.NeedsConfig = true;
        engine.Standing = new Run(
            RunPhase.Running, 0.5, "waits for a licence", TimeProvider.System.GetUtcNow().AddHours(-1),
            Steps: [new RunStep("match_photos", RunPhase.Running, null, null, 1)]);
        await WatchAsync(passes: 3);
        Assert.Matches(
            @"\ARunning: run fir-\S+, attempt 1, step 2 of 8 \(match_photos\), 50 % done, ends about "
            + @"\d{4}-\d\d-\d\d \d\d:\d\d UTC \(in \d[\d.]* (min|h)\); waits for a licence\z",
            share.Status("fir"));
        Assert.Equal(
            (1, 1),
            (log.Count("attempt 1, 15 photos, about "),
                log.Count("fir: step 2 of 8 (match_photos), 50 % done, ends about ")));
    }

    [Fact]
    public async Task The_steps_that_the_engine_tells_of_are_known_for_as_long_as_the_run_goes()
    {
        Upload("fir");
        engine.Standing = new Run(
            RunPhase.Running, Steps: [new RunStep("match_photos", RunPhase.Running, null, null, 1)]);
        Run? going = null;
        licences = pass =>
        {
            if (pass != 3)
                return null;
            going = Sighting();
            engine.Standing = new Run(RunPhase.Failed);
            return null;
        };
        await WatchAsync(passes: 5, "--Runs:MaxAttempts=1");
        Assert.Equal("match_photos", Assert.Single(going?.Steps ?? []).Name);
        Assert.Null(Sighting());

        Run? Sighting() => sightings!.Find("fir", Path.GetFileName(Path.GetDirectoryName(Assert.Single(Runs)))!);
    }

    private static readonly string[] Trees = ["fir", "oak", "pine"];

    // A project that has been looked at before the others were would go, being alone in line.
    private static int? OnceAllAreInLine(int pass) => pass < 2 ? 0 : null;

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
    private async Task WatchAsync(int passes, params string[] settings)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var builder = WatcherHost.CreateBuilder(
            [.. share.Settings, "--Runs:MaxConcurrentRuns=1", "--Logging:LogLevel:Default=None", .. settings]);
        builder.Services.AddSingleton<IWorkflowEngine>(engine);
        builder.Services.AddSingleton<ILogger<ProjectReconciler>>(log);
        using var host = builder.Build();
        using var exclusive = await OutputLock.TakeAsync(host.Services.GetRequiredService<OutputFolder>(), TimeProvider.System);
        sightings = host.Services.GetRequiredService<RunSightings>();
        await host.StartAsync(cancellation);
        var (queue, inspections) =
            (host.Services.GetRequiredService<WorkQueue>(), host.Services.GetRequiredService<Inspections>());
        for (var pass = 0; pass < passes; pass++)
        {
            engine.MostRuns = licences(pass);
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

        public bool NeedsConfig { get; set; }

        public bool KnowsProducts => false;

        public bool MakesWorkflows => false;

        public int? MostRuns { get; set; }

        public Run Standing { get; set; } = new(RunPhase.Running);

        public Task<Run?> FindAsync(RunRecord record, CancellationToken cancellationToken) => Finds
            ? Task.FromResult(runs.Contains(record.Run) ? Standing : null)
            : throw new HttpRequestException("connection refused");

        public Task LaunchAsync(RunRecord record, CancellationToken cancellationToken)
        {
            if (!Launches)
                throw new HttpRequestException("connection refused");
            runs.Add(record.Run);
            return Task.CompletedTask;
        }

        public Task<EngineReadiness> CheckAsync(CancellationToken cancellationToken) =>
            Task.FromResult(EngineReadiness.Ready with { MostRuns = MostRuns });

        public Task<string> FollowUpAsync(
            RunRecord record, string template, CancellationToken cancellationToken) => Task.FromResult("");

        public Task<RunGlimpse> GlimpseAsync(RunRecord record, int lines, CancellationToken cancellationToken) =>
            Task.FromResult(RunGlimpse.Nothing);

        public Revival? FindRevival(string project, string? revision, IReadOnlyList<RunRecord> records) => null;

        public Task StopAsync(RunRecord record, CancellationToken cancellationToken) => Task.CompletedTask;

        public async IAsyncEnumerable<string> ChangesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            yield break;
        }
    }
}
