namespace OfoWatcher.Settings;

/// <summary>The program cannot start with these settings.</summary>
/// <param name="faults">A line for each fault: key, value, what is allowed.</param>
internal sealed class WrongSettingsException(IReadOnlyList<string> faults)
    : Exception(string.Join(Environment.NewLine, faults))
{
    public IReadOnlyList<string> Faults => faults;
}
