using k8s.Models;
using OfoWatcher.Telemetry;
using OfoWatcher.Workflows.Argo;

namespace OfoWatcher.Reconciling.Leadership;

// What the leader does with the Lease that it holds.
internal sealed partial class LeaseElection
{
    private static readonly TimeSpan ReleaseLimit = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Lets another lead at once: to be called when nothing acts any more. What is in the way is told, and costs the
    /// other no more than the duration of the Lease.
    /// </summary>
    public async Task ReleaseAsync()
    {
        right.End("it released the Lease");
        await keeping;
        if (!mayHold)
            return;
        mayHold = false;
        try
        {
            await WithinAsync(ReleaseLimit, async token =>
            {
                // Asked anew, since the last write may have come through though it was called off.
                var lease = await api.GetAsync(token);
                if (LeaseRecord.HolderOf(lease) == Identity)
                    await api.ReplaceAsync(LeaseRecord.Released(lease!, time.GetUtcNow()), token);
                return true;
            }, CancellationToken.None);
            if (holder == Identity)
                holder = null;
            LeaseMetrics.Released();
            TellReleased();
        }
        catch (ClusterException e)
        {
            TellUnreleased(e.Message, duration);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ReleaseAsync();
        right.Dispose();
    }

    /// <summary>Renews the Lease for as long as the right lasts.</summary>
    private async Task KeepAsync(V1Lease? known, TimeSpan renewed)
    {
        var pause = NewBackoff();
        var next = renewed + (duration * RenewalShare);
        try
        {
            while (true)
            {
                if (next > clock.Now)
                    await Task.Delay(next - clock.Now, time, Lost);
                Lost.ThrowIfCancellationRequested();
                var begun = clock.Now;
                var isFresh = known is null;
                try
                {
                    known = await WithinAsync(RequestLimit, token => RenewAsync(known, token), Lost);
                    if (known is null || !right.Extend(begun))
                        return;
                    LeaseMetrics.Renewed(true);
                    Recovered();
                    pause.Reset();
                    next = begun + (duration * RenewalShare);
                }
                catch (ClusterException e) when (e.Fault is ClusterFault.Conflict or ClusterFault.NotFound && !isFresh)
                {
                    known = null; // It is not as it was left: to be looked at, at once.
                }
                catch (ClusterException e)
                {
                    known = null;
                    LeaseMetrics.Renewed(false);
                    Trouble(e.Message);
                    next = clock.Now + pause.Next();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The right is over.
        }
        catch (Exception e) // Whatever it is: nothing renews the Lease any more.
        {
            Lose(e.Message);
        }
    }

    /// <param name="known">As it was written last; null when that is to be looked up.</param>
    /// <returns>As it is now; null when it is another's.</returns>
    private async Task<V1Lease?> RenewAsync(V1Lease? known, CancellationToken cancellationToken)
    {
        if (known is not null)
            return await api.ReplaceAsync(LeaseRecord.Renewed(known, duration, time.GetUtcNow()), cancellationToken);
        var found = await api.GetAsync(cancellationToken);
        if (found is null)
        {
            // Whoever follows waits as if it had just been renewed, so its holder may make it again.
            var created = await api.CreateAsync(
                LeaseRecord.New(name, Identity, duration, time.GetUtcNow()), cancellationToken);
            TellMadeAgain(api.What);
            return created;
        }

        var current = LeaseRecord.HolderOf(found);
        if (current == Identity)
            return await api.ReplaceAsync(LeaseRecord.Renewed(found, duration, time.GetUtcNow()), cancellationToken);
        holder = current.Length > 0 ? current : null;
        Lose(current.Length > 0 ? $"{current} holds the Lease" : "somebody else released the Lease");
        return null;
    }

    private void Lose(string why)
    {
        if (right.End(why))
            NoteLost(why);
    }

    private void NoteLost(string why)
    {
        health.Set(HealthBoard.Leader, $"leadership is lost: {why}");
        LeaseMetrics.Lost();
        TellLost(why);
    }
}
