using Microsoft.Extensions.Logging;
using OfoWatcher.Telemetry;
using OfoWatcher.Workflows;

namespace OfoWatcher.Reconciling;

/// <summary>
/// Whether launches can be made at all, told once and not for each project that waits for it: what the engine says of
/// itself, what became of the latest try, and whether runs were refused in a row.
/// </summary>
internal sealed partial class EngineHealth(
    IWorkflowEngine engine, LaunchBreaker breaker, HealthBoard health, TimeProvider time, ILogger<EngineHealth> logger)
{
    /// <summary>After this time a launch that could not be made is tried again.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    /// <summary>
    /// After this time nobody wants any more what could not be launched: were it wanted, it would have been tried again.
    /// </summary>
    private static readonly TimeSpan FailureStands = TimeSpan.FromMinutes(5);

    private readonly Lock gate = new();
    private string? failure; // Of the latest try to launch.
    private long failedAt;
    private int? mostRuns;

    /// <summary>How many runs the engine had licences for when it was last asked; null when it did not say.</summary>
    public int? MostRuns
    {
        get
        {
            lock (gate)
                return mostRuns;
        }
    }

    /// <summary>Asks before a launch, and now and then without one.</summary>
    /// <returns>Null when it may be made, otherwise why not.</returns>
    public async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        var readiness = await engine.CheckAsync(cancellationToken);
        lock (gate)
            mostRuns = readiness.MostRuns;
        ForgetOldFailure();
        var obstacle = readiness.Obstacle ?? RecentFailure() ?? breaker.Refusal(readiness.Version);
        Tell(obstacle);
        return obstacle;
    }

    /// <summary>A launch could not be made; others need not try for a while.</summary>
    public void NoteFailure(string fault)
    {
        lock (gate)
            (failure, failedAt) = (fault, time.GetTimestamp());
        Tell(fault);
    }

    /// <summary>A launch was made.</summary>
    public void NoteSuccess()
    {
        lock (gate)
        {
            if (failure is null)
                return;
            failure = null;
        }

        Tell(null);
    }

    /// <summary>Learns how a run ended: several that were refused in a row stop launches.</summary>
    public void NoteEnd(Run run, DateTimeOffset? launchedAt)
    {
        if (breaker.NoteEnd(run, launchedAt))
            Tell(breaker.Refusal());
    }

    /// <summary>Of several launches that may be tried at once after runs were refused, lets one through.</summary>
    public bool TryPass() => breaker.TryPass();

    private string? RecentFailure()
    {
        lock (gate)
            return failure is not null && time.GetElapsedTime(failedAt) < RetryAfter ? failure : null;
    }

    private void ForgetOldFailure()
    {
        lock (gate)
        {
            if (time.GetElapsedTime(failedAt) >= FailureStands)
                failure = null;
        }
    }

    private void Tell(string? obstacle)
    {
        // While the latest try stands as failed, that another may be made is no news yet.
        if (obstacle is null && HasFailed)
            return;
        // That the cluster gives no answer has been told by whoever follows it.
        if (obstacle is not null && health.Faults.GetValueOrDefault(HealthBoard.Cluster) == obstacle)
            return;
        if (!health.Set(HealthBoard.Engine, obstacle))
            return;
        if (obstacle is null)
            TellReady();
        else
            TellObstacle(obstacle);
    }

    private bool HasFailed
    {
        get
        {
            lock (gate)
                return failure is not null;
        }
    }

    [LoggerMessage(312, LogLevel.Error, "Nothing can be launched: {Obstacle}. What is ready waits; tried again by itself")]
    private partial void TellObstacle(string obstacle);

    [LoggerMessage(313, LogLevel.Information, "Runs can be launched again")]
    private partial void TellReady();
}
