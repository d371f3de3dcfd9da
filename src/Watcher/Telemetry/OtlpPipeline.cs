using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace OfoWatcher.Telemetry;

/// <summary>
/// What collects the spans and measurements of this process and sends them by OTLP. Both are batched by threads of the
/// library; a queue that is full drops spans, so that no collector holds up the watcher.
/// </summary>
internal sealed class OtlpPipeline : IDisposable
{
    /// <summary>How long the end of the program may wait for what is left to be sent.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly TracerProvider traces;
    private readonly MeterProvider metrics;

    /// <param name="told">Called when nothing arrives any more, and when it does again.</param>
    public OtlpPipeline(TelemetryOptions options, Action<bool> told)
    {
        var delivery = new Delivery(told);
        traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(Resource())
            .AddSource(Instruments.Source)
            .AddProcessor(_ => new BatchActivityExportProcessor(
                new TraceSender(OptionsFor(options, "v1/traces"), delivery)))
            .Build();
        metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(Resource())
            .AddMeter(Instruments.Source)
            .AddReader(_ => new PeriodicExportingMetricReader(
                new MetricSender(OptionsFor(options, "v1/metrics"), delivery)))
            .Build();
    }

    public void Dispose()
    {
        // Side by side, and each of them bounded. To dispose of one would wait for longer.
        Parallel.Invoke(
            () => traces.Shutdown((int)Patience.TotalMilliseconds),
            () => metrics.Shutdown((int)Patience.TotalMilliseconds));
        traces.Dispose();
        metrics.Dispose();
    }

    private static ResourceBuilder Resource() =>
        ResourceBuilder.CreateEmpty()
            .AddTelemetrySdk()
            .AddService(
                "ofo-watcher",
                serviceVersion: Instruments.Version,
                serviceInstanceId: Environment.GetEnvironmentVariable("POD_NAME") ?? Environment.MachineName)
            .AddEnvironmentVariableDetector(); // Last, so that operators have the last word.

    // With an address that is set, the library adds no path of its own.
    private static OtlpExporterOptions OptionsFor(TelemetryOptions options, string path) => options.OtlpProtocol switch
    {
        OtlpTransport.HttpProtobuf => new()
        {
            Protocol = OtlpExportProtocol.HttpProtobuf,
            Endpoint = new Uri($"{options.OtlpEndpoint.TrimEnd('/')}/{path}"),
        },
        _ => new() { Protocol = OtlpExportProtocol.Grpc, Endpoint = new Uri(options.OtlpEndpoint) },
    };

    private sealed class TraceSender(OtlpExporterOptions options, Delivery delivery) : OtlpTraceExporter(options)
    {
        public override ExportResult Export(in Batch<Activity> batch) => delivery.Note("traces", base.Export(batch));
    }

    private sealed class MetricSender(OtlpExporterOptions options, Delivery delivery) : OtlpMetricExporter(options)
    {
        public override ExportResult Export(in Batch<Metric> batch) => delivery.Note("metrics", base.Export(batch));
    }

    /// <summary>Tells once that something does not arrive any more, and once that all does again.</summary>
    private sealed class Delivery(Action<bool> told)
    {
        private readonly Lock gate = new();
        private readonly HashSet<string> lost = [];

        public ExportResult Note(string what, ExportResult result)
        {
            lock (gate)
            {
                var before = lost.Count;
                _ = result == ExportResult.Success ? lost.Remove(what) : lost.Add(what);
                if (before == 0 != (lost.Count == 0))
                    told(lost.Count == 0);
            }

            return result;
        }
    }
}
