using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OfoWatcher.Telemetry;
using OfoWatcher.Workflows.Argo;
using OfoWatcher.Workflows.Local;

namespace OfoWatcher.Workflows;

internal static class WorkflowServices
{
    public static IServiceCollection AddWorkflows(this IServiceCollection services) =>
        services
            .AddSingleton<RunRecordStore>()
            .AddSingleton<LocalEngine>()
            .AddSingleton(p => new ClusterConnection(
                ClusterConnection.FromSurroundings,
                p.GetRequiredService<IOptionsMonitor<ArgoOptions>>().CurrentValue.Namespace,
                p.GetRequiredService<TimeProvider>()))
            .AddSingleton(p => new ArgoEngine(
                p.GetRequiredService<ClusterConnection>(),
                p.GetRequiredService<IOptionsMonitor<ArgoOptions>>().CurrentValue,
                p.GetRequiredService<HealthBoard>(),
                p.GetRequiredService<TimeProvider>(),
                p.GetRequiredService<ILogger<ArgoEngine>>()))
            .AddSingleton<IWorkflowEngine>(p =>
                Choose(p.GetRequiredService<IOptionsMonitor<WorkflowOptions>>().CurrentValue) == EngineChoice.Argo
                    ? p.GetRequiredService<ArgoEngine>()
                    : p.GetRequiredService<LocalEngine>());

    /// <summary>Whether runs of the engine that the settings mean are given a configuration of automate-metashape, told
    /// without making that engine.</summary>
    public static bool NeedsConfig(WorkflowOptions options, LocalEngineOptions local) =>
        Choose(options) == EngineChoice.Argo ? ArgoEngine.AlwaysNeedsConfig : local.NeedsConfig;

    /// <summary>The engine that the settings mean.</summary>
    /// <returns>Argo or Local.</returns>
    public static EngineChoice Choose(WorkflowOptions options) => options.Engine != EngineChoice.Auto
        ? options.Engine
        : ClusterConnection.IsInCluster ? EngineChoice.Argo : EngineChoice.Local;
}
