using k8s.Models;
using OfoWatcher.Telemetry;
using OfoWatcher.Workflows.Argo;

namespace OfoWatcher.Reconciling.Leadership;

// How a process comes to lead.
internal sealed partial class LeaseElection
{
    private static readonly TimeSpan ShortWatch = TimeSpan.FromSeconds(5);

    /// <summary>Waits, however long, until it leads; what is in the way is told once and tried again.</summary>
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
        LeaseMetrics.Gained();
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
}
