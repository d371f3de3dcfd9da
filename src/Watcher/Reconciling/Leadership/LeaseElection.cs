using Microsoft.Extensions.Logging;
using OfoWatcher.Telemetry;
using OfoWatcher.Workflows.Argo;

namespace OfoWatcher.Reconciling.Leadership;

/// <summary>
/// The right to act that one of several replicas has at a time, by a Lease in the cluster. The leader renews it every
/// third of its duration and may act for three quarters of it after a renewal; another takes it after it saw no
/// renewal for the whole. All of that is measured by clocks that nobody sets, each replica's own.
/// </summary>
/// <remarks>It leads once: one that lost the right ends its process, whose next one starts with a fresh view.</remarks>
internal sealed partial class LeaseElection : ILeadership, IAsyncDisposable
{
    private const double RightShare = 3.0 / 4;
    private const double RenewalShare = 1.0 / 3;

    // Two tries fit into what is left of the right after a renewal that got no answer.
    private const double RequestShare = 1.0 / 5;

    private readonly LeaseApi api;
    private readonly string name;
    private readonly TimeSpan duration;
    private readonly HealthBoard health;
    private readonly TimeProvider time;
    private readonly ILogger<LeaseElection> logger;
    private readonly LocalClock clock;
    private readonly LeaseRight right;
    private LeaseSighting? seen;
    private volatile string? holder;

    /// <summary>Whether the Lease may bear this process's name, for all that it knows.</summary>
    private bool mayHold;

    private Task keeping = Task.CompletedTask;

    /// <param name="identity">The replica's name for people; <see cref="Identity"/> is made of it.</param>
    /// <param name="duration">How long after its last sign of life a leader is followed by another.</param>
    /// <param name="time">
    /// Its timestamps decide; its time of day is written into the Lease, for people.
    /// </param>
    public LeaseElection(
        ClusterConnection cluster, string leaseName, string identity, TimeSpan duration, HealthBoard health,
        TimeProvider time, ILogger<LeaseElection> logger)
    {
        api = new LeaseApi(cluster, leaseName);
        name = leaseName;
        Identity = $"{identity}_{Guid.NewGuid().ToString("N")[..8]}";
        this.duration = duration;
        this.health = health;
        this.time = time;
        this.logger = logger;
        clock = new LocalClock(time);
        right = new LeaseRight(time, clock, duration * RightShare, NoteLost);
    }

    /// <summary>
    /// The name in the Lease. It is this process's own: a container that is started again in its pod must not take
    /// the Lease of its predecessor, or of one of two processes with one name, for its own.
    /// </summary>
    public string Identity { get; }

    /// <summary>Who leads, as last seen; null when nobody does or nothing was seen yet.</summary>
    public string? Holder => holder;

    /// <summary>Looks who leads, for one that does not want to.</summary>
    /// <returns>Null when nobody does, or when the one in the Lease gave no sign of life for long.</returns>
    /// <exception cref="ClusterException">The cluster does not tell.</exception>
    public async Task<string?> FindHolderAsync(CancellationToken cancellationToken) =>
        await api.GetAsync(cancellationToken) is { } lease && !LeaseRecord.LooksAbandoned(lease, duration, time.GetUtcNow())
            && LeaseRecord.HolderOf(lease) is { Length: > 0 } leader
            ? leader
            : null;

    public CancellationToken Lost => right.Lost;

    public void ThrowIfLost() => right.ThrowIfOver();

    private TimeSpan RequestLimit => duration * RequestShare;

    private Backoff NewBackoff() => new(duration * RenewalShare, time);

    /// <summary>Says what is in the way, once.</summary>
    private void Trouble(string fault)
    {
        if (health.Set(HealthBoard.Leader, fault))
            TellTrouble(fault);
    }

    private void Recovered()
    {
        if (health.Set(HealthBoard.Leader, null))
            TellRecovered(api.What);
    }

    /// <summary>Bounds a call, which then fails as one that got no answer.</summary>
    private async Task<T> WithinAsync<T>(
        TimeSpan limit, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            return await call(both.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ClusterException(
                ClusterFault.Unavailable,
                $"cannot keep {api.What}: the Kubernetes API gave no answer within {limit.TotalSeconds:0.#} s", e);
        }
    }
}
