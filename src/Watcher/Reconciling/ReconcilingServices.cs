using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OfoWatcher.Intake;
using OfoWatcher.Metashape;
using OfoWatcher.Notifications;
using OfoWatcher.Platform;
using OfoWatcher.Reconciling.Launching;
using OfoWatcher.Reconciling.Leadership;
using OfoWatcher.Reconciling.Mounts;
using OfoWatcher.Reconciling.Notifying;
using OfoWatcher.Reconciling.Progress;
using OfoWatcher.Telemetry;
using OfoWatcher.Workflows;
using OfoWatcher.Workflows.Argo;
using Quartz;

namespace OfoWatcher.Reconciling;

internal static class ReconcilingServices
{
    public static IServiceCollection AddReconciling(this IServiceCollection services) =>
        services
            .AddSingleton<WorkQueue>()
            .AddSingleton<LaunchGate>()
            .AddSingleton<OutputRoom>()
            .AddSingleton<RunHistory>()
            .AddSingleton<RunStory>()
            .AddSingleton<RunSightings>()
            .AddSingleton<LaunchBreaker>()
            .AddSingleton<EngineHealth>()
            .AddLeadership()
            .AddSingleton<FirstPass>()
            .AddSingleton<Baseline>()
            .AddSingleton<StampBeside>(ConfigLocation.StampBeside)
            .AddSingleton<LookAtImagery>(Inspections.Look)
            .AddSingleton<Inspections>()
            .AddSingleton<StatusBoard>()
            .AddSingleton<StateGauges>()
            .AddSingleton<OutputHealth>()
            .AddSingleton<LeadershipStatus>()
            .AddSingleton<ScanPulse>()
            .AddSingleton<MountWatch>()
            .AddSingleton<ProjectGatherer>()
            .AddSingleton<ActionExecutor>()
            .AddSingleton<AfterRun>()
            .AddSingleton<ClusterStory>()
            .AddSingleton<ProjectNotices>()
            .AddSingleton<ProjectReconciler>()
            .AddSingleton<ScanPass>()
            .AddSingleton<ReconcileWorkers>()
            .AddHostedService(services => services.GetRequiredService<ReconcileWorkers>())
            // After the workers, so that it ends before them: they write down what it told last.
            .AddHostedService(services => services.GetRequiredService<Outbox>())
            .AddHostedService<EngineWatch>()
            .AddHostedService<EngineProbe>();

    /// <summary>Several replicas in a cluster share one Lease; a watcher of one machine has its folder's
    /// lock.</summary>
    private static IServiceCollection AddLeadership(this IServiceCollection services) =>
        services
            .AddSingleton(p =>
            {
                var options = p.GetRequiredService<IOptionsMonitor<ArgoOptions>>().CurrentValue;
                return new LeaseElection(
                    p.GetRequiredService<ClusterConnection>(), options.Instance,
                    Environment.GetEnvironmentVariable("POD_NAME") ?? Environment.MachineName, options.LeaseDuration,
                    p.GetRequiredService<HealthBoard>(), p.GetRequiredService<TimeProvider>(),
                    p.GetRequiredService<ILogger<LeaseElection>>());
            })
            .AddSingleton<ILeadership>(p => p.GetRequiredService<OutputFolder>().IsReadOnly
                || WorkflowServices.Choose(p.GetRequiredService<IOptionsMonitor<WorkflowOptions>>().CurrentValue)
                    == EngineChoice.Local
                ? new SoleWatcher()
                : p.GetRequiredService<LeaseElection>());

    /// <summary>Makes the passes come by Quartz.</summary>
    public static IServiceCollection AddScanSchedule(this IServiceCollection services)
    {
        services.AddQuartz(_ => { });
        // A pass that goes is called off and waited for: it must not write after the right to act was given back.
        services.Configure<QuartzSchedulerOptions>(o => o.ShutdownJobInterruption = ShutdownJobInterruption.Always);
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        return services.AddTransient<ScanJob>().AddHostedService<ScanSchedule>();
    }
}
