using Microsoft.Extensions.DependencyInjection;
using OfoWatcher.Reconciling.Leadership;
using Quartz;

namespace OfoWatcher.Reconciling;

internal static class ReconcilingServices
{
    public static IServiceCollection AddReconciling(this IServiceCollection services) =>
        services
            .AddSingleton<WorkQueue>()
            .AddSingleton<LaunchGate>()
            .AddSingleton<FirstPass>()
            .AddSingleton<Baseline>()
            .AddSingleton<LookAtImagery>(Inspections.Look)
            .AddSingleton<Inspections>()
            .AddSingleton<StatusBoard>()
            .AddSingleton<OutputHealth>()
            .AddSingleton<LeadershipStatus>()
            .AddSingleton<ScanPulse>()
            .AddSingleton<ProjectGatherer>()
            .AddSingleton<ActionExecutor>()
            .AddSingleton<ProjectReconciler>()
            .AddSingleton<ScanPass>()
            .AddSingleton<ReconcileWorkers>()
            .AddHostedService(services => services.GetRequiredService<ReconcileWorkers>())
            .AddHostedService<EngineWatch>();

    /// <summary>Makes the passes come by Quartz.</summary>
    public static IServiceCollection AddScanSchedule(this IServiceCollection services)
    {
        services.AddQuartz(_ => { });
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = false);
        return services.AddTransient<ScanJob>().AddHostedService<ScanSchedule>();
    }
}
