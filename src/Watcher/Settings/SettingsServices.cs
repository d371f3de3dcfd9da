using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OfoWatcher.Platform;

namespace OfoWatcher.Settings;

internal static class SettingsServices
{
    /// <summary>
    /// Gives each stage its own part of the settings in force, and the output folder its fixed place.
    /// </summary>
    public static IServiceCollection AddSettings(this IServiceCollection services) =>
        services
            .AddSingleton<LiveSettings>()
            .AddSingleton(p => new OutputFolder(p.GetRequiredService<WatcherSettings>().Output.Root))
            .AddPart(settings => settings.Intake)
            .AddPart(settings => settings.Validation)
            .AddPart(settings => settings.Runs)
            .AddPart(settings => settings.Workflows)
            .AddPart(settings => settings.Local)
            .AddPart(settings => settings.Argo)
            .AddPart(settings => settings.AfterRun)
            .AddPart(settings => settings.Notifications)
            .AddPart(settings => settings.Dashboard)
            .AddPart(settings => settings.Telemetry);

    private static IServiceCollection AddPart<T>(this IServiceCollection services, Func<WatcherSettings, T> part) =>
        services.AddSingleton<IOptionsMonitor<T>>(p => new LiveOptions<T>(p.GetRequiredService<LiveSettings>(), part));
}
