using System.Diagnostics.Metrics;

namespace OfoWatcher.Telemetry;

/// <summary>The requests to the Kubernetes API.</summary>
internal static class ApiMetrics
{
    private static readonly Counter<long> Requests = Instruments.Counter(
        "api.requests", "Requests to the Kubernetes API, by the answer's code; none where there was no answer.");

    private static readonly Histogram<double> Duration = Instruments.Times(
        "api.request.duration", "Time from a request to the Kubernetes API to the beginning of its answer.",
        Instruments.Moments);

    /// <param name="verb">As in rules of access: get, list, watch, create, update, patch, delete.</param>
    /// <param name="code">The status code; null when there was no answer.</param>
    public static void Answered(string verb, int? code, TimeSpan took)
    {
        Requests.Add(
            1,
            Instruments.Label("verb", verb),
            Instruments.Label("code", code?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"));
        Duration.Record(took.TotalSeconds, Instruments.Label("verb", verb));
    }
}
