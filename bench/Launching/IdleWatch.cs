using System.Globalization;
using OfoWatcher.Bench.Measuring;

namespace OfoWatcher.Bench.Launching;

/// <summary>What a watcher costs while nothing happens.</summary>
/// <param name="ToLaunched">Seconds from the first settled upload to the last Workflow, before.</param>
/// <param name="CpuShares">Percent of one core, in each minute.</param>
/// <param name="Requests">Requests in each minute, of all kinds.</param>
/// <param name="Peak">Peak memory since the process started, in MB.</param>
internal sealed record IdleWatch(
    double ToLaunched, IReadOnlyList<double> CpuShares, IReadOnlyList<double> Requests, double Peak)
{
    private const string LengthVariable = "OFO_BENCH_IDLE_MINUTES";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // More than a scan interval: nothing of what went before is left.
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(45);

    /// <summary>How many minutes are measured.</summary>
    public static int Minutes =>
        int.TryParse(Environment.GetEnvironmentVariable(LengthVariable), CultureInfo.InvariantCulture, out var minutes)
            && minutes > 0 ? minutes : 5;

    /// <exception cref="MeasuringException">Not every project was running all the time.</exception>
    public static async Task<IdleWatch> MeasureAsync(
        BenchCluster cluster, WorkFolder work, int projects, CancellationToken cancellationToken)
    {
        var share = await LaunchShare.MakeAsync(work, "idle", projects);
        var ns = await cluster.MakeNamespaceAsync();
        using var watch = new WorkflowWatch(cluster, ns);
        using var watcher = WatcherRun.Start(cluster, ns, share, Path.Combine(work.Path, "idle.log"));
        await watcher.UntilAsync(
            () => watch.Count >= projects, () => watch.Count, "Workflows were made", cancellationToken);
        var toLaunched = (watch.LastAt - watcher.FirstSettledAt()).TotalSeconds;
        await WorkflowPhases.SetAsync(cluster, ns, watch.All, "Running", _ => { }, cancellationToken);
        await Task.Delay(Calm, cancellationToken);

        List<double> shares = [], requests = [];
        var (cpu, counts) = (watcher.CpuSeconds, await cluster.CountAsync());
        for (var minute = 0; minute < Minutes; minute++)
        {
            await Task.Delay(Minute, cancellationToken);
            var (cpuNow, countsNow) = (watcher.CpuSeconds, await cluster.CountAsync());
            shares.Add((cpuNow - cpu) / Minute.TotalSeconds * 100);
            requests.Add(countsNow.Since(counts).All);
            (cpu, counts) = (cpuNow, countsNow);
        }

        var found = new IdleWatch(toLaunched, shares, requests, watcher.Peak);
        var running = (await cluster.ListAsync(ns)).Count;
        if (running != projects || share.CountRunning() != projects)
            throw new MeasuringException($"{running} Workflows, {share.CountRunning()} of {projects} projects running");
        await watcher.StopAsync(cancellationToken);
        return found;
    }
}
