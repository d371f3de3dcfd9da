using Microsoft.Extensions.DependencyInjection;
using OfoWatcher.Dashboard.Actions;
using OfoWatcher.Dashboard.Listing;
using OfoWatcher.Dashboard.Security;

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
            .AddSingleton<RequestDesk>()
            .AddSingleton<PublicWords>()
            .AddSingleton<StatusServer>();
}
