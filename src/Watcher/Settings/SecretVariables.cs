using OfoWatcher.Platform;

namespace OfoWatcher.Settings;

/// <summary>
/// The variables of the environment that hold secrets. They are taken out of it once they are read: the command of a
/// local run inherits the environment, and may well print it into its log.
/// </summary>
internal static class SecretVariables
{
    public static void Remove()
    {
        foreach (string name in Environment.GetEnvironmentVariables().Keys)
        {
            if (SecretAttribute.IsOn(typeof(WatcherSettings), name.Replace("__", ":", StringComparison.Ordinal)))
                Environment.SetEnvironmentVariable(name, null);
        }
    }
}
