using k8s.Models;
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
    private static readonly TimeSpan ShortWatch = TimeSpan.FromSeconds(5);

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

    public CancellationToken Lost => right.Lost;

    public void ThrowIfLost() => right.ThrowIfOver();

    /// <summary>Waits, however long, until this process leads; what is in the way is told once and tried again.</summary>
    /// <exception cref="LeadershipLostException">It led before, or was released.</exception>
    public async Task AcquireAsync(CancellationToken cancellationToken)
    {
        ThrowIfOver();
        var pause = NewBackoff();
        while (true)
        {
            try
            {
                Look(await api.GetAsync(cancellationToken));
                var claim = Decide();
                if (claim is LeaseClaim.Wait wait)
                    claim = await FollowAsync(wait, pause, cancellationToken);
                if (claim is null)
                    continue;
                if (await ClaimAsync(claim, cancellationToken))
                    return;
            }
            catch (ClusterException e) when (e.Fault == ClusterFault.Conflict)
            {
                // Another was faster, which the next look shows.
            }
            catch (ClusterException e)
            {
                Trouble(e.Message);
            }

            await pause.WaitAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Makes one attempt, for one that does not stay. False at once when another holds the Lease, unless it seems to be
    /// dead for long by the time of day in the Lease, as a daemon that was killed leaves it: then it is watched for its
    /// duration and taken if it is not renewed, so that it does not block a cron job for ever.
    /// </summary>
    /// <exception cref="ClusterException">The cluster did not allow or answer it.</exception>
    /// <exception cref="LeadershipLostException">It led before, or was released.</exception>
    public async Task<bool> TryAcquireAsync(CancellationToken cancellationToken)
    {
        ThrowIfOver();
        var lease = await api.GetAsync(cancellationToken);
        Look(lease);
        if (lease is not null && Decide() is LeaseClaim.Wait wait)
        {
            if (!LeaseRecord.LooksAbandoned(lease, duration, time.GetUtcNow()))
                return false;
            TellAbandoned(Holder, Until(wait));
            await Task.Delay(Until(wait), time, cancellationToken);
            Look(await api.GetAsync(cancellationToken));
        }

        if (Decide() is var claim && claim is LeaseClaim.Wait)
            return false;
        try
        {
            return await ClaimAsync(claim, cancellationToken);
        }
        catch (ClusterException e) when (e.Fault == ClusterFault.Conflict)
        {
            return false;
        }
    }

    /// <summary>Looks on while another leads, by one watch and without asking again.</summary>
    /// <returns>What an event allows to claim; null when it is time to look again.</returns>
    private async Task<LeaseClaim?> FollowAsync(
        LeaseClaim.Wait wait, Backoff pause, CancellationToken cancellationToken)
    {
        if (seen?.Lease is null)
        {
            // It was deleted: its holder makes it again at its next renewal, unless it is gone.
            Recovered();
            await pause.WaitAsync(cancellationToken);
            return null;
        }

        var begun = clock.Now;
        using var patience = new CancellationTokenSource(Until(wait), time);
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            await foreach (var lease in api.WatchAsync(watching.Token))
            {
                Recovered();
                Look(lease);
                var claim = Decide();
                if (claim is not LeaseClaim.Wait still)
                    return claim;
                patience.CancelAfter(Until(still));
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null; // Nothing happened for so long that its holder may be gone, or the watch is dead.
        }

        if (clock.Now - begun >= ShortWatch)
            pause.Reset();
        else
            await pause.WaitAsync(cancellationToken);
        return null;
    }

    /// <returns>Whether this process leads now.</returns>
    private async Task<bool> ClaimAsync(LeaseClaim claim, CancellationToken cancellationToken)
    {
        var begun = clock.Now;
        mayHold = true;
        var wallClock = time.GetUtcNow();
        var lease = await WithinAsync(RequestLimit, token => claim switch
        {
            LeaseClaim.Create => api.CreateAsync(LeaseRecord.New(name, Identity, duration, wallClock), token),
            LeaseClaim.Take take =>
                api.ReplaceAsync(LeaseRecord.Taken(take.Lease, Identity, duration, wallClock), token),
            LeaseClaim.Renew renew => api.ReplaceAsync(LeaseRecord.Renewed(renew.Lease, duration, wallClock), token),
            _ => throw new InvalidOperationException($"{claim} is nothing to do"),
        }, cancellationToken);
        if (!right.Extend(begun))
        {
            // It was called off meanwhile, or stood still for so long that the Lease may be another's by now.
            ThrowIfOver();
            return false;
        }

        holder = Identity;
        Recovered();
        TellLeading(Identity);
        keeping = KeepAsync(lease, begun);
        return true;
    }

    private LeaseClaim Decide() => LeaseClaim.Decide(seen!, Identity, duration, clock.Now);

    private TimeSpan Until(LeaseClaim.Wait wait) =>
        wait.Until - clock.Now is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    private void ThrowIfOver()
    {
        if (Lost.IsCancellationRequested)
            ThrowIfLost();
    }

    private void Look(V1Lease? lease)
    {
        seen = seen is null ? LeaseSighting.First(lease, clock.Now) : seen.Next(lease, clock.Now);
        var current = LeaseRecord.HolderOf(lease) is { Length: > 0 } someone ? someone : null;
        if (current is not null && current != holder && current != Identity)
            TellFollowing(current);
        holder = current;
    }

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
