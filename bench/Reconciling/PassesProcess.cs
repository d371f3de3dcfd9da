using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OfoWatcher.Bench.Measuring;
using OfoWatcher.Commands;
using OfoWatcher.Platform;
using OfoWatcher.Reconciling;

namespace OfoWatcher.Bench.Reconciling;

/// <summary>What a process that only makes passes tells of itself.</summary>
/// <param name="Milliseconds">Wall time of each pass, from the start of the scan to the empty queue.</param>
/// <param name="PeakMegabytes">Its own VmHWM at the end.</param>
/// <param name="HeapMegabytes">Live objects after each pass; empty when it was not asked to collect them.</param>
internal sealed record PassesReport(double[] Milliseconds, double PeakMegabytes, double[] HeapMegabytes);

/// <summary>
/// A process of its own that puts the watcher together as its commands do and makes passes over a share of ended
/// projects. Nothing else happens in it, so that its memory is the watcher's.
/// </summary>
internal static class PassesProcess
{
    public const string Command = "--passes";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(1);

    /// <summary>Starts the process and reads what it tells.</summary>
    /// <param name="collect">Whether to collect garbage after each pass and weigh what is left.</param>
    /// <exception cref="MeasuringException">A pass did not reconcile every project.</exception>
    public static async Task<PassesReport> StartAsync(
        EndedShare share, int passes, bool collect, CancellationToken cancellationToken)
    {
        var request = JsonSerializer.Serialize(share);
        var text = await OutsideProgram.ReadAsync(
            Environment.ProcessPath!, [Command, request, $"{passes}", $"{collect}"], cancellationToken);
        return JsonSerializer.Deserialize<PassesReport>(text)!;
    }

    /// <summary>What happens in the process.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var share = JsonSerializer.Deserialize<EndedShare>(arguments[1])!;
        var builder = WatcherHost.CreateBuilder(
        [
            $"--Intake:InputRoots:0={share.Input}", $"--Output:Root={share.Output}",
            "--Logging:LogLevel:Default=Warning",
        ]);
        using var host = builder.Build();
        using var exclusive = await OutputLock.TakeAsync(host.Services.GetRequiredService<OutputFolder>(), TimeProvider.System);
        await host.StartAsync(CancellationToken.None);
        List<double> taken = [], heap = [];
        for (var pass = 0; pass < int.Parse(arguments[2]); pass++)
        {
            taken.Add(await Stage.TimeAsync(() => PassAsync(host.Services, share.Projects)));
            if (bool.Parse(arguments[3]))
                heap.Add(GC.GetTotalMemory(forceFullCollection: true) / 1e6);
        }

        Console.WriteLine(JsonSerializer.Serialize(
            new PassesReport([.. taken], PeakMemory.Of("self"), [.. heap])));
        await host.StopAsync(CancellationToken.None);
        return 0;
    }

    /// <summary>Scans, and waits until every project was reconciled.</summary>
    /// <exception cref="MeasuringException">Not all of them are known to have ended.</exception>
    public static async Task PassAsync(IServiceProvider services, int projects)
    {
        if (!await services.GetRequiredService<ScanPass>().RunAsync(CancellationToken.None))
            throw new MeasuringException("a pass did not come to its end");
        var queue = services.GetRequiredService<WorkQueue>();
        while (!queue.IsIdle)
            await Task.Delay(Look);
        var completed = services.GetRequiredService<StatusBoard>().All
            .Count(status => status.State == ProjectState.Completed);
        if (completed != projects)
            throw new MeasuringException($"{completed} of {projects} projects are known to have ended");
    }
}
