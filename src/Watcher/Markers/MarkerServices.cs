using Microsoft.Extensions.DependencyInjection;
using OfoWatcher.Platform;

namespace OfoWatcher.Markers;

internal static class MarkerServices
{
    public static IServiceCollection AddMarkers(this IServiceCollection services) =>
        services.AddSingleton<MarkerStore>()
            .AddSingleton(p => new StatusFile(p.GetRequiredService<OutputFolder>().IsReadOnly));
}
