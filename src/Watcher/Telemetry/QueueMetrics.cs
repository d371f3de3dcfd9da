using System.Diagnostics.Metrics;

namespace OfoWatcher.Telemetry;

/// <summary>What becomes of the keys of the work queue.</summary>
internal static class QueueMetrics
{
    private static readonly Counter<long> Adds = Instruments.Counter(
        "queue.adds", "Projects that were put into the work queue.");

    private static readonly Counter<long> Retries = Instruments.Counter(
        "queue.retries", "Projects that were put back because their handling failed.");

    private static readonly Histogram<double> Latency = Instruments.Times(
        "queue.latency", "How long projects stayed in the work queue before a worker took them.", Instruments.Moments);

    /// <summary>Makes the counters known with nothing counted yet, so that the first count is an increase.</summary>
    public static void Begin()
    {
        Adds.Add(0);
        Retries.Add(0);
    }

    public static void Added() => Adds.Add(1);

    public static void Retried() => Retries.Add(1);

    public static void Taken(TimeSpan waited) => Latency.Record(waited.TotalSeconds);
}
