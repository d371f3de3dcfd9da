using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OfoWatcher.Dashboard.Actions;
using OfoWatcher.Dashboard.Listing;
using OfoWatcher.Dashboard.Projects;
using OfoWatcher.Dashboard.Security;
using OfoWatcher.Workflows;
using OfoWatcher.Workflows.Argo;

namespace OfoWatcher.Dashboard;

internal static class DashboardServices
{
    /// <summary>
    /// The server is no hosted service of the host: it answers before the first pass, even before this process leads,
    /// and until all else has stopped. The command <c>run</c> starts and stops it.
    /// </summary>
    public static IServiceCollection AddDashboard(this IServiceCollection services) =>
        services
            .AddSingleton<ResultFolders>()
            .AddSingleton<KeptUploads>()
            .AddSingleton<CurrentProjects>()
            .AddSingleton<FindingCounts>()
            .AddSingleton<ProjectIndex>()
            .AddSingleton<ChangeFeed>()
            .AddSingleton<VolumeReads>()
            .AddSingleton<ProjectFolder>()
            .AddSingleton<RunGlimpses>()
            .AddSingleton(ArgoLinksOf)
            .AddSingleton<ProjectDetails>()
            .AddSingleton<ServedProjects>()
            .AddSingleton<RequestDesk>()
            .AddSingleton<PublicWords>()
            .AddSingleton<KnownAddress>()
            .AddSingleton<StatusServer>();

    private static ArgoLinks ArgoLinksOf(IServiceProvider services)
    {
        var workflows = services.GetRequiredService<IOptionsMonitor<WorkflowOptions>>();
        var argo = services.GetRequiredService<IOptionsMonitor<ArgoOptions>>();
        return new ArgoLinks(
            () => services.GetRequiredService<IOptionsMonitor<DashboardOptions>>().CurrentValue.ArgoUrl,
            () => argo.CurrentValue.Namespace is { Length: > 0 } space
                ? space
                : WorkflowServices.Choose(workflows.CurrentValue) == EngineChoice.Argo
                    ? services.GetRequiredService<ClusterConnection>().Namespace
                    : null);
    }
}
