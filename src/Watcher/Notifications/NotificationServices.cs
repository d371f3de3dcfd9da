using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OfoWatcher.Notifications.ClusterEvents;
using OfoWatcher.Platform;
using OfoWatcher.Workflows;
using OfoWatcher.Workflows.Argo;

namespace OfoWatcher.Notifications;

internal static class NotificationServices
{
    /// <summary>
    /// The outbox is started by whoever writes down what became of it, since that one must outlive it.
    /// </summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services) =>
        services
            .AddSingleton<WebhookClient>()
            .AddSingleton<Outbox>()
            .AddSingleton<StuckNotes>()
            .AddSingleton<StandstillLedger>()
            .AddHostedService(p => p.GetRequiredService<StandstillLedger>())
            .AddSingleton(RecorderOf)
            .AddHostedService(p => p.GetRequiredService<ClusterEventRecorder>());

    private static ClusterEventRecorder RecorderOf(IServiceProvider services)
    {
        var isOn = !services.GetRequiredService<OutputFolder>().IsReadOnly
            && WorkflowServices.Choose(services.GetRequiredService<IOptionsMonitor<WorkflowOptions>>().CurrentValue)
                == EngineChoice.Argo;
        return new ClusterEventRecorder(
            isOn ? services.GetRequiredService<ClusterConnection>() : null,
            workflow => services.GetRequiredService<ArgoEngine>().UidOf(workflow),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<ClusterEventRecorder>>());
    }
}
