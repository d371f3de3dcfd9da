using Microsoft.Extensions.Time.Testing;
using OfoWatcher.Intake;
using OfoWatcher.Metashape;
using OfoWatcher.Platform;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Intake;

/// <summary>
/// A real share and a scanner on it, scanned by hand under a clock that stands still between the test's steps. Two
/// input roots are prepared, "share" and "other"; only the first is watched unless a test says otherwise.
/// </summary>
internal sealed class WatchedShare : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private UploadLedger ledger;
    private ProjectScanner scanner;

    public WatchedShare()
    {
        Directory.CreateDirectory(Root);
        Directory.CreateDirectory(OtherRoot);
        Directory.CreateDirectory(Output.Cache);
        Clock = new SettableClock(Time);
        Settings = new(new IntakeOptions { InputRoots = [Root] });
        (ledger, scanner) = Start();
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2025, 6, 1, 12, 0, 0, TimeSpan.Zero));

    /// <summary>What the scanner takes for the time.</summary>
    public SettableClock Clock { get; }

    public FixedOptions<IntakeOptions> Settings { get; }

    public IntakeOptions Options
    {
        get => Settings.CurrentValue;
        set => Settings.CurrentValue = value;
    }

    public string Root => folder["share"];

    public string OtherRoot => folder["other"];

    public OutputFolder Output => new(folder["output"]);

    public ProjectCatalog Catalog { get; private set; } = new();

    public LogLines<ProjectScanner> Log { get; } = new();

    /// <summary>How a project's folder is looked at.</summary>
    public ObserveUpload Observe { get; set; } = UploadWalk.Observe;

    /// <summary>How many folders were walked so far; a glance at the folders' times is no walk.</summary>
    public int Walks;

    /// <summary>A path beside the share, on the same volume.</summary>
    public string Beside(string name) => folder[name];

    public string PathOf(string relative) => Path.Combine(Root, relative);

    /// <summary>Writes a file under the first root, with the folders on the way.</summary>
    public string Write(string relative, int size = 10, char fill = 'x')
    {
        FileClock.Tick();
        var path = PathOf(relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, new string(fill, size));
        return path;
    }

    /// <summary>Lets time pass, scans, and returns what the catalog says of a project.</summary>
    public async Task<ProjectUpload?> ScanAsync(TimeSpan after = default, string project = "site")
    {
        Time.Advance(after);
        await ScanOnceAsync();
        return Catalog.Find(project);
    }

    public Task<IReadOnlyList<RootSighting>> ScanOnceAsync(params string[] watched) =>
        scanner.ScanAsync(watched.ToHashSet(), TestContext.Current.CancellationToken);

    /// <summary>Scans while the clock runs, for roots that give no answer.</summary>
    public async Task ScanWhileTimePassesAsync()
    {
        var scan = ScanOnceAsync();
        while (!scan.IsCompleted)
        {
            Time.Advance(TimeSpan.FromSeconds(2));
            await Task.WhenAny(scan, Task.Delay(20, TestContext.Current.CancellationToken));
        }

        await scan;
    }

    /// <summary>Scans until the project has settled, twice the quiet period apart.</summary>
    public async Task<ProjectUpload> SettleAsync(string project = "site")
    {
        await ScanAsync(project: project);
        var upload = await ScanAsync(Options.QuietPeriod, project);
        Assert.NotNull(upload?.Entry?.SettledAt);
        return upload;
    }

    public static SettleVerdict Assess(ProjectUpload? upload, IntakeOptions options) =>
        SettlePolicy.Assess(upload!.Entry!, options);

    /// <summary>What a pilot would read about a project that has not settled.</summary>
    public string Why(string project = "site") => Assess(Catalog.Find(project), Options).Why;

    /// <summary>Ends this watcher as a one-shot pass does, and starts another one on the same output volume.</summary>
    /// <returns>Why the kept observations could not be used; null when they could.</returns>
    public string? Restart(bool save = true)
    {
        if (save)
            ledger.Save(Output.LedgerFile);
        Catalog = new();
        (ledger, scanner) = Start();
        return ledger.Load(Output.LedgerFile);
    }

    public void Dispose() => folder.Dispose();

    private (UploadLedger, ProjectScanner) Start()
    {
        var kept = new UploadLedger(Clock);
        var observe = new ObserveUpload((path, root, marker, onEntry, cancellationToken) =>
        {
            Interlocked.Increment(ref Walks);
            return Observe(path, root, marker, onEntry, cancellationToken);
        });
        return (kept, new ProjectScanner(Settings, kept, Catalog, Output, observe, ConfigLocation.StampBeside, Clock, Log));
    }
}
