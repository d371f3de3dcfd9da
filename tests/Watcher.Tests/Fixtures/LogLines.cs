using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace OfoWatcher.Tests.Fixtures;

/// <summary>Keeps the lines of a log, so that a test can see what was said, how often and with which weight.</summary>
internal sealed class LogLines<T> : ILogger<T>
{
    private readonly ConcurrentQueue<(LogLevel Level, string Line)> lines = [];

    public IReadOnlyList<string> All => [.. lines.Select(told => told.Line)];

    /// <summary>The lines with their level before them, such as "Error: …".</summary>
    public IReadOnlyList<string> AllWithLevel => [.. lines.Select(told => $"{told.Level}: {told.Line}")];

    public int Count(string part) => lines.Count(told => told.Line.Contains(part, StringComparison.Ordinal));

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter) =>
        lines.Enqueue((logLevel, formatter(state, exception)));
}
