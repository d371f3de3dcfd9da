using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Logging;

namespace OfoWatcher.Tests.Docs;

/// <summary>docs/log-events.md: every message of the log, as its declaration has it.</summary>
internal static class LogEventsPage
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
        | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Render()
    {
        var events = typeof(Program).Assembly.GetTypes().SelectMany(type => type.GetMethods(Everything))
            .Select(method => (Method: method, Event: method.GetCustomAttribute<LoggerMessageAttribute>()))
            .Where(pair => pair.Event is not null)
            .OrderBy(pair => pair.Event!.EventId)
            .Select(pair => (IReadOnlyList<string>)
            [
                pair.Event!.EventId.ToString(CultureInfo.InvariantCulture),
                pair.Event.Level.ToString(),
                pair.Event.Message,
                $"{pair.Method.DeclaringType!.Name}.{pair.Method.Name}",
            ]);
        return new MarkdownPage("Log events")
            .Paragraph("""
                Every event that the watcher logs. Ids stay: one that is no longer used is not given to another event.
                With `Logging:Console:FormatterName` set to `json`, each line carries the id and the values of the
                placeholders as fields.
                """)
            .Table([["Id", "Level", "Message", "Declared as"], .. events])
            .ToString();
    }
}
