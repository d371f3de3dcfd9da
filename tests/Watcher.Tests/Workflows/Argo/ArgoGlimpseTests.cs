using OfoWatcher.Tests.Fixtures.Cluster;
using OfoWatcher.Workflows;
using static OfoWatcher.Tests.Workflows.Argo.ArgoRuns;

namespace OfoWatcher.Tests.Workflows.Argo;

public abstract class ArgoGlimpseTests : IAsyncLifetime
{
    private readonly TestCluster cluster;
    private readonly RunRecord record = Record() with { LaunchedAt = Now };
    private EngineOnCluster on = null!;

    private protected ArgoGlimpseTests(ClusterFixture fixture) => cluster = fixture.Require();

    public async ValueTask InitializeAsync()
    {
        on = await EngineOnCluster.StartAsync(cluster);
        await on.LaunchAsync(record);
    }

    public async ValueTask DisposeAsync()
    {
        await on.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_run_that_goes_shows_the_last_that_the_pod_of_its_step_printed()
    {
        await PrintAsync("setup", 0, "setup is done");
        await PrintAsync("align-cameras", 0, "first try");
        await PrintAsync("align-cameras", 1, "one", "\u001b[32mtwo\u001b[0m", "", "three");
        await ShowAsync(
            new ArgoTask("setup", "Succeeded", new ArgoTry("Succeeded")),
            new ArgoTask("align-cameras", "Running", new ArgoTry("Failed"), new ArgoTry("Running")));

        Assert.Equal(["two", "three"], await ReadAsync(3));
    }

    [Fact]
    public async Task Its_steps_are_seen_by_a_watcher_that_stands_by()
    {
        await ShowAsync(
            new ArgoTask("setup", "Succeeded", new ArgoTry("Succeeded")),
            new ArgoTask("align-cameras", "Running", new ArgoTry("Failed"), new ArgoTry("Running")));
        await using var other = EngineOnCluster.StandBy(cluster, on.Namespace);

        var seen = await other.Engine.GlimpseAsync(record, 10, TestContext.Current.CancellationToken);

        Assert.Equal(
            ["setup Succeeded 1", "align_cameras Running 2"],
            seen.Steps.Select(step => $"{step.Name} {step.Phase} {step.Tries}"));
        Assert.All(seen.Steps, step => Assert.NotNull(step.StartedAt));
    }

    [Fact]
    public async Task Between_two_steps_it_is_the_one_before_and_before_the_first_it_is_none()
    {
        Assert.Empty(await ReadAsync(10));

        await PrintAsync("setup", 0, "setup is done");
        await ShowAsync(
            new ArgoTask("setup", "Succeeded", new ArgoTry("Succeeded")),
            new ArgoTask("match-photos-gpu", "Pending") { AwaitedLock = "argo/ConfigMap/ofo-limits/metashape-licenses" });

        Assert.Equal(["setup is done"], await ReadAsync(10));
    }

    [Fact]
    public async Task Where_logs_may_not_be_read_that_is_what_is_shown()
    {
        await cluster.ForbidAsync(on.Namespace, "get", "pods/log");
        await ShowAsync(new ArgoTask("setup", "Running", new ArgoTry("Running")));

        Assert.Contains("lacks the verb get on pods/log", Assert.Single(await ReadAsync(10)));
    }

    [Fact]
    public async Task A_Workflow_of_another_run_shows_nothing_and_neither_does_one_that_is_gone()
    {
        await PrintAsync("setup", 0, "not yours");
        await ShowAsync(new ArgoTask("setup", "Running", new ArgoTry("Running")));

        Assert.Same(RunGlimpse.Nothing, await GlimpseAsync(Record("elm") with { Workflow = record.Run }));
        Assert.Same(RunGlimpse.Nothing, await GlimpseAsync(Record("ash")));
    }

    private async Task<IReadOnlyList<string>> ReadAsync(int lines) => (await GlimpseAsync(record, lines)).Log;

    private Task<RunGlimpse> GlimpseAsync(RunRecord record, int lines = 10) =>
        on.Engine.GlimpseAsync(record, lines, TestContext.Current.CancellationToken);

    private Task PrintAsync(string task, int number, params string[] lines) => cluster.SetPodLogAsync(
        on.Namespace,
        ArgoController.PodNameOf(record.Run, "cpu-step", ArgoNodes.IdOf(record.Run, $"{record.Run}.{task}({number})")),
        "main",
        lines);

    private Task ShowAsync(params ArgoTask[] tasks) =>
        cluster.Argo.ShowAsync(on.Namespace, record.Run, "Running", tasks);
}

[Collection(nameof(DoubleCluster))]
public sealed class ArgoGlimpseOnDoubleTests(DoubleCluster cluster) : ArgoGlimpseTests(cluster);

[Collection(nameof(ApiServerCluster))]
public sealed class ArgoGlimpseOnApiServerTests(ApiServerCluster cluster) : ArgoGlimpseTests(cluster);
