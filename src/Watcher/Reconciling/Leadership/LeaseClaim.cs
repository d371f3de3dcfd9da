using k8s.Models;

namespace OfoWatcher.Reconciling.Leadership;

/// <summary>What a process that wants to lead does next.</summary>
internal abstract record LeaseClaim
{
    private LeaseClaim()
    {
    }

    /// <summary>
    /// Decides from what was seen. No time that is written in the Lease counts, for clocks go wrong: a holder that
    /// renewed nothing while this process looked on for the whole duration is gone.
    /// </summary>
    /// <param name="duration">How long a holder may count on the Lease by this replica's settings.</param>
    /// <param name="now">By the <see cref="LocalClock"/>.</param>
    public static LeaseClaim Decide(LeaseSighting seen, string identity, TimeSpan duration, TimeSpan now)
    {
        // A holder with other settings counts on its own duration.
        var until = seen.Since + (seen.Promised > duration ? seen.Promised : duration);
        var isFree = seen.Holder.Length == 0 || seen.Holder == identity || now >= until;
        return seen.Lease switch
        {
            _ when !isFree => new Wait(until),
            null => new Create(),
            { } own when seen.Holder == identity => new Renew(own),
            { } free => new Take(free),
        };
    }

    /// <summary>Make the Lease: there is none, and nobody who may not have noticed yet.</summary>
    internal sealed record Create : LeaseClaim;

    /// <summary>Write oneself into the Lease, in this version of it: its holder released it or is gone.</summary>
    internal sealed record Take(V1Lease Lease) : LeaseClaim;

    /// <summary>Renew the Lease: it bears one's name, by a request whose answer got lost.</summary>
    internal sealed record Renew(V1Lease Lease) : LeaseClaim;

    /// <summary>Another holds it; look again then, unless it changes before.</summary>
    internal sealed record Wait(TimeSpan Until) : LeaseClaim;
}
