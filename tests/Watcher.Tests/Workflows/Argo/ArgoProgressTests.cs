using k8s;
using Microsoft.Extensions.Time.Testing;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Tests.Fixtures.Cluster;
using OfoWatcher.Workflows;
using OfoWatcher.Workflows.Argo;
using static OfoWatcher.Tests.Workflows.Argo.ArgoRuns;

namespace OfoWatcher.Tests.Workflows.Argo;

public abstract class ArgoProgressTests : IAsyncLifetime
{
    private const string Image = "ghcr.io/open-forest-observatory/automate-metashape";

    private readonly TestCluster cluster;
    private readonly FakeTimeProvider time = new();
    private readonly RunRecord record = Record() with { LaunchedAt = Now };
    private EngineOnCluster on = null!;

    private protected ArgoProgressTests(ClusterFixture fixture) => cluster = fixture.Require();

    public async ValueTask InitializeAsync()
    {
        on = await EngineOnCluster.StartAsync(cluster, time: time);
        await on.LaunchAsync(record);
    }

    public async ValueTask DisposeAsync()
    {
        await on.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_run_that_goes_tells_its_steps_how_far_it_is_and_what_it_waits_for()
    {
        await ShowAsync(
            "Running",
            new ArgoTask("setup", "Succeeded", new ArgoTry("Succeeded")),
            new ArgoTask("match-photos-gpu", "Pending") { AwaitedLock = "argo/ConfigMap/ofo-limits/metashape-licenses" });
        await on.SeesAsync(record, RunPhase.Running);
        var waits = await on.FindAsync(record);

        await ShowAsync("Running", new ArgoTask("match-photos-gpu", "Running", new ArgoTry("Running", Progress: "50/100")));
        Run? goes = null;
        await Eventually.TrueAsync(
            async () =>
            {
                time.Advance(GoingRuns.Pause);
                return (goes = await on.FindAsync(record))?.Message == "";
            },
            "the licence is there");

        Assert.Equal("waits for a Metashape licence", waits?.Message);
        Assert.Equal(["setup", "match_photos"], waits?.Steps?.Select(step => step.Name));
        Assert.Equal(1.0 / 7, waits!.Progress!.Value, 6);
        Assert.Equal(RunPhase.Running, goes?.Steps?[^1].Phase);
        Assert.Equal(1.5 / 7, goes!.Progress!.Value, 6);
        Assert.Equal(record.Run, goes.Workflow?.Name);
        Assert.NotEqual("", goes.Workflow?.Uid);
    }

    [Fact]
    public async Task However_often_it_is_asked_for_a_run_is_read_once_a_minute_and_only_when_it_has_changed()
    {
        await ShowAsync("Running", new ArgoTask("setup", "Running", new ArgoTry("Running", Progress: "1/100")));
        await on.SeesAsync(record, RunPhase.Running);
        for (var times = 0; times < 3; times++)
        {
            await on.FindAsync(record);
            time.Advance(GoingRuns.Pause);
        }

        Assert.Equal(1, cluster.Proxy.Count("get", "workflows"));

        await ShowAsync("Running", new ArgoTask("setup", "Running", new ArgoTry("Running", Progress: "2/100")));
        await Eventually.TrueAsync(
            async () =>
            {
                await on.FindAsync(record);
                return cluster.Proxy.Count("get", "workflows") == 2;
            },
            "the change is read");
        await ShowAsync("Running", new ArgoTask("setup", "Running", new ArgoTry("Running", Progress: "3/100")));
        for (var times = 0; times < 3; times++)
            Assert.Equal(0.02 / 7, (await on.FindAsync(record))!.Progress!.Value, 6);
        Assert.Equal(2, cluster.Proxy.Count("get", "workflows"));
    }

    [Fact]
    public async Task The_images_are_told_at_the_end_also_of_pods_that_are_gone_by_then()
    {
        await cluster.MakePodAsync(on.Namespace, "a", record.Run, Image + ":v2", $"{Image}@sha256:aa");
        await cluster.MakePodAsync(on.Namespace, "b", "another", Image + ":v1", $"{Image}@sha256:00");
        await ShowAsync("Running", new ArgoTask("setup", "Running", new ArgoTry("Running")));
        await on.SeesAsync(record, RunPhase.Running);
        Assert.Empty((await on.FindAsync(record))!.Workflow!.Images);
        await cluster.Admin.CoreV1.DeleteNamespacedPodAsync(
            "a", on.Namespace, gracePeriodSeconds: 0, cancellationToken: TestContext.Current.CancellationToken);

        await cluster.MakePodAsync(on.Namespace, "c", record.Run, Image + ":v2", "sha256:cc");
        await cluster.MakePodAsync(on.Namespace, "d", record.Run, Image + ":v2", "");
        await ShowAsync("Succeeded", new ArgoTask("setup", "Succeeded", new ArgoTry("Succeeded")));
        await on.SeesAsync(record, RunPhase.Succeeded);

        Assert.Equal(
            [$"{Image}@sha256:aa", $"{Image}@sha256:cc"], (await on.FindAsync(record))?.Workflow?.Images);
        Assert.Equal(2, cluster.Proxy.Count("list", "pods"));
    }

    [Fact]
    public async Task Without_the_right_to_list_pods_a_run_ends_as_well_and_its_images_are_not_known()
    {
        await cluster.ForbidAsync(on.Namespace, "list", "pods");
        await ShowAsync("Succeeded", new ArgoTask("setup", "Succeeded", new ArgoTry("Succeeded")));
        await on.SeesAsync(record, RunPhase.Succeeded);
        var run = await on.FindAsync(record);

        Assert.Empty(run!.Workflow!.Images);
        Assert.Equal(["setup"], run.Steps?.Select(step => step.Name));
    }

    [Fact]
    public async Task A_run_that_failed_names_the_step_as_automate_metashape_does_and_shows_its_last_try()
    {
        const string pod = "build-depth-maps";
        var killed = new ArgoTry("Failed", "OOMKilled (exit code 137)", "137");
        var last = ArgoController.PodNameOf(record.Run, "gpu-step", ArgoNodes.IdOf(record.Run, $"{record.Run}.{pod}(1)"));
        await cluster.SetPodLogAsync(on.Namespace, last, "main", ["buildDepthMaps: 12%"]);
        await ShowAsync(
            "Failed",
            new ArgoTask("setup", "Succeeded", new ArgoTry("Error", "pod deleted"), new ArgoTry("Succeeded")),
            new ArgoTask(pod, "Failed", killed, killed) { Template = "gpu-step", Message = "No more retries left" });
        await on.SeesAsync(record, RunPhase.Failed);
        var run = await on.FindAsync(record);

        Assert.Equal("out of memory in build_depth_maps, asked for 16Gi (then 24Gi) (OOMKilled (exit code 137))", run?.Message);
        Assert.Equal("build_depth_maps", run?.FailedStep);
        Assert.Equal(["buildDepthMaps: 12%"], run?.LastLogLines);
        Assert.Equal([2, 2], run?.Steps?.Select(step => step.Tries));
    }

    [Fact]
    public async Task Where_a_run_that_goes_may_not_be_read_its_labels_stand()
    {
        await cluster.ForbidAsync(on.Namespace, "get", "workflows");
        await ShowAsync("Running", new ArgoTask("setup", "Running", new ArgoTry("Running")));

        await on.SeesAsync(record, RunPhase.Running);

        Assert.Null((await on.FindAsync(record))?.Progress);
    }

    private Task ShowAsync(string phase, params ArgoTask[] tasks) =>
        cluster.Argo.ShowAsync(on.Namespace, record.Run, phase, tasks);
}

[Collection(nameof(DoubleCluster))]
public sealed class ArgoProgressOnDoubleTests(DoubleCluster cluster) : ArgoProgressTests(cluster);

[Collection(nameof(ApiServerCluster))]
public sealed class ArgoProgressOnApiServerTests(ApiServerCluster cluster) : ArgoProgressTests(cluster);
