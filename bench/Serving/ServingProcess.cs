using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OfoWatcher.Bench.Measuring;
using OfoWatcher.Bench.Reconciling;
using OfoWatcher.Commands;
using OfoWatcher.Dashboard;
using OfoWatcher.Platform;
using OfoWatcher.Reconciling.Leadership;

namespace OfoWatcher.Bench.Serving;

/// <summary>
/// A process of its own that serves: the watcher as its commands put it together, over a share of ended projects, which
/// makes a pass when it is told to; or the peer, which answers every request with the bytes of a file.
/// </summary>
internal sealed class ServingProcess : IDisposable
{
    public const string Command = "--serve";

    private const string Pass = "pass";
    private const string Weigh = "weigh";

    private readonly Process process;

    private ServingProcess(Process process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>Resident memory in MB (10^6 bytes).</summary>
    public double Resident
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 / 1e6;
        }
    }

    public static Task<ServingProcess> StartWatcherAsync(EndedShare share) =>
        StartAsync(JsonSerializer.Serialize(share));

    public static Task<ServingProcess> StartPeerAsync(string file) => StartAsync(file);

    /// <summary>Makes passes one after the other.</summary>
    /// <returns>The middle one of their times in milliseconds.</returns>
    public async Task<double> PassesAsync(int count)
    {
        var taken = new List<double>();
        for (var pass = 0; pass < count; pass++)
            taken.Add(await AskAsync(Pass));
        return new Series("", "", taken).Median;
    }

    /// <summary>Live objects in MB, once all garbage is collected.</summary>
    public Task<double> WeighAsync() => AskAsync(Weigh);

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }

    /// <summary>What happens in the process.</summary>
    public static async Task<int> RunAsync(string argument)
    {
        if (!argument.StartsWith('{'))
            return await PeerSite.RunAsync(argument);
        var share = JsonSerializer.Deserialize<EndedShare>(argument)!;
        var builder = WatcherHost.CreateBuilder(
        [
            $"--Intake:InputRoots:0={share.Input}", $"--Output:Root={share.Output}",
            "--Dashboard:Listen=http://127.0.0.1:0", "--Logging:LogLevel:Default=None",
        ]);
        using var host = builder.Build();
        using var exclusive = await OutputLock.TakeAsync(
            host.Services.GetRequiredService<OutputFolder>(), TimeProvider.System);
        host.Services.GetRequiredService<LeadershipStatus>().Role = WatcherRole.Leader;
        await host.StartAsync(CancellationToken.None);
        var server = host.Services.GetRequiredService<StatusServer>();
        await server.StartAsync(CancellationToken.None);
        await PassesProcess.PassAsync(host.Services, share.Projects);
        Console.WriteLine(server.Address);
        while (await Console.In.ReadLineAsync() is { } command)
        {
            var answer = command == Pass
                ? await Stage.TimeAsync(() => PassesProcess.PassAsync(host.Services, share.Projects))
                : GC.GetTotalMemory(forceFullCollection: true) / 1e6;
            Console.WriteLine(answer.ToString(CultureInfo.InvariantCulture));
        }

        return 0;
    }

    private static async Task<ServingProcess> StartAsync(string argument)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Command, argument])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start) ?? throw new MeasuringException("this program could not be started");
        return await process.StandardOutput.ReadLineAsync() is { } address
            ? new ServingProcess(process, new Uri(address))
            : throw new MeasuringException("the process that serves ended at its start");
    }

    private async Task<double> AskAsync(string command)
    {
        await process.StandardInput.WriteLineAsync(command);
        await process.StandardInput.FlushAsync();
        return await process.StandardOutput.ReadLineAsync() is { } answer
            ? double.Parse(answer, CultureInfo.InvariantCulture)
            : throw new MeasuringException("the process that serves has ended");
    }
}
