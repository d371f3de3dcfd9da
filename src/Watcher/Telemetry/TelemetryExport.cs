using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OfoWatcher.Telemetry;

/// <summary>Sends traces and metrics to an OpenTelemetry collector, if the settings name one.</summary>
/// <remarks>Names no type of OpenTelemetry, so that nothing of it is loaded where there is no collector.</remarks>
internal sealed partial class TelemetryExport(
    IOptionsMonitor<TelemetryOptions> settings, ILogger<TelemetryExport> logger) : IDisposable
{
    private static readonly string[] Headers =
    [
        "OTEL_EXPORTER_OTLP_HEADERS", "OTEL_EXPORTER_OTLP_TRACES_HEADERS", "OTEL_EXPORTER_OTLP_METRICS_HEADERS",
        "OTEL_EXPORTER_OTLP_LOGS_HEADERS",
    ];

    private OtlpPipeline? pipeline;

    /// <summary>From now on what is measured is sent, by threads of its own; a collector that is away only loses
    /// it.</summary>
    public void Start()
    {
        var options = settings.CurrentValue;
        if (options.OtlpEndpoint.Length > 0)
        {
            pipeline = new OtlpPipeline(options, TellDelivered);
            TellStarted(options.OtlpEndpoint);
        }

        // They hold the collector's password, and what runs of this machine execute inherits the environment.
        foreach (var name in Headers)
            Environment.SetEnvironmentVariable(name, null);
    }

    /// <summary>Sends what is left, for two seconds at the most, and ends.</summary>
    public void Dispose()
    {
        pipeline?.Dispose();
        pipeline = null;
    }

    private void TellDelivered(bool isDelivered)
    {
        if (isDelivered)
            TellAgain(settings.CurrentValue.OtlpEndpoint);
        else
            TellLost(settings.CurrentValue.OtlpEndpoint);
    }

    [LoggerMessage(640, LogLevel.Information, "Traces and metrics are sent to {Endpoint}")]
    private partial void TellStarted(string endpoint);

    [LoggerMessage(641, LogLevel.Warning,
        "Traces and metrics do not arrive at {Endpoint} and are dropped; look whether a collector listens there and "
        + "speaks the protocol of Telemetry:OtlpProtocol")]
    private partial void TellLost(string endpoint);

    [LoggerMessage(642, LogLevel.Information, "Traces and metrics arrive at {Endpoint} again")]
    private partial void TellAgain(string endpoint);
}
