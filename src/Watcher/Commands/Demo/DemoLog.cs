using Microsoft.Extensions.Logging;

namespace OfoWatcher.Commands.Demo;

/// <summary>
/// Keeps the watcher's log in a file, and its last lines for the display, while a live table has the terminal.
/// </summary>
internal sealed class DemoLog(string path, TimeProvider time) : ILoggerProvider, ILogger
{
    private const int Shown = 8;

    private readonly Lock gate = new();
    private readonly StreamWriter file = new(path, append: true) { AutoFlush = true };
    private readonly Queue<string> recent = new();

    public IReadOnlyList<string> Recent
    {
        get
        {
            lock (gate)
                return [.. recent];
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        var line = $"{time.GetLocalNow():HH:mm:ss} {formatter(state, exception)}";
        lock (gate)
        {
            file.WriteLine(exception is null ? line : $"{line}{Environment.NewLine}{exception}");
            recent.Enqueue(line);
            if (recent.Count > Shown)
                recent.Dequeue();
        }
    }

    public void Dispose() => file.Dispose();
}
