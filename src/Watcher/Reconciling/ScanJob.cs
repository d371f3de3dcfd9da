using Quartz;

namespace OfoWatcher.Reconciling;

/// <summary>The pass as a job of Quartz, which lets no second one start while one goes.</summary>
[DisallowConcurrentExecution]
internal sealed class ScanJob(ScanPass pass) : IJob
{
    public static readonly JobKey Key = new("scan");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await pass.RunAsync(cancellationToken);
}
