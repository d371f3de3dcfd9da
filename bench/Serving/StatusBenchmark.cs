using OfoWatcher.Bench.Measuring;
using OfoWatcher.Bench.Reconciling;

namespace OfoWatcher.Bench.Serving;

/// <summary>The status page over many projects, and what it costs the watcher's own work.</summary>
internal sealed class StatusBenchmark : IBenchmark
{
    private const int Projects = 10_000;
    private const int Rounds = 5;
    private const int Seconds = 5;
    private const int Passes = 5;
    private const int Listeners = 100;
    private const int PerSecond = 100;
    private const string ListPath = "/api/v1/projects";

    public string Name => "status";

    public string Description =>
        $"`GET {ListPath}` (the first 50 of 10,000 projects) and `GET /` of the watcher put together as its commands "
        + $"do, asked for by `wrk` as fast as it can over {WrkLoad.Connections} connections for {Seconds} s. The peer "
        + "is a bare Kestrel in a process of its own that answers with the same bytes, asked in turn in each round. "
        + $"Then the passes over the 10,000 projects: with nobody looking, with {Listeners} pages open that listen to "
        + $"changes and {PerSecond} requests a second for ever other pages of the list, and with `wrk` besides, which "
        + "on few cores takes what the pass would have.";

    public string? Missing => WrkLoad.Missing;

    public async Task<Outcome> RunAsync(WorkFolder work, CancellationToken cancellationToken)
    {
        if (Missing is { } missing)
            throw new MeasuringException(missing);
        Stage.Tell($"status: making {Projects} ended projects");
        var share = EndedShare.Make(work.Make("share"), work.Make("results"), Projects, cancellationToken);
        using var watcher = await ServingProcess.StartWatcherAsync(share);
        await watcher.PassesAsync(Passes); // Not measured: what is compiled and cached on the way.

        var list = await CompareAsync(watcher, ListPath, "list", work, cancellationToken);
        var page = await CompareAsync(watcher, "/", "page", work, cancellationToken);
        var memory = await WeighAsync(watcher, cancellationToken);
        var passes = await PassesAsync(watcher, cancellationToken);
        var (behind, later) = (list[4], list[5]);
        var slower = passes[3];
        return new Outcome(
            FormattableString.Invariant(
                $"list of {Projects} {list[0].Median:0}/s, 99% in {list[2].Median:0.0} ms; page {page[0].Median:0}/s; ")
            + FormattableString.Invariant(
                $"{Listeners} listeners {memory[0].Median:0.0} MB, passes {slower.Median:0.00} x with them"),
            [.. list, .. page, .. memory, .. passes],
            [
                new Target("list, answers a second, peer over watcher", behind.Median, 2, "x"),
                new Target("list, 99th percentile, watcher over peer", later.Median, 2, "x"),
                new Target("page, answers a second, peer over watcher", page[4].Median, 2, "x"),
                new Target($"live objects of {Listeners} listeners", memory[0].Median, 10, "MB"),
                new Target($"passes with {Listeners} looking over nobody", slower.Median, 1.1, "x"),
            ]);
    }

    /// <summary>
    /// Answers a second of both, the 99th percentile of both, and how far the watcher is behind in each.
    /// </summary>
    private static async Task<IReadOnlyList<Series>> CompareAsync(
        ServingProcess watcher, string path, string what, WorkFolder work, CancellationToken cancellationToken)
    {
        Stage.Tell($"status: {Rounds} rounds of {Seconds} s each for {path} and its peer");
        var file = Path.Combine(work.Path, what);
        await SaveAsync(new Uri(watcher.Address, path), file, cancellationToken);
        using var peer = await ServingProcess.StartPeerAsync(file);
        List<WrkLoad> ours = [], theirs = [];
        for (var round = 0; round <= Rounds; round++)
        {
            ours.Add(await WrkLoad.RunAsync(new Uri(watcher.Address, path), Seconds, cancellationToken));
            theirs.Add(await WrkLoad.RunAsync(peer.Address, Seconds, cancellationToken));
        }

        // The first one warms both.
        var (rate, peerRate) = (Rate($"{what}, watcher", ours[1..]), Rate($"{what}, peer", theirs[1..]));
        var (worst, peerWorst) = (Worst($"{what}, watcher", ours[1..]), Worst($"{what}, peer", theirs[1..]));
        return
        [
            rate, peerRate, worst, peerWorst,
            peerRate.Over(rate, $"{what}, answers a second, peer over watcher", "x"),
            worst.Over(peerWorst, $"{what}, 99th percentile, watcher over peer", "x"),
        ];
    }

    private static async Task<IReadOnlyList<Series>> WeighAsync(
        ServingProcess watcher, CancellationToken cancellationToken)
    {
        Stage.Tell($"status: memory of {Listeners} listeners");
        List<double> objects = [], resident = [];
        for (var round = 0; round < Rounds; round++)
        {
            var (before, residentBefore) = (await watcher.WeighAsync(), watcher.Resident);
            using var audience = new Audience();
            await audience.ListenAsync(watcher.Address, Listeners, cancellationToken);
            objects.Add(await watcher.WeighAsync() - before);
            resident.Add(watcher.Resident - residentBefore);
        }

        return
        [
            new($"live objects, {Listeners} listeners over none", "MB", objects),
            new($"resident memory, {Listeners} listeners over none", "MB", resident),
        ];
    }

    private static async Task<IReadOnlyList<Series>> PassesAsync(
        ServingProcess watcher, CancellationToken cancellationToken)
    {
        Stage.Tell($"status: {Rounds} rounds of {Passes} passes with nobody looking, with {Listeners}, and with wrk");
        List<double> alone = [], watched = [], pressed = [];
        for (var round = 0; round < Rounds; round++)
        {
            alone.Add(await watcher.PassesAsync(Passes));
            using var audience = new Audience();
            await audience.ListenAsync(watcher.Address, Listeners, cancellationToken);
            audience.Ask(watcher.Address, PerSecond);
            watched.Add(await watcher.PassesAsync(Passes));
            var load = WrkLoad.RunAsync(new Uri(watcher.Address, ListPath), Seconds, cancellationToken);
            pressed.Add(await watcher.PassesAsync(1));
            await load;
            await audience.LeaveAsync();
        }

        var nobody = new Series("pass, nobody looking", "ms", alone);
        var looking = new Series($"pass, {Listeners} listening and {PerSecond} requests a second", "ms", watched);
        var hard = new Series("pass, wrk besides as fast as it can", "ms", pressed);
        return
        [
            nobody, looking, hard,
            looking.Over(nobody, $"pass, {Listeners} looking over nobody", "x"),
            hard.Over(nobody, "pass, wrk besides over nobody", "x"),
        ];
    }

    private static Series Rate(string what, List<WrkLoad> loads) =>
        new($"{what}, answers", "per second", [.. loads.Select(load => load.PerSecond)]);

    private static Series Worst(string what, List<WrkLoad> loads) =>
        new($"{what}, 99th percentile", "ms", [.. loads.Select(load => load.Worst)]);

    private static async Task SaveAsync(Uri page, string file, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(page, cancellationToken);
        if (!answer.IsSuccessStatusCode)
            throw new MeasuringException($"{page} is answered with {(int)answer.StatusCode}");
        await using var stream = File.Create(file);
        await answer.Content.CopyToAsync(stream, cancellationToken);
    }
}
