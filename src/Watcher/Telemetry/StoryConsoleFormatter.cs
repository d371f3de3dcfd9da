using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace OfoWatcher.Telemetry;

/// <summary>One line a thing that happened: time, weight where it is more than news, the sentence.</summary>
internal sealed class StoryConsoleFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "story";

    public override void Write<TState>(
        in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        textWriter.Write(time.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss'Z' ", CultureInfo.InvariantCulture));
        textWriter.Write(logEntry.LogLevel switch
        {
            LogLevel.Warning => "WARNING ",
            LogLevel.Error or LogLevel.Critical => "ERROR ",
            _ => "",
        });
        textWriter.WriteLine(OnOneLine(message));
        if (logEntry.Exception is null)
            return;
        foreach (var line in logEntry.Exception.ToString().Split('\n'))
            textWriter.WriteLine("    " + OnOneLine(line.TrimEnd('\r')));
    }

    // Names from the share stand in messages; a line break in one must not look like a message of its own.
    private static string OnOneLine(string message) =>
        string.Concat(message.Select(c => char.IsControl(c) ? ' ' : c));
}
