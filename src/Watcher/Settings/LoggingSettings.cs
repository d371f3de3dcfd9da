using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using OfoWatcher.Telemetry;

namespace OfoWatcher.Settings;

/// <summary>
/// Checks what the logging library reads by itself: a wrong level would end the program with a stack trace, a wrong
/// format would silently be another.
/// </summary>
internal static class LoggingSettings
{
    public const string Section = "Logging";

    private static readonly string[] Formats =
    [
        StoryConsoleFormatter.FormatterName, ConsoleFormatterNames.Json, ConsoleFormatterNames.Simple,
        ConsoleFormatterNames.Systemd,
    ];

    /// <summary>A line for each fault: key, value, what is allowed.</summary>
    public static IEnumerable<string> FaultsIn(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        string[] groups = [$"{Section}:LogLevel", $"{Section}:Console:LogLevel"];
        foreach (var entry in groups.SelectMany(group => configuration.GetSection(group).GetChildren()))
        {
            if (!Enum.GetNames<LogLevel>().Contains(entry.Value, StringComparer.OrdinalIgnoreCase))
                yield return Describe(entry, Enum.GetNames<LogLevel>());
        }

        var format = section.GetSection("Console:FormatterName");
        if (format.Value is not null && !Formats.Contains(format.Value, StringComparer.OrdinalIgnoreCase))
            yield return Describe(format, Formats);
    }

    private static string Describe(IConfigurationSection entry, IEnumerable<string> allowed) =>
        $"{entry.Path} is \"{entry.Value}\" but must be one of {string.Join(", ", allowed)}";
}
