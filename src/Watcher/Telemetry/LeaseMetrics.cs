using System.Diagnostics.Metrics;

namespace OfoWatcher.Telemetry;

/// <summary>How this process gets, keeps and loses the Lease. Without a cluster there is none.</summary>
internal static class LeaseMetrics
{
    private static readonly Counter<long> Transitions = Instruments.Counter(
        "lease.transitions", "Times that this process began to lead, gave the Lease back, or lost it.");

    private static readonly Counter<long> Renewals = Instruments.Counter(
        "lease.renewals", "Attempts of the leader to renew the Lease, by whether they did.");

    /// <inheritdoc cref="QueueMetrics.Begin"/>
    public static void Begin()
    {
        foreach (var to in new[] { "leading", "released", "lost" })
            Transitions.Add(0, To(to));
        Renewals.Add(0, Result(true));
        Renewals.Add(0, Result(false));
    }

    public static void Gained() => Transitions.Add(1, To("leading"));

    public static void Released() => Transitions.Add(1, To("released"));

    public static void Lost() => Transitions.Add(1, To("lost"));

    public static void Renewed(bool didSo) => Renewals.Add(1, Result(didSo));

    private static KeyValuePair<string, object?> To(string state) => Instruments.Label("to", state);

    private static KeyValuePair<string, object?> Result(bool isGood) =>
        Instruments.Label("result", isGood ? "success" : "error");
}
