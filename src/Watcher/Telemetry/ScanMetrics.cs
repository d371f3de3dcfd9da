using System.Diagnostics.Metrics;

namespace OfoWatcher.Telemetry;

/// <summary>How the passes over the share go, and what they see.</summary>
internal static class ScanMetrics
{
    private static readonly Counter<long> Total = Instruments.Counter(
        "scans", "Scans of the share, by whether every input root could be read and what was seen be kept.");

    private static readonly Histogram<double> Duration = Instruments.Times(
        "scan.duration", "How long a scan of the share took.",
        [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 3600, 14400]);

    private static readonly Gauge<double> Files = Instruments.Value(
        "scan.files", null, "Files in projects on the share, as the latest scan saw them.");

    private static readonly Counter<long> Walked = Instruments.Counter(
        "scan.walked_files", "Files that scans looked at one by one, because their project was new or had changed.");

    private static readonly Gauge<double> Quiet = Instruments.Value(
        "upload.quiet", "s",
        "How long the quietest unsettled upload is unchanged; far above Intake:QuietPeriod it is stuck.");

    private static readonly Gauge<double> Last = Instruments.Value(
        "last_scan.timestamp", "s", "When the latest whole scan ended, in Unix time.");

    /// <inheritdoc cref="QueueMetrics.Begin"/>
    public static void Begin()
    {
        Total.Add(0, Result(true));
        Total.Add(0, Result(false));
        Walked.Add(0);
    }

    public static void FolderWalked(long files) => Walked.Add(files);

    /// <param name="files">Files in all projects.</param>
    /// <param name="quiet">Of the uploads that have not settled, for how long the quietest is unchanged.</param>
    public static void Saw(long files, TimeSpan quiet)
    {
        Files.Record(files);
        Quiet.Record(quiet.TotalSeconds);
    }

    /// <param name="isWhole">Whether every input root could be read and what was seen be kept.</param>
    public static void Ended(bool isWhole, TimeSpan took, DateTimeOffset now)
    {
        Total.Add(1, Result(isWhole));
        Duration.Record(took.TotalSeconds);
        if (isWhole)
            Last.Record(now.ToUnixTimeMilliseconds() / 1000.0);
    }

    private static KeyValuePair<string, object?> Result(bool isWhole) =>
        Instruments.Label("result", isWhole ? "success" : "error");
}
