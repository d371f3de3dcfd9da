using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using OfoWatcher.Bench.Measuring;
using OfoWatcher.Tests.Fixtures.Cluster;

namespace OfoWatcher.Bench.Launching;

/// <summary>What one watcher did with a share: launched all of it, and marked all of it when the runs had ended.</summary>
/// <param name="ToSettled">Seconds from the start of the process to the first settled upload.</param>
/// <param name="ToLaunched">Seconds from there to the last Workflow.</param>
/// <param name="Launching">The requests until some seconds after the last Workflow.</param>
/// <param name="LaunchCpu">Seconds of processor time that the watcher used from its start until then.</param>
/// <param name="LaunchPeak">Peak memory by then, in MB.</param>
/// <param name="Ending">Seconds that the benchmark took to mark all Workflows as ended.</param>
/// <param name="EndsToMarkers">Seconds from each Workflow's end to its project's marker.</param>
/// <param name="ToLastMarker">Seconds from the first end to the last marker.</param>
/// <param name="Marking">The requests from the first end until some seconds after the last marker.</param>
/// <param name="MarkCpu">Seconds of processor time that the watcher used meanwhile.</param>
/// <param name="Peak">Peak memory at the end, in MB.</param>
/// <param name="Kubectl">Seconds that kubectl took to create the same Workflows; not a number without kubectl.</param>
/// <param name="Bare">Seconds that bare requests took.</param>
internal sealed record LaunchRound(
    double ToSettled, double ToLaunched, RequestCounts Launching, double LaunchCpu, double LaunchPeak, double Ending,
    IReadOnlyList<double> EndsToMarkers, double ToLastMarker, RequestCounts Marking, double MarkCpu, double Peak,
    double Kubectl, double Bare)
{
    // What still follows a launch or a marker comes within this time: all is done but the requests that nobody expects.
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(3);

    /// <exception cref="MeasuringException">Not every project was launched once and marked.</exception>
    public static async Task<LaunchRound> MeasureAsync(
        BenchCluster cluster, WorkFolder work, string name, int projects, CancellationToken cancellationToken)
    {
        var share = await LaunchShare.MakeAsync(work, name, projects);
        var ns = await cluster.MakeNamespaceAsync();
        using var watch = new WorkflowWatch(cluster, ns);
        var before = await cluster.CountAsync();
        using var watcher = WatcherRun.Start(cluster, ns, share, Path.Combine(work.Path, $"{name}.log"));
        await watcher.UntilAsync(
            () => watch.Count >= projects, () => watch.Count, "Workflows were made", cancellationToken);
        await Task.Delay(Aftermath, cancellationToken);
        var launched = await cluster.CountAsync();
        var settledAt = watcher.FirstSettledAt();
        var round = new LaunchRound(
            (settledAt - watcher.StartedAt).TotalSeconds, (watch.LastAt - settledAt).TotalSeconds,
            launched.Since(before), watcher.CpuSeconds, watcher.Peak, 0, [], 0, launched, 0, 0, double.NaN, 0);

        var runs = watch.All.ToList();
        share.WriteProducts(runs);
        var (endedAt, taken) = await EndAllAsync(cluster, ns, runs, cancellationToken);
        var waiting = new List<string>(share.Projects);
        await watcher.UntilAsync(
            () => waiting.RemoveAll(share.HasMarker) >= 0 && waiting.Count == 0,
            () => waiting.Count, "projects have no marker", cancellationToken);
        await Task.Delay(Aftermath, cancellationToken);
        var marked = await cluster.CountAsync();
        var markedAt = share.Projects.ToDictionary(project => project, share.MarkedAt);
        round = round with
        {
            Ending = taken,
            EndsToMarkers = [.. runs.Select(run => (markedAt[run.Project] - endedAt[run.Name]).TotalSeconds)],
            ToLastMarker = (markedAt.Values.Max() - endedAt.Values.Min()).TotalSeconds,
            Marking = marked.Since(launched).Without("PATCH", "workflows", projects),
            MarkCpu = watcher.CpuSeconds - round.LaunchCpu,
            Peak = watcher.Peak,
        };
        await watcher.StopAsync(cancellationToken);

        var workflows = await cluster.ListAsync(ns);
        if (workflows.Select(ProjectOf).Distinct().Count() != projects || workflows.Count != projects)
            throw new MeasuringException($"there are {workflows.Count} Workflows of {projects} projects");
        var peers = new Peers(cluster, work);
        return round with
        {
            Kubectl = Peers.HasKubectl ? await peers.TimeKubectlAsync(workflows) : double.NaN,
            Bare = await peers.TimeBareAsync(workflows, cancellationToken),
        };
    }

    private static string ProjectOf(JsonObject workflow) =>
        workflow.Text("metadata", "labels", "watcher.openforestobservatory.org/project") ?? "";

    /// <summary>Ends all runs, as fast as the server takes it.</summary>
    /// <returns>When each request to that effect was sent, and how many seconds all took.</returns>
    private static async Task<(ConcurrentDictionary<string, DateTimeOffset> At, double Taken)> EndAllAsync(
        BenchCluster cluster, string ns, IReadOnlyList<SeenWorkflow> runs, CancellationToken cancellationToken)
    {
        var at = new ConcurrentDictionary<string, DateTimeOffset>();
        var start = Stopwatch.GetTimestamp();
        await WorkflowPhases.SetAsync(
            cluster, ns, runs, "Succeeded", name => at[name] = TimeProvider.System.GetUtcNow(), cancellationToken);
        return (at, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }
}
