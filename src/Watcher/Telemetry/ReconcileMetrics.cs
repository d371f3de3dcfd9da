using System.Diagnostics.Metrics;

namespace OfoWatcher.Telemetry;

/// <summary>How the handling of projects goes.</summary>
internal static class ReconcileMetrics
{
    private static readonly Counter<long> Total = Instruments.Counter(
        "reconcile", "Times that a project was looked at, by how that ended.");

    private static readonly Histogram<double> Duration = Instruments.Times(
        "reconcile.duration", "How long a look at a project took.", Instruments.Moments);

    /// <inheritdoc cref="QueueMetrics.Begin"/>
    public static void Begin()
    {
        foreach (var result in Enum.GetValues<ReconcileResult>())
            Total.Add(0, Label(result));
    }

    public static void Ended(ReconcileResult result, TimeSpan took)
    {
        Total.Add(1, Label(result));
        Duration.Record(took.TotalSeconds);
    }

    private static KeyValuePair<string, object?> Label(ReconcileResult result) => Instruments.Label(
        "result",
        result switch
        {
            ReconcileResult.Success => "success",
            ReconcileResult.Unavailable => "unavailable",
            _ => "error",
        });
}

/// <summary>How a look at a project ended.</summary>
internal enum ReconcileResult
{
    Success,

    /// <summary>The cluster gave no answer; the project comes again when it may.</summary>
    Unavailable,

    /// <summary>It failed and is tried again.</summary>
    Error,
}
