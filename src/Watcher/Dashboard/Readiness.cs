using System.Text.Json.Serialization;
using OfoWatcher.Reconciling.Leadership;
using OfoWatcher.Telemetry;

namespace OfoWatcher.Dashboard;

/// <summary>Whether the watcher can do what it is there for. One that stands by can.</summary>
/// <param name="Ready">Whether nothing is wrong.</param>
/// <param name="Role">"leader", "follower" or "starting".</param>
/// <param name="Leader">The name of the one that acts; null when nobody is known to.</param>
/// <param name="Conditions">What does not work, in words, by what it is.</param>
internal sealed record Readiness(
    bool Ready, string Role, string? Leader, IReadOnlyDictionary<string, string> Conditions)
{
    /// <param name="health">What does not work.</param>
    /// <param name="leadership">Who acts.</param>
    /// <param name="publish">Takes out of a fault's words what is nobody's business.</param>
    public static Readiness Of(HealthBoard health, LeadershipStatus leadership, Func<string, string> publish)
    {
        var faults = new SortedDictionary<string, string>(
            health.Faults.ToDictionary(fault => fault.Key, fault => publish(fault.Value)), StringComparer.Ordinal);
        return new Readiness(
            faults.Count == 0,
            leadership.Role.ToWord(),
            leadership.Holder,
            faults);
    }
}

[JsonSerializable(typeof(Readiness))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class ReadinessJson : JsonSerializerContext;
