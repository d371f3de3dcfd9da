using System.Diagnostics.Metrics;
using System.Reflection;

namespace OfoWatcher.Telemetry;

/// <summary>
/// Where all the watcher's instruments are made. They cost next to nothing while nobody listens, so they measure
/// whether metrics are served or not. A name's dots become underscores for Prometheus, its unit a suffix
/// (<c>s</c>: <c>_seconds</c>), and a counter ends in <c>_total</c>.
/// </summary>
/// <remarks>No label may take its values from the share: there would be a series for each project.</remarks>
internal static class Instruments
{
    /// <summary>The name of the meter, and of the source of spans.</summary>
    public const string Source = "OfoWatcher";

    private const string Seconds = "s";

    /// <summary>Bounds in seconds of what takes milliseconds, or minutes where a volume or a cluster is slow.</summary>
    public static readonly double[] Moments = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

    /// <summary>Bounds in seconds of what takes minutes to days: uploads that wait, and runs.</summary>
    public static readonly double[] Days =
        [60, 300, 900, 1800, 3600, 7200, 14400, 28800, 57600, 86400, 172800, 345600, 604800];

    /// <summary>The program's version, with the commit that it was built from where that is known.</summary>
    public static string Version { get; } =
        typeof(Instruments).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    private static readonly Meter Meter = new(Source, Version);

    public static Counter<long> Counter(string name, string description) =>
        Meter.CreateCounter<long>($"ofo_watcher.{name}", null, description);

    /// <summary>Times in seconds.</summary>
    public static Histogram<double> Times(string name, string description, double[] bounds) =>
        Meter.CreateHistogram(
            $"ofo_watcher.{name}",
            Seconds,
            description,
            tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = bounds });

    /// <summary>A value that is told whenever it is seen anew.</summary>
    /// <param name="unit">Such as <c>s</c> or <c>By</c>; null for a count.</param>
    public static Gauge<double> Value(string name, string? unit, string description) =>
        Meter.CreateGauge<double>($"ofo_watcher.{name}", unit, description);

    /// <summary>Values that are asked for at each scrape.</summary>
    /// <inheritdoc cref="Value" path="/param"/>
    public static void Observed(
        string name, string? unit, string description, Func<IEnumerable<Measurement<double>>> observe) =>
        Meter.CreateObservableGauge($"ofo_watcher.{name}", observe, unit, description);

    public static KeyValuePair<string, object?> Label(string name, string value) => new(name, value);

    /// <summary>Seconds of a time, which is never below nothing though a clock may be set back.</summary>
    public static double NotNegative(TimeSpan time) => Math.Max(0, time.TotalSeconds);
}
