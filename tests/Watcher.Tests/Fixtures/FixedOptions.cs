using Microsoft.Extensions.Options;

namespace OfoWatcher.Tests.Fixtures;

/// <summary>Settings that a test sets itself; they change when it assigns others.</summary>
internal sealed class FixedOptions<T>(T value) : IOptionsMonitor<T>
{
    public T CurrentValue { get; set; } = value;

    public T Get(string? name) => CurrentValue;

    public IDisposable? OnChange(Action<T, string?> listener) => null;
}
