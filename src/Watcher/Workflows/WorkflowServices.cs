using Microsoft.Extensions.DependencyInjection;
using OfoWatcher.Workflows.Local;

namespace OfoWatcher.Workflows;

internal static class WorkflowServices
{
    public static IServiceCollection AddWorkflows(this IServiceCollection services) =>
        services.AddSingleton<RunRecordStore>().AddSingleton<IWorkflowEngine, LocalEngine>();
}
