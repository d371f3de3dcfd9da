using Microsoft.Extensions.Logging.Abstractions;
using OfoWatcher.Bench.Measuring;
using OfoWatcher.Intake;
using OfoWatcher.Metashape;
using OfoWatcher.Platform;

namespace OfoWatcher.Bench.Scanning;

/// <summary>
/// The watcher's own scanner over a tree, with the ledger that it keeps in a file: all that the daemon does in a scan
/// but for handing on the names of the projects.
/// </summary>
internal sealed class WatchedTree
{
    private static readonly IReadOnlySet<string> None = new HashSet<string>();

    private readonly TurnableTime time = new();
    private readonly IntakeOptions options;
    private readonly UploadLedger ledger;
    private readonly ProjectScanner scanner;
    private readonly OutputFolder output;

    public WatchedTree(string root, string outputRoot)
    {
        options = new IntakeOptions { InputRoots = [root] };
        ledger = new UploadLedger(time);
        output = new OutputFolder(outputRoot);
        Directory.CreateDirectory(output.Cache);
        scanner = new ProjectScanner(
            new FixedOptions<IntakeOptions>(options),
            ledger,
            new ProjectCatalog(),
            output,
            UploadWalk.Observe,
            ConfigLocation.StampBeside,
            time,
            NullLogger<ProjectScanner>.Instance);
    }

    /// <summary>Scans until every project has settled and stayed quiet, as on a share at rest.</summary>
    public async Task SettleAsync(int projects, CancellationToken cancellationToken)
    {
        for (var scan = 0; scan < 3; scan++)
        {
            await ScanAsync(cancellationToken);
            time.Advance(options.QuietPeriod);
        }

        var settled = ledger.Entries.Values
            .Count(entry => entry.SettledAt is not null && entry.QuietFor >= options.QuietPeriod);
        if (settled != projects)
            throw new MeasuringException($"{settled} of {projects} projects have settled");
    }

    /// <summary>A scan in which every file is looked at, since the time for it has come.</summary>
    /// <returns>Wall time in milliseconds.</returns>
    public async Task<double> FullScanAsync(long files, CancellationToken cancellationToken)
    {
        time.Advance(options.FullScanInterval);
        var before = time.GetUtcNow();
        var taken = await Stage.TimeAsync(() => ScanAsync(cancellationToken));
        var seen = ledger.Entries.Values.Where(entry => entry.WalkedAt >= before).Sum(entry => entry.Seen.Files);
        return seen == files ? taken : throw new MeasuringException($"a full scan saw {seen} of {files} files");
    }

    /// <summary>A scan one interval later that finds nothing changed.</summary>
    /// <returns>Wall time in milliseconds.</returns>
    public async Task<double> IdleScanAsync(CancellationToken cancellationToken)
    {
        time.Advance(options.ScanInterval);
        var before = time.GetUtcNow();
        var taken = await Stage.TimeAsync(() => ScanAsync(cancellationToken));
        return ledger.Entries.Values.Any(entry => entry.WalkedAt >= before)
            ? throw new MeasuringException("a scan that should have found nothing changed looked at files")
            : taken;
    }

    private async Task ScanAsync(CancellationToken cancellationToken)
    {
        await scanner.ScanAsync(None, cancellationToken);
        ledger.Save(output.LedgerFile);
    }
}
