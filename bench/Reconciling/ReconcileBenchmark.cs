using OfoWatcher.Bench.Measuring;

namespace OfoWatcher.Bench.Reconciling;

/// <summary>Passes over a share all of whose projects have ended: what a watcher does most of its life.</summary>
internal sealed class ReconcileBenchmark : IBenchmark
{
    private const int Few = 1000;
    private const int Many = 10_000;
    private const int Rounds = 5;
    private const int WarmPasses = 5;
    private const int ManyPasses = 50;
    private const string Linear = "x (linear, and a tenth for noise)";
    private const string Find = "exec find \"$1\" -printf '%p %s %T@\\n' >/dev/null";

    public string Name => "reconcile";

    public string Description =>
        "Whole passes (scan of the share, then every project reconciled, until the queue is empty) over 1,000 and over "
        + "10,000 ended projects, each with marker, status, report and a closed run, by the watcher put together as "
        + "its commands do, in a process of its own for each round: the first pass of the process (cold: ledger, "
        + "markers and records are read) and the fastest of five more (warm). The peer is `find OUTPUT -printf '%p %s %T@\\n' "
        + ">/dev/null` over the output folder of the 10,000. Memory is the process's VmHWM.";

    public async Task<Outcome> RunAsync(WorkFolder work, CancellationToken cancellationToken)
    {
        Stage.Tell($"reconcile: making {Few} and {Many} ended projects");
        var few = EndedShare.Make(work.Make("few"), work.Make("few-output"), Few, cancellationToken);
        var many = EndedShare.Make(work.Make("many"), work.Make("many-output"), Many, cancellationToken);
        // Not measured: the first pass ever writes the baseline.
        await PassesProcess.StartAsync(few, 1, collect: false, cancellationToken);
        await PassesProcess.StartAsync(many, 1, collect: false, cancellationToken);

        Stage.Tell($"reconcile: {Rounds} rounds of {Few} projects, {Many} projects, find");
        List<PassesReport> fewReports = [], manyReports = [];
        List<double> find = [];
        for (var round = 0; round < Rounds; round++)
        {
            fewReports.Add(await PassesProcess.StartAsync(few, 1 + WarmPasses, collect: false, cancellationToken));
            manyReports.Add(await PassesProcess.StartAsync(many, 1 + WarmPasses, collect: false, cancellationToken));
            find.Add(await OutsideProgram.TimeShellAsync(Find, many.Output));
        }

        Stage.Tell($"reconcile: {ManyPasses} passes in a row, to see whether memory grows");
        var row = await PassesProcess.StartAsync(many, ManyPasses, collect: true, cancellationToken);
        return Judge(fewReports, manyReports, new("find over the output of 10,000", "ms", find), row);
    }

    private static Outcome Judge(List<PassesReport> few, List<PassesReport> many, Series find, PassesReport row)
    {
        var (fewCold, manyCold) = (Cold("cold, 1,000", few), Cold("cold, 10,000", many));
        var (fewWarm, manyWarm) = (Warm("warm, 1,000", few), Warm("warm, 10,000", many));
        var cold = PerProject("cold, 10,000 over 1,000, per project", manyCold, fewCold);
        var warm = PerProject("warm, 10,000 over 1,000, per project", manyWarm, fewWarm);
        var (fewPeak, manyPeak) = (Peak("peak memory, 1,000", few), Peak("peak memory, 10,000", many));
        // Caches and buffers fill in the first half; what is alive goes up and down with work under way, so that the least
        // of the last two quarters shows whether it grows.
        const int half = ManyPasses / 2;
        const int quarter = ManyPasses / 4;
        var heap = row.HeapMegabytes;
        var growth = (heap[^quarter..].Min() - heap[half..^quarter].Min()) * 1000 / quarter;
        var worst = Math.Max(cold.Median, warm.Median);
        var summary = FormattableString.Invariant(
            $"{Many} projects cold {manyCold.Median / 1000:0.00} s, warm {manyWarm.Median / 1000:0.00} s, ")
            + FormattableString.Invariant($"{worst:0.00} x per project of {Few}, peak {manyPeak.Max:0} MB");
        return new Outcome(summary,
        [
            fewCold, manyCold, fewWarm, manyWarm, find,
            manyCold.Over(find, "cold, 10,000, over find", "x find"),
            manyWarm.Over(find, "warm, 10,000, over find", "x find"),
            cold, warm, fewPeak, manyPeak,
            new($"live objects after pass 1, {half} and {heap.Length}", "MB", [heap[0], heap[half - 1], heap[^1]]),
            new($"growth of live objects from pass {half} to {heap.Length}", "kB/pass", [growth]),
        ],
        [
            new Target("time per project, 10,000 over 1,000, cold", cold.Median, 1.1, Linear),
            new Target("time per project, 10,000 over 1,000, warm", warm.Median, 1.1, Linear),
            new Target("peak memory, 10,000 over 1,000", manyPeak.Max / fewPeak.Max, Many / Few, "x"),
            new Target("growth of live objects once caches are full", growth, 10, "kB/pass"),
        ]);
    }

    private static Series Cold(string what, List<PassesReport> reports) =>
        new(what, "ms", [.. reports.Select(report => report.Milliseconds[0])]);

    private static Series Warm(string what, List<PassesReport> reports) =>
        new(what, "ms", [.. reports.Select(report => report.Milliseconds[1..].Min())]);

    private static Series Peak(string what, List<PassesReport> reports) =>
        new(what, "MB", [.. reports.Select(report => report.PeakMegabytes)]);

    private static Series PerProject(string what, Series many, Series few)
    {
        var ratio = many.Over(few, what, "x");
        return ratio with { Values = [.. ratio.Values.Select(value => value * Few / Many)] };
    }
}
