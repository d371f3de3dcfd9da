using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using OfoWatcher.Bench.Measuring;

namespace OfoWatcher.Bench.Launching;

/// <summary>The watcher as a process of its own, as it runs beside a cluster; what it prints goes to a file.</summary>
internal sealed class WatcherRun : IDisposable
{
    private const string ToLog = "log=$1; shift; exec env \"$@\" >\"$log\" 2>&1";
    private const int SettledEvent = 102;

    private readonly Process process;
    private readonly string log;

    private WatcherRun(Process process, string log)
    {
        this.process = process;
        this.log = log;
    }

    /// <summary>Starts it on a share that it has never seen, with room for all projects at once.</summary>
    public static WatcherRun Start(BenchCluster cluster, string ns, LaunchShare share, string log)
    {
        string[] settings =
        [
            $"--Intake:InputRoots:0={share.Input}", $"--Output:Root={share.Output}", "--Runs:Backlog=Process",
            $"--Runs:MaxConcurrentRuns={share.Projects.Count}", "--Runs:MaxLaunchesPerHour=10000",
            "--Workflows:Engine=Argo", $"--Argo:Namespace={ns}", "--Logging:Console:FormatterName=json",
        ];
        string[] words =
        [
            "-c", ToLog, "sh", log, $"KUBECONFIG={cluster.WatcherKubeconfig(ns)}",
            PublishedWatcher.Program, "run", .. settings,
        ];
        return new WatcherRun(OutsideProgram.Start("/bin/sh", words, redirect: false), log);
    }

    public DateTimeOffset StartedAt => new(process.StartTime.ToUniversalTime(), TimeSpan.Zero);

    /// <summary>Peak memory so far, in MB.</summary>
    public double Peak => PeakMemory.Of(process.Id.ToString(CultureInfo.InvariantCulture));

    /// <summary>Seconds of processor time so far, of all its threads.</summary>
    public double CpuSeconds
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime.TotalSeconds;
        }
    }

    /// <summary>When it told that the first upload had settled, by its own log.</summary>
    /// <exception cref="MeasuringException">Not all settled before the first was launched, or none did.</exception>
    public DateTimeOffset FirstSettledAt()
    {
        var at = Events().Where(told => told.GetProperty("EventId").GetInt32() == SettledEvent)
            .Select(told => told.GetProperty("Timestamp").GetDateTimeOffset()).ToList();
        return at.Count > 0 ? at.Min() : throw new MeasuringException("the watcher told of no settled upload");
    }

    /// <summary>Waits until something is so.</summary>
    /// <param name="progress">How far it has come: while that changes, there is time.</param>
    /// <exception cref="MeasuringException">The watcher ended, or nothing moved for long.</exception>
    public async Task UntilAsync(
        Func<bool> condition, Func<int> progress, string what, CancellationToken cancellationToken)
    {
        var (last, at) = (-1, Stopwatch.GetTimestamp());
        while (!condition())
        {
            if (process.HasExited)
                throw new MeasuringException($"the watcher ended with {process.ExitCode}: {LastWords()}");
            if (progress() is var now && now != last)
                (last, at) = (now, Stopwatch.GetTimestamp());
            else if (Stopwatch.GetElapsedTime(at) > TimeSpan.FromMinutes(2))
                throw new MeasuringException($"{now} {what}, and no more for two minutes: {LastWords()}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
        }
    }

    /// <summary>Asks it to end, and waits for that.</summary>
    /// <exception cref="MeasuringException">It ended with an error.</exception>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await OutsideProgram.TimeShellAsync("kill -TERM \"$1\"", $"{process.Id}");
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
            throw new MeasuringException($"the watcher ended with {process.ExitCode}: {LastWords()}");
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }

    private IEnumerable<JsonElement> Events() => File.ReadLines(log)
        .Where(line => line.StartsWith('{') && line.EndsWith('}'))
        .Select(line => JsonDocument.Parse(line).RootElement);

    private string LastWords() => string.Join('\n', File.ReadLines(log).TakeLast(10));
}
