using System.Runtime.InteropServices;
using OfoWatcher.Bench.Inventory;
using OfoWatcher.Bench.Launching;
using OfoWatcher.Bench.Measuring;
using OfoWatcher.Bench.Reconciling;
using OfoWatcher.Bench.Scanning;
using OfoWatcher.Bench.Serving;
using OfoWatcher.Bench.Surveying;

namespace OfoWatcher.Bench;

/// <summary>Runs the benchmarks. Exit code: 0 all targets met, 1 one missed or failed, 2 no such benchmark.</summary>
internal static class Program
{
    private static readonly IReadOnlyList<IBenchmark> Benchmarks =
    [
        new ScanBenchmark(), new ReconcileBenchmark(), new InventoryBenchmark(), new SurveyBenchmark(),
        new LaunchBenchmark(), new StatusBenchmark(),
    ];

    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is [PassesProcess.Command, ..])
            return await PassesProcess.RunAsync(arguments);
        if (arguments is [ServingProcess.Command, var served])
            return await ServingProcess.RunAsync(served);
        var chosen = arguments switch
        {
            [] => Benchmarks,
            [var name] => [.. Benchmarks.Where(benchmark => benchmark.Name == name)],
            _ => [],
        };
        if (chosen.Count == 0)
        {
            var names = string.Join(", ", Benchmarks.Select(benchmark => benchmark.Name));
            var asked = string.Join(' ', arguments);
            await Console.Error.WriteLineAsync($"There is no benchmark “{asked}”; there are: {names}");
            return 2;
        }

        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        return await RunAsync(chosen, stop.Token);

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true; // The work folder is removed first.
            stop.Cancel();
        }
    }

    private static async Task<int> RunAsync(IReadOnlyList<IBenchmark> benchmarks, CancellationToken stop)
    {
        var results = new ResultsFile(
            Environment.GetEnvironmentVariable("OFO_BENCH_RESULTS") ?? Path.GetFullPath("RESULTS.md"));
        var met = true;
        try
        {
            foreach (var benchmark in benchmarks)
            {
                if (benchmarks.Count > 1 && benchmark.Missing is { } missing)
                {
                    Console.WriteLine($"{benchmark.Name}: left out: {missing}");
                    continue;
                }

                Outcome outcome;
                using (var work = new WorkFolder())
                    outcome = await benchmark.RunAsync(work, stop);
                results.Replace(benchmark, outcome);
                OutcomeText.Print(benchmark, outcome);
                met &= outcome.Targets.All(target => target.IsMet);
            }
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped.");
            return 1;
        }
        catch (MeasuringException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }

        return met ? 0 : 1;
    }
}
