using System.Diagnostics.Metrics;

namespace OfoWatcher.Telemetry;

/// <summary>Whether webhooks are told.</summary>
internal static class NotificationMetrics
{
    private static readonly Counter<long> Tries = Instruments.Counter(
        "notifications",
        "Tries to tell a webhook of an event: delivered; failed, and tried again; given_up, and never tried again.");

    /// <inheritdoc cref="QueueMetrics.Begin"/>
    public static void Begin()
    {
        foreach (var result in Enum.GetValues<NotificationResult>())
            Tries.Add(0, Label(result));
    }

    public static void Tried(NotificationResult result) => Tries.Add(1, Label(result));

    private static KeyValuePair<string, object?> Label(NotificationResult result) => Instruments.Label(
        "result",
        result switch
        {
            NotificationResult.Delivered => "delivered",
            NotificationResult.Failed => "failed",
            _ => "given_up",
        });
}

/// <summary>What came of a try to tell a webhook.</summary>
internal enum NotificationResult
{
    /// <summary>It took it.</summary>
    Delivered,

    /// <summary>It did not, and is tried again.</summary>
    Failed,

    /// <summary>It did not, and is never told.</summary>
    GivenUp,
}
