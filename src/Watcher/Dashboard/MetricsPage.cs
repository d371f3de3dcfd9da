using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OfoWatcher.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace OfoWatcher.Dashboard;

/// <summary><c>/metrics</c>, in Prometheus text.</summary>
internal static class MetricsPage
{
    /// <summary>However many scrape, measurements are gathered once in this time.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    /// <summary>A scraper that takes longer to read its answer is cut off.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Far more than all series there can be, see <see cref="Instruments"/>.</summary>
    private const int Most = 4 << 20;

    public static void MapMetrics(this WebApplication app)
    {
        var metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(ResourceBuilder.CreateEmpty())
            .AddMeter(Instruments.Source)
            .AddPrometheusExporter(options =>
            {
                // Prometheus itself knows the target; all series are of one meter.
                options.TargetInfoEnabled = false;
                options.ScopeInfoEnabled = false;
                options.ScrapeResponseCacheDurationMilliseconds = (int)Fresh.TotalMilliseconds;
                options.ScrapeResponseTimeoutMilliseconds = (int)Patience.TotalMilliseconds;
                options.MaxScrapeResponseSizeBytes = Most;
            })
            .Build();
        app.Lifetime.ApplicationStopped.Register(metrics.Dispose);
        app.MapPrometheusScrapingEndpoint("/metrics", metrics, configureBranchedPipeline: null, optionsName: null)
            .WithMetadata(new HttpMethodMetadata([HttpMethods.Get]));
    }
}
