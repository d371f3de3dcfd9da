using OfoWatcher.Platform;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Workflows;
using OfoWatcher.Workflows.Local;

namespace OfoWatcher.Tests.Workflows.Local;

/// <summary>
/// An output root with real runs of real shells; whatever is still running when the test ends is killed.
/// </summary>
internal sealed class LocalRuns : IAsyncDisposable
{
    private readonly TemporaryFolder output = new();
    private readonly List<RunRecord> records = [];

    /// <summary>The settings of engines made from now on.</summary>
    public LocalEngineOptions Options { get; } = new() { StopGrace = TimeSpan.FromMinutes(1) };

    public string Root => output.Path;

    /// <summary>The run's script finds its product folder in <c>$1</c>.</summary>
    public LocalEngine EngineFor(string script, TimeProvider? time = null)
    {
        Options.Command = ["sh", "-c", script, "sh", "{output}"];
        return Engine(time);
    }

    public LocalEngine Engine(TimeProvider? time = null) =>
        new(new FixedOptions<LocalEngineOptions>(Options), time ?? TimeProvider.System);

    /// <summary>A run's record with its folder, as the reconciler leaves them before a launch.</summary>
    public RunRecord Record(string project = "site")
    {
        var run = RunName.For(project, "00112233445566778899aabbccddeeff", 1);
        var record = new RunRecord
        {
            Run = run,
            Project = project,
            Revision = "00112233445566778899aabbccddeeff",
            Attempt = 1,
            FirstAttempt = 1,
            Engine = "local",
            Photos = Path.Combine("/share", project),
            Folder = output[project, run],
            IntendedAt = DateTimeOffset.UnixEpoch,
        };
        Directory.CreateDirectory(record.Folder);
        records.Add(record);
        return record;
    }

    /// <summary>Waits for the run's end and returns it.</summary>
    public async Task<Run> EndOfAsync(RunRecord record, LocalEngine? engine = null)
    {
        Run? run = null;
        await Eventually.TrueAsync(
            async () => (run = await (engine ?? Engine()).FindAsync(record, Stop)) is { HasEnded: true },
            $"{record.Run} has ended");
        return run!;
    }

    /// <summary>
    /// Waits until a run's script has written a line to a file of its product folder, and returns the line.
    /// </summary>
    public static async Task<string> LineOfAsync(RunRecord record, string file)
    {
        var path = Path.Combine(record.Folder, "output", file);
        await Eventually.TrueAsync(
            () => File.Exists(path) && File.ReadAllText(path).EndsWith('\n'), $"the script wrote {file}");
        return File.ReadAllText(path).Trim();
    }

    /// <summary>Waits until a run's script has written a process id, and returns it.</summary>
    public static async Task<int> PidOfAsync(RunRecord record, string file) =>
        int.Parse(await LineOfAsync(record, file), System.Globalization.CultureInfo.InvariantCulture);

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static bool IsAlive(int pid) => ProcessTable.Find(pid) is { IsZombie: false };

    public async ValueTask DisposeAsync()
    {
        foreach (var record in records.Where(record => Directory.Exists(record.Folder)))
        {
            if (new RunFiles(record.Folder).ReadProcess() is not { } process)
                continue;
            if (process.IsAlive)
                ProcessGroup.Signal([process.Pid], Libc.SignalKill);
            await Eventually.TrueAsync(
                () =>
                {
                    ProcessGroup.Signal(ProcessGroup.Marked(process.Mark), Libc.SignalKill);
                    return !process.IsAlive && ProcessGroup.Marked(process.Mark).Count == 0;
                },
                $"{record.Run} is cleared away");
        }

        output.Dispose();
    }
}
