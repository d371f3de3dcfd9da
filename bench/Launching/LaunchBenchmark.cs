using OfoWatcher.Bench.Measuring;

namespace OfoWatcher.Bench.Launching;

/// <summary>Launches, ends and quiet hours with the real API server, held against creating the same by hand.</summary>
internal sealed class LaunchBenchmark : IBenchmark
{
    private const int Projects = 500;
    private const int IdleProjects = 1000;
    private const int Rounds = 3;

    public string Name => "launch";

    public string Description =>
        "The watcher (`run`, with the rights of its Role) against etcd and kube-apiserver on the same machine, etcd without "
        + "flushing. 500 projects of 15 photos whose uploads are complete settle in the first pass and may all run at "
        + "once: from its log's first “settled” to the last Workflow that exists, told by a watch. Then every Workflow "
        + "is marked as succeeded, eight requests at a time: from the sending of each one's request to its project's "
        + "COMPLETED.json (the kernel's change time). The peers create the same Workflows in another namespace in the "
        + "same round: `kubectl create --validate=false -f FILE >/dev/null`, and bare POSTs, four at a time. Requests "
        + "are the API server's own count (`apiserver_request_total`) of those about Workflows, WorkflowTemplates, "
        + "Leases, pods and events, less the benchmark's; a watch counts when it ends. Idle is a watcher with 1,000 "
        + "running Workflows and the default scan interval, minute by minute. Memory is VmHWM.";

    public string? Missing => BenchCluster.Missing;

    public async Task<Outcome> RunAsync(WorkFolder work, CancellationToken cancellationToken)
    {
        if (Missing is { } missing)
            throw new MeasuringException($"launch needs an API server: {missing} (setup-envtest use -p path gets one)");
        try
        {
            return await MeasureAsync(work, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutException)
        {
            throw new MeasuringException($"launch: the API server does not do what is asked: {e.Message}");
        }
    }

    private static async Task<Outcome> MeasureAsync(WorkFolder work, CancellationToken cancellationToken)
    {
        Stage.Tell($"launch: starting the API server");
        await using var cluster = await BenchCluster.StartAsync();
        if (!Peers.HasKubectl)
            Stage.Tell($"launch: there is no kubectl to compare with");
        Stage.Tell($"launch: {Rounds} rounds of {Projects} launches and ends, and the peers");
        var rounds = new List<LaunchRound>();
        for (var round = 1; round <= Rounds; round++)
        {
            var name = $"round-{round}";
            rounds.Add(await LaunchRound.MeasureAsync(cluster, work, name, Projects, cancellationToken));
        }

        Stage.Tell($"launch: {IdleProjects} running Workflows, {IdleWatch.Minutes} minutes in which nothing happens");
        return Judge(rounds, await IdleWatch.MeasureAsync(cluster, work, IdleProjects, cancellationToken));
    }

    private static Outcome Judge(IReadOnlyList<LaunchRound> rounds, IdleWatch idle)
    {
        Series Of(string what, string unit, Func<LaunchRound, double> value) => new(what, unit, [.. rounds.Select(value)]);
        var launch = Of("settled to the last of 500 Workflows", "s", round => round.ToLaunched);
        var bare = Of("bare POSTs of the same 500", "s", round => round.Bare);
        var writes = Of("writes to launch", "per project", round => round.Launching.Writes / Projects);
        var reads = Of("reads to launch", "per project", round => round.Launching.Reads / Projects);
        var marker = Of("run's end to its marker, median of 500", "s", round => Middle(round.EndsToMarkers));
        var peak = Of("peak memory, all launched and marked", "MB", round => round.Peak);
        var cpu = new Series("idle, 1,000 running: CPU", "% of a core", idle.CpuShares);
        var requests = new Series("idle, 1,000 running: requests", "per minute", idle.Requests);
        var summary = FormattableString.Invariant($"{Projects} projects in {launch.Median:0.0} s, ")
            + FormattableString.Invariant($"writes {writes.Max:0.00} per project, reads {reads.Max:0.00} per project, ")
            + FormattableString.Invariant($"peak {peak.Max:0} MB");
        return new Outcome(summary,
        [
            Of("start to the first settled", "s", round => round.ToSettled), launch, .. Kubectl(rounds, launch), bare,
            launch.Over(bare, "launch over bare POSTs", "x POSTs"), writes, reads,
            Of("watches that a launch opens", "at least", round => Math.Max(1, round.Launching.Of("workflows", "WATCH"))),
            Of("processor time from the start until then", "s", round => round.LaunchCpu),
            Of("peak memory, all launched", "MB", round => round.LaunchPeak),
            Of("marking all 500 as ended", "s", round => round.Ending), marker,
            Of("run's end to its marker, longest of 500", "s", round => round.EndsToMarkers.Max()),
            Of("first end to the last marker", "s", round => round.ToLastMarker),
            Of("processor time to mark", "s", round => round.MarkCpu),
            Of("writes to mark", "per project", round => round.Marking.Writes / Projects),
            Of("reads to mark, each run's end", "per project", round => round.Marking.Reads / Projects), peak,
            new("settled to the last of 1,000 Workflows", "s", [idle.ToLaunched]), cpu, requests,
            new("idle, 1,000 running: peak memory", "MB", [idle.Peak]),
        ],
        [
            new Target("writes to launch", writes.Max, 1, "per project"),
            new Target("reads to launch", reads.Max, 0.1, "per project"),
            new Target("run's end to its marker, median", marker.Median, 2, "s"),
            new Target("idle CPU with 1,000 running", cpu.Values.Average(), 1, "% of a core"),
            new Target("idle requests with 1,000 running", requests.Values.Average(), 5, "per minute"),
        ]);
    }

    private static IEnumerable<Series> Kubectl(IReadOnlyList<LaunchRound> rounds, Series launch)
    {
        if (!Peers.HasKubectl)
            yield break;
        var kubectl = new Series("kubectl create of the same 500", "s", [.. rounds.Select(round => round.Kubectl)]);
        yield return kubectl;
        yield return launch.Over(kubectl, "launch over kubectl", "x kubectl");
    }

    private static double Middle(IReadOnlyList<double> values) => new Series("", "", values).Median;
}
