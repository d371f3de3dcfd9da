using System.Text.Json;

namespace OfoWatcher.Reconciling.Leadership;

/// <summary>What this process is among the watchers of an output folder.</summary>
internal enum WatcherRole
{
    /// <summary>It does not know yet.</summary>
    Starting,

    /// <summary>Another one acts; this one stands by.</summary>
    Follower,

    /// <summary>It acts.</summary>
    Leader,
}

internal static class WatcherRoleExtensions
{
    /// <summary>As it is told over HTTP: "leader", "follower" or "starting".</summary>
    public static string ToWord(this WatcherRole role) => JsonNamingPolicy.CamelCase.ConvertName(role.ToString());
}

/// <summary>Who acts, kept by whoever finds out and read by probes and people.</summary>
internal sealed class LeadershipStatus
{
    private Func<string?> ask = () => null;

    public WatcherRole Role { get; set; }

    /// <summary>The name of the one that acts, such as its pod's; null when nobody is known to.</summary>
    public string? Holder
    {
        get => ask();
        set => ask = () => value;
    }

    /// <summary>Takes the name from where it may change.</summary>
    public void Follow(Func<string?> source) => ask = source;
}
