using Microsoft.Extensions.DependencyInjection;

namespace OfoWatcher.Intake;

internal static class IntakeServices
{
    public static IServiceCollection AddIntake(this IServiceCollection services) =>
        services
            .AddSingleton<ObserveUpload>(UploadWalk.Observe)
            .AddSingleton<UploadLedger>()
            .AddSingleton<ProjectCatalog>()
            .AddSingleton<ProjectScanner>();
}
