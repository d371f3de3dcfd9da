using Microsoft.Extensions.DependencyInjection;

namespace OfoWatcher.Markers;

internal static class MarkerServices
{
    public static IServiceCollection AddMarkers(this IServiceCollection services) =>
        services.AddSingleton<MarkerStore>().AddSingleton<StatusFile>();
}
