using Microsoft.Extensions.DependencyInjection;

namespace OfoWatcher.Telemetry;

internal static class TelemetryServices
{
    public static IServiceCollection AddTelemetry(this IServiceCollection services) =>
        services
            .AddSingleton<HealthBoard>()
            .AddSingleton<TelemetryExport>();
}
