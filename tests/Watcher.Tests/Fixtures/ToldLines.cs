using Microsoft.Extensions.Logging;

namespace OfoWatcher.Tests.Fixtures;

/// <summary>Keeps what was logged, one line each with its weight before it.</summary>
internal sealed class ToldLines<T> : ILogger<T>
{
    private readonly List<string> lines = [];

    public IReadOnlyList<string> All
    {
        get
        {
            lock (lines)
                return [.. lines];
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        lock (lines)
            lines.Add($"{logLevel}: {formatter(state, exception)}");
    }
}
