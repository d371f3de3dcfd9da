using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OfoWatcher.Workflows.Argo;

namespace OfoWatcher.Notifications.ClusterEvents;

/// <summary>
/// Tells the cluster what happens, for those who look at a Workflow or at the watcher's pod with <c>kubectl</c>. As
/// well as it can: nobody waits for it, and what it cannot write is lost.
/// </summary>
internal sealed partial class ClusterEventRecorder : BackgroundService
{
    private const int MostWaiting = 500;
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    private readonly Channel<ClusterEvent> waiting = Channel.CreateBounded<ClusterEvent>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private readonly ClusterEventFold fold = new();
    private readonly ClusterConnection? cluster;
    private readonly Func<string, string?> uidOf;
    private readonly TimeProvider time;
    private readonly ILogger<ClusterEventRecorder> logger;
    private string? toldFault;

    /// <param name="cluster">Null when there is none, or nothing may be changed in it: then all is passed over.</param>
    /// <param name="uidOf">Finds the uid of a Workflow by its name; null when it is not known.</param>
    public ClusterEventRecorder(
        ClusterConnection? cluster, Func<string, string?> uidOf, TimeProvider time,
        ILogger<ClusterEventRecorder> logger)
    {
        this.cluster = cluster;
        this.uidOf = uidOf;
        this.time = time;
        this.logger = logger;
    }

    /// <summary>Tells something about a run's Workflow.</summary>
    public void OnWorkflow(string workflow, string reason, string message, bool isWarning)
    {
        if (cluster is null)
            return;
        var about = new ClusterObject(
            $"{Workflow.Group}/{Workflow.Version}", nameof(Workflow), cluster.Namespace, workflow,
            uidOf(workflow) ?? "");
        waiting.Writer.TryWrite(new ClusterEvent(about, reason, message, isWarning));
    }

    /// <summary>Tells something about the watcher itself, when it runs in a pod.</summary>
    public void OnPod(string reason, string message, bool isWarning)
    {
        if (cluster is null || Environment.GetEnvironmentVariable("POD_NAME") is not { Length: > 0 } pod)
            return;
        var ns = Environment.GetEnvironmentVariable("POD_NAMESPACE") is { Length: > 0 } own ? own : cluster.Namespace;
        var uid = Environment.GetEnvironmentVariable("POD_UID") ?? "";
        var about = new ClusterObject("v1", "Pod", ns, pod, uid);
        waiting.Writer.TryWrite(new ClusterEvent(about, reason, message, isWarning));
    }

    /// <summary>Ends it; what was told last has a moment to be written.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        waiting.Writer.TryComplete();
        if (ExecuteTask is { } work)
            await Task.WhenAny(work, Task.Delay(LastWords, time, cancellationToken));
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (cluster is null)
            return;
        var api = new ClusterEventApi(cluster);
        try
        {
            await foreach (var what in waiting.Reader.ReadAllAsync(stoppingToken))
                await WriteAsync(api, what, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
    }

    private async Task WriteAsync(ClusterEventApi api, ClusterEvent what, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (fold.Next(what, now) is not { } write)
            return;
        try
        {
            await api.WriteAsync(what, write, now, cancellationToken);
            toldFault = null;
        }
        catch (Exception e) when (e is not OperationCanceledException) // Whatever it is: nothing depends on it.
        {
            fold.Forget(what);
            // That the cluster gives no answer is told by whoever follows it.
            if (toldFault is null && e is not ClusterException { Fault: ClusterFault.Unavailable })
                TellFault(toldFault = e.Message);
        }
    }

    [LoggerMessage(710, LogLevel.Warning, "Events are not written to the cluster: {Fault}. Nothing depends on them")]
    private partial void TellFault(string fault);
}
