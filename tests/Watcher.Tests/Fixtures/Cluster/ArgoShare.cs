using System.Globalization;
using System.Text.Json.Nodes;
using k8s;
using OfoWatcher.Markers;
using OfoWatcher.Workflows.Argo;

namespace OfoWatcher.Tests.Fixtures.Cluster;

/// <summary>
/// A share, an output folder, and a namespace in which runs are Workflows: those of a watcher that is a process of its
/// own and has no more rights than its Role. What becomes of a Workflow is for the test to say.
/// </summary>
internal sealed class ArgoShare : TestShare
{
    private readonly List<WatcherProcess> watchers = [];

    /// <param name="ns">The namespace, which need not be there yet.</param>
    public ArgoShare(TestCluster cluster, string ns)
    {
        Cluster = cluster;
        Namespace = ns;
        File.WriteAllText(Project("config.yml"), "project:\n  project_crs: \"EPSG::32610\"\n");
    }

    public TestCluster Cluster { get; }

    public string Namespace { get; }

    /// <summary>The cluster as the watcher finds it.</summary>
    public string Kubeconfig(string user = TestUsers.Watcher) => Cluster.Kubeconfig(Namespace, user);

    /// <summary>With a Lease that outlasts a server that is stopped and started again.</summary>
    public override IReadOnlyList<string> Settings =>
    [
        .. QuickSettings,
        "--Workflows:Engine=Argo",
        "--Argo:LeaseDuration=00:02:00",
        "--Dashboard:Listen=http://127.0.0.1:0",
    ];

    /// <summary>How many Workflows watchers have made in the namespace.</summary>
    public int Launches => Cluster.Proxy.Requests.Count(request =>
        request.Is("create", "workflows") && request.Namespace == Namespace && request.Status == 201);

    /// <summary>Starts the daemon.</summary>
    public WatcherProcess Start(params string[] settings) => Start("ofo-watcher-0", Kubeconfig(), settings);

    /// <param name="pod">The name of the pod that it takes itself to run in.</param>
    /// <param name="kubeconfig">The file by which it finds the cluster.</param>
    /// <param name="settings">Further arguments.</param>
    public WatcherProcess Start(string pod, string kubeconfig, params string[] settings)
    {
        var watcher = WatcherProcess.Start(
            Folder, ["run", .. Settings, .. settings], "env", $"POD_NAME={pod}", $"KUBECONFIG={kubeconfig}");
        watchers.Add(watcher);
        return watcher;
    }

    /// <summary>Runs another command of the program to its end.</summary>
    public Task<Outcome> RunAsync(params string[] words) => WatcherProcess.RunAsync(
        Folder, [.. words, .. Settings], "env", "POD_NAME=another", $"KUBECONFIG={Kubeconfig()}");

    /// <summary>All Workflows in the namespace.</summary>
    public async Task<IReadOnlyList<JsonObject>> WorkflowsAsync()
    {
        var all = await Cluster.Admin.CustomObjects.ListNamespacedCustomObjectAsync<JsonObject>(
            Workflow.Group, Workflow.Version, Namespace, Workflow.Plural);
        return [.. all.Objects("items")];
    }

    /// <summary>Waits until a project's run is a Workflow.</summary>
    /// <returns>The run's name.</returns>
    public async Task<string> LaunchedAsync(string project, int attempt = 1)
    {
        string? name = null;
        await Eventually.TrueAsync(
            async () => (name = (await WorkflowsAsync()).FirstOrDefault(IsIt).Text("metadata", "name")) is not null,
            () => $"attempt {attempt} of {project} is a Workflow; its status is “{Status(project)}”{WatchersWords}");
        return name!;

        bool IsIt(JsonObject workflow) =>
            workflow.Text("metadata", "annotations", WorkflowLabels.ProjectName) == project
            && workflow.Text("metadata", "labels", WorkflowLabels.Attempt)
                == attempt.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Waits until a project's run is a Workflow, and plays that Argo has begun with it.</summary>
    public async Task<string> BegunAsync(string project, int attempt = 1)
    {
        var run = await LaunchedAsync(project, attempt);
        await Cluster.Argo.StartAsync(Namespace, run);
        await SaysAsync(project, "Running: run " + run);
        return run;
    }

    /// <summary>Plays that a run ends well: it leaves a product.</summary>
    public Task SucceedAsync(string project, string run)
    {
        AddProduct(project, run);
        return Cluster.Argo.SucceedAsync(Namespace, run);
    }

    /// <summary>Writes what Metashape leaves in a run's folder, and its log to the last line.</summary>
    public void AddProduct(string project, string run) => MadeProducts.WriteAll(Result(project, run), project);

    /// <summary>Waits until a project has failed for good.</summary>
    public async Task<FailedMarker> FailedAsync(string project)
    {
        await Eventually.TrueAsync(() => Marker(project) is FailedMarker { RetryAt: null }, $"{project} has failed");
        return (FailedMarker)Marker(project)!;
    }

    /// <summary>Waits until the pilot reads some words about a project.</summary>
    public Task SaysAsync(string project, string words) => Eventually.TrueAsync(
        () => Status(project).Contains(words, StringComparison.Ordinal),
        () => $"the status of {project} says “{words}”; it says “{Status(project)}”{WatchersWords}");

    /// <summary>Does something while the API server is stopped, and starts it again.</summary>
    public async Task WhileStoppedAsync(Func<Task> act)
    {
        await Cluster.StopAsync();
        try
        {
            await act();
        }
        finally
        {
            await Cluster.StartAgainAsync();
        }
    }

    private string WatchersWords => string.Concat(watchers.Select(watcher => $"\n{string.Join('\n', watcher.Output)}"));
}
