using Microsoft.Extensions.Configuration;
using OfoWatcher.Settings;

namespace OfoWatcher.Tests.Settings;

/// <summary>Settings as a test writes them.</summary>
internal static class SettingsText
{
    /// <summary>The least that makes settings sound.</summary>
    private static readonly Dictionary<string, string?> Least = new()
    {
        ["Intake:InputRoots:0"] = "/share/in",
        ["Output:Root"] = "/share/out",
    };

    /// <summary>The faults of the least settings with some set otherwise.</summary>
    public static List<string> FaultsOf(params (string Key, string? Value)[] changes) => Read(changes).Faults;

    public static (WatcherSettings Settings, List<string> Faults) Read(params (string Key, string? Value)[] changes)
    {
        var values = new Dictionary<string, string?>(Least);
        foreach (var (key, value) in changes)
            values[key] = value;
        var faults = new List<string>();
        return (WatcherSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(values).Build(), faults), faults);
    }
}
