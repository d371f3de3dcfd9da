using System.Collections.Concurrent;
using OfoWatcher.Tests.Fixtures.Cluster;

namespace OfoWatcher.Bench.Launching;

/// <param name="Name">The Workflow's name, which is the run's.</param>
/// <param name="Project">The project it is a run of.</param>
/// <param name="At">When the benchmark heard that it exists.</param>
internal sealed record SeenWorkflow(string Name, string Project, DateTimeOffset At);

/// <summary>
/// Hears of every Workflow of a namespace as soon as it exists, by one watch that stays open, so that the server does
/// not count it among the requests.
/// </summary>
internal sealed class WorkflowWatch : IDisposable
{
    private const string Accept = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";

    private readonly ConcurrentDictionary<string, SeenWorkflow> seen = new();
    private readonly JsonApi api;

    public WorkflowWatch(BenchCluster cluster, string ns)
    {
        api = cluster.NewAdmin();
        _ = FollowAsync($"{BenchCluster.WorkflowsOf(ns)}?watch=true");
    }

    public int Count => seen.Count;

    public ICollection<SeenWorkflow> All => seen.Values;

    /// <summary>When the latest of them was heard of.</summary>
    public DateTimeOffset LastAt => seen.Values.Max(workflow => workflow.At);

    /// <summary>Asks nothing more; the watch itself ends with the server.</summary>
    public void Dispose() => api.Dispose();

    private async Task FollowAsync(string path)
    {
        await foreach (var told in api.WatchAsync(path, Accept))
        {
            var name = told.Text("object", "metadata", "name") ?? "";
            var project = told.Text(
                "object", "metadata", "annotations", "watcher.openforestobservatory.org/project-name") ?? "";
            seen.TryAdd(name, new SeenWorkflow(name, project, TimeProvider.System.GetUtcNow()));
        }
    }
}
