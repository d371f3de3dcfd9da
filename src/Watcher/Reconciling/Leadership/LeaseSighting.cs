using k8s.Models;

namespace OfoWatcher.Reconciling.Leadership;

/// <summary>A Lease as this process saw it last, and since when it has been like that.</summary>
/// <param name="Lease">Null when there is none.</param>
/// <param name="Holder">
/// Who may be acting on it. One who held a Lease that was deleted does so until it notices.
/// </param>
/// <param name="Promised">How long the holder may count on it after it renewed it.</param>
/// <param name="Since">When this process first saw it so, by the <see cref="LocalClock"/>.</param>
internal sealed record LeaseSighting(V1Lease? Lease, string Holder, TimeSpan Promised, TimeSpan Since)
{
    public static LeaseSighting First(V1Lease? lease, TimeSpan now) =>
        new(lease, LeaseRecord.HolderOf(lease), LeaseRecord.PromisedBy(lease), now);

    /// <summary>What is known after another look: a Lease of the same version has not been renewed meanwhile.</summary>
    public LeaseSighting Next(V1Lease? lease, TimeSpan now) => (Lease, lease) switch
    {
        (null, null) => this,
        (_, null) => this with { Lease = null, Since = now },
        ({ } before, { } after) when before.Metadata.ResourceVersion == after.Metadata.ResourceVersion => this,
        _ => First(lease, now),
    };
}
