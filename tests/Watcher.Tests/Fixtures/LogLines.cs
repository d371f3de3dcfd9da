using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace OfoWatcher.Tests.Fixtures;

/// <summary>Keeps the lines of a log, so that a test can see what was said, and how often.</summary>
internal sealed class LogLines<T> : ILogger<T>
{
    private readonly ConcurrentQueue<string> lines = [];

    public IReadOnlyList<string> All => [.. lines];

    public int Count(string part) => lines.Count(line => line.Contains(part, StringComparison.Ordinal));

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter) =>
        lines.Enqueue(formatter(state, exception));
}
