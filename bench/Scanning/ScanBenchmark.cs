using OfoWatcher.Bench.Measuring;

namespace OfoWatcher.Bench.Scanning;

/// <summary>Scans of a big share, held against <c>find</c> on the same share, in turn.</summary>
internal sealed class ScanBenchmark : IBenchmark
{
    private const int Projects = 1000;
    private const int FilesEach = 1000;
    private const int Rounds = 7;
    private const string Find = "exec find \"$1\" -printf '%p %s %T@\\n' >/dev/null";

    private static readonly TimeSpan DaemonTime = TimeSpan.FromSeconds(20);

    public string Name => "scan";

    public string Description =>
        "The watcher's scanner with its ledger over 1,000 projects of 1,000 files, against "
        + "`find ROOT -printf '%p %s %T@\\n' >/dev/null` on the same tree: full scan (every file looked at), `find`, "
        + "idle scan (nothing has changed), in turn, all warm. Peak memory is the kernel's VmHWM of a process of the "
        + "watcher alone: `once` on an unknown share, and `run` making one full scan after the other.";

    public async Task<Outcome> RunAsync(WorkFolder work, CancellationToken cancellationToken)
    {
        var root = work.Make("share");
        Stage.Tell($"scan: making {Projects} projects of {FilesEach} files");
        ScanTree.Make(root, Projects, FilesEach, cancellationToken);
        var tree = new WatchedTree(root, work.Make("bench-output"));
        await tree.SettleAsync(Projects, cancellationToken);
        await OutsideProgram.TimeShellAsync(Find, root); // Not measured: everything is warm from here on.

        Stage.Tell($"scan: {Rounds} rounds of full scan, find, idle scan");
        List<double> full = [], find = [], idle = [];
        for (var round = 0; round < Rounds; round++)
        {
            full.Add(await tree.FullScanAsync((long)Projects * FilesEach, cancellationToken));
            find.Add(await OutsideProgram.TimeShellAsync(Find, root));
            idle.Add(await tree.IdleScanAsync(cancellationToken));
        }

        Stage.Tell($"scan: peak memory of the watcher");
        var peaks = await PeaksAsync(work, root, cancellationToken);
        return Judge(new("full scan", "ms", full), new("find", "ms", find), new("idle scan", "ms", idle), peaks);
    }

    private static async Task<IReadOnlyList<Series>> PeaksAsync(
        WorkFolder work, string root, CancellationToken cancellationToken)
    {
        var watcher = PublishedWatcher.Program;
        var log = Path.Combine(work.Path, "watcher.log");
        string[] settings =
        [
            $"--Intake:InputRoots:0={root}", $"--Output:Root={work.Make("output")}",
            "--Runs:Backlog=Hold", "--Intake:QuietPeriod=00:00:01",
        ];
        var once = await PeakMemory.OfProgramAsync(watcher, ["once", .. settings], null, log, cancellationToken);
        string[] always = ["--Intake:ScanInterval=00:00:01", "--Intake:FullScanInterval=00:00:01"];
        var run = await PeakMemory.OfProgramAsync(
            watcher, ["run", .. settings, .. always], DaemonTime, log, cancellationToken);
        return [new("peak memory, `once`", "MB", [once]), new("peak memory, `run`", "MB", [run])];
    }

    private static Outcome Judge(Series full, Series find, Series idle, IReadOnlyList<Series> peaks)
    {
        var fullRatio = full.Over(find, "full scan over find", "x find");
        var idleRatio = idle.Over(find, "idle scan over find", "x find");
        var peak = peaks.Max(series => series.Max);
        var summary = FormattableString.Invariant(
            $"full {fullRatio.Median:0.00} x find, idle {idleRatio.Median:0.00} x find, peak {peak:0} MB");
        return new Outcome(summary, [full, find, idle, fullRatio, idleRatio, .. peaks],
        [
            new Target("full scan", fullRatio.Median, 0.7, "x find"),
            new Target("idle scan", idleRatio.Median, 0.05, "x find"),
            new Target("peak memory", peak, 120, "MB"),
        ]);
    }
}
