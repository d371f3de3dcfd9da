using System.Text.Json.Nodes;
using OfoWatcher.Markers;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Tests.Fixtures.Cluster;
using OfoWatcher.Workflows.Argo;

namespace OfoWatcher.Tests.EndToEnd.Argo;

public abstract class RunTests : ArgoTests
{
    private protected RunTests(ClusterFixture fixture)
        : base(fixture)
    {
    }

    [Fact]
    public async Task An_upload_becomes_one_Workflow_and_its_end_a_marker_with_the_products()
    {
        Share.AddPhotos("Oak_1.a");
        await using var watcher = Share.Start();
        var run = await Share.BegunAsync("Oak_1.a");
        var workflow = await Cluster.Argo.GetAsync(Share.Namespace, run);
        await Share.SucceedAsync("Oak_1.a", run);
        await Share.CompletedAsync("Oak_1.a");

        var completed = (CompletedMarker)Share.Marker("Oak_1.a")!;
        var ended = await Cluster.Argo.GetAsync(Share.Namespace, run);
        Assert.Equal(("argo", run, 1), (completed.Engine, completed.Run, completed.Attempt));
        Assert.Equal(ended.Text("status", "startedAt"), $"{completed.StartedAt:yyyy-MM-dd'T'HH:mm:ss'Z'}");
        Assert.Equal(ended.Text("status", "finishedAt"), $"{completed.EndedAt:yyyy-MM-dd'T'HH:mm:ss'Z'}");
        Assert.Equal(MadeProducts.NamesOf("Oak_1.a"), completed.Products.Select(product => Path.GetFileName(product.Path)));
        Assert.Equal(15, completed.Photos);
        Assert.Equal(MetashapeTemplate.Name, workflow.Text("spec", "workflowTemplateRef", "name"));
        Assert.Equal(completed.Revision, workflow.Text("metadata", "labels", WorkflowLabels.Revision));
        Assert.Equal(run, workflow.Text("metadata", "labels", WorkflowLabels.Run));
        Assert.Equal(
            [
                ("project-name", "Oak_1.a"), ("photo-path", Share.Project("Oak_1.a")),
                ("config-file", Share.Result("Oak_1.a", run, "config.yml")),
                ("project-path", Share.Result("Oak_1.a", run, "project")),
                ("output-path", Share.Result("Oak_1.a", run, "output")), ("upload-to", ""), ("setup", "cpu"),
            ],
            workflow.Objects("spec", "arguments", "parameters").Select(Pair).Take(7));
        var config = await File.ReadAllTextAsync(
            Share.Result("Oak_1.a", run, "config.yml"), TestContext.Current.CancellationToken);
        Assert.Contains("  project_crs: \"EPSG::32610\"\n  subdivide_task: True\n", config, StringComparison.Ordinal);
        Assert.Equal(1, Share.Launches);
        Assert.Single(await Share.WorkflowsAsync());
        Assert.Equal(200, (await AskAsync(watcher, "/readyz")).Status);
    }

    [Fact]
    public async Task A_run_that_failed_is_tried_again_and_then_failed_with_its_step_and_the_end_of_its_log()
    {
        const string why = "OOMKilled (exit code 137)";
        Share.AddPhotos("oak");
        await using var watcher = Share.Start("--Runs:MaxAttempts=2");
        var first = await Share.BegunAsync("oak");
        await Cluster.Argo.FailAsync(Share.Namespace, first, "align-cameras", why, 137);
        await watcher.SaysAsync("out of memory in align_cameras, asked for ");

        var second = await Share.BegunAsync("oak", attempt: 2);
        var pod = ArgoController.PodNameOf(second, "align-cameras", ArgoNodes.IdOf(second, $"{second}.align-cameras"));
        await Cluster.SetPodLogAsync(
            Share.Namespace, pod, "main", [.. Enumerable.Range(1, 30).Select(number => $"line {number}")]);
        Assert.Equal(pod, await Cluster.Argo.FailAsync(Share.Namespace, second, "align-cameras", why, 137));
        var failed = await Share.FailedAsync("oak");
        Assert.Equal(("argo", second, 2), (failed.Engine, failed.Run, failed.Attempt));
        Assert.Equal("align_cameras", failed.FailedStep);
        Assert.Matches(@"^out of memory in align_cameras, asked for \d+Gi \(OOMKilled \(exit code 137\)\)$", failed.Message);
        Assert.Equal(Enumerable.Range(11, 20).Select(number => $"line {number}"), failed.LastLogLines);
        Assert.Equal(2, Share.Launches);
    }

    [Fact]
    public async Task A_dry_run_tells_what_would_be_launched_and_changes_nothing_anywhere()
    {
        Share.AddPhotos("oak");
        await using var watcher = Share.Start("--dry-run");
        await watcher.SaysAsync("oak: dry run, would launch oak-");
        Assert.Equal(0, (await watcher.StopAsync()).ExitCode);

        Assert.Empty(Directory.EnumerateFileSystemEntries(Share.Output));
        Assert.NotEmpty(Cluster.Proxy.Requests);
        Assert.All(Cluster.Proxy.Requests, request => Assert.Equal("GET", request.Method));
    }

    [Fact]
    public async Task What_is_rendered_is_what_is_submitted_and_the_cluster_takes_it()
    {
        Share.AddPhotos("12e34");
        var rendered = await Share.RunAsync("render", Share.Project("12e34"));
        Assert.Equal((0, 0), (rendered.ExitCode, Cluster.Proxy.Requests.Count));
        var manifest = Manifests.Parse(string.Join('\n', rendered.Output)).Single();
        using var api = Cluster.Api(TestUsers.Watcher);
        var elsewhere = await Cluster.MakeNamespaceAsync();
        var path = $"/apis/{Workflow.Group}/{Workflow.Version}/namespaces/{elsewhere}/{Workflow.Plural}";
        var taken = (await api.PostAsync(path, manifest)).Expect();

        await using var watcher = Share.Start();
        var submitted = await Cluster.Argo.GetAsync(Share.Namespace, await Share.LaunchedAsync("12e34"));
        foreach (var part in new[] { "name", "labels", "annotations" })
            AssertAlike(submitted.At("metadata", part), taken.At("metadata", part));
        foreach (var spec in new[] { submitted, taken }.Select(workflow => workflow.Child("spec")))
            Assert.True(spec.Remove("priority")); // It falls with the time.
        AssertAlike(submitted.At("spec"), taken.At("spec"));
    }

    private static void AssertAlike(JsonNode? expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(expected, actual), $"{actual} is not {expected}");

    private static (string?, string?) Pair(JsonObject parameter) => (parameter.Text("name"), parameter.Text("value"));
}

[Collection(nameof(DoubleCluster))]
public sealed class DoubleRunTests(DoubleCluster fixture) : RunTests(fixture);

[Collection(nameof(ApiServerCluster))]
public sealed class ApiServerRunTests(ApiServerCluster fixture) : RunTests(fixture);
