using k8s.Models;
using OfoWatcher.Workflows.Argo;

namespace OfoWatcher.Reconciling.Leadership;

/// <summary>What a Lease says and what is written into it, in the fields that <c>kubectl</c> shows.</summary>
internal static class LeaseRecord
{
    /// <summary>Who holds it; empty for one that was released.</summary>
    public static string HolderOf(V1Lease? lease) => lease?.Spec?.HolderIdentity ?? "";

    /// <summary>
    /// How long its holder may count on it. It is the word of a replica that may have other settings, so one that no
    /// watcher can have written is cut to the longest that one can.
    /// </summary>
    public static TimeSpan PromisedBy(V1Lease? lease)
    {
        var promised = TimeSpan.FromSeconds(Math.Max(0, lease?.Spec?.LeaseDurationSeconds ?? 0));
        return promised < ArgoOptions.MaxLeaseDuration ? promised : ArgoOptions.MaxLeaseDuration;
    }

    /// <summary>
    /// Whether the holder seems to be dead for long, by clocks that may be wrong: a reason to look closer, never one
    /// to take the Lease.
    /// </summary>
    public static bool LooksAbandoned(V1Lease lease, TimeSpan duration, DateTimeOffset wallClock)
    {
        var promised = PromisedBy(lease);
        var patience = 2 * (promised > duration ? promised : duration);
        return lease.Spec?.RenewTime is not { } renewed || (wallClock.UtcDateTime - renewed).Duration() > patience;
    }

    /// <summary>One that nobody had before.</summary>
    public static V1Lease New(string name, string identity, TimeSpan duration, DateTimeOffset wallClock) =>
        With(new V1ObjectMeta { Name = name }, new V1LeaseSpec
        {
            HolderIdentity = identity,
            LeaseDurationSeconds = SecondsOf(duration),
            AcquireTime = WithFraction(wallClock.UtcDateTime),
            RenewTime = WithFraction(wallClock.UtcDateTime),
            LeaseTransitions = 0,
        });

    /// <summary>The Lease with another holder.</summary>
    public static V1Lease Taken(V1Lease lease, string identity, TimeSpan duration, DateTimeOffset wallClock)
    {
        var taken = New(lease.Metadata.Name, identity, duration, wallClock);
        taken.Spec.LeaseTransitions = (lease.Spec?.LeaseTransitions ?? 0) + 1;
        return With(lease.Metadata, taken.Spec);
    }

    /// <summary>The Lease with the sign of life of its holder.</summary>
    public static V1Lease Renewed(V1Lease lease, TimeSpan duration, DateTimeOffset wallClock) =>
        With(lease.Metadata, new V1LeaseSpec
        {
            HolderIdentity = lease.Spec.HolderIdentity,
            LeaseDurationSeconds = SecondsOf(duration),
            AcquireTime = WithFraction(lease.Spec.AcquireTime ?? wallClock.UtcDateTime),
            RenewTime = WithFraction(wallClock.UtcDateTime),
            LeaseTransitions = lease.Spec.LeaseTransitions,
        });

    /// <summary>The Lease with no holder: whoever sees it may take it at once.</summary>
    public static V1Lease Released(V1Lease lease, DateTimeOffset wallClock) =>
        With(lease.Metadata, new V1LeaseSpec
        {
            HolderIdentity = "",
            LeaseDurationSeconds = lease.Spec.LeaseDurationSeconds,
            AcquireTime = WithFraction(lease.Spec.AcquireTime ?? wallClock.UtcDateTime),
            RenewTime = WithFraction(wallClock.UtcDateTime),
            LeaseTransitions = lease.Spec.LeaseTransitions,
        });

    private static V1Lease With(V1ObjectMeta metadata, V1LeaseSpec spec) => new()
    {
        ApiVersion = $"{V1Lease.KubeGroup}/{V1Lease.KubeApiVersion}",
        Kind = V1Lease.KubeKind,
        Metadata = metadata,
        Spec = spec,
    };

    private static int SecondsOf(TimeSpan duration) => (int)Math.Ceiling(duration.TotalSeconds);

    // The API refuses a MicroTime without a fraction, and the client library writes none for a whole second.
    private static DateTime WithFraction(DateTime utc) =>
        utc.Ticks % TimeSpan.TicksPerSecond == 0 ? utc.AddMicroseconds(1) : utc;
}
