using Microsoft.Extensions.Options;

namespace OfoWatcher.Tests.Fixtures;

/// <summary>Settings that a test sets itself; they change when it assigns others.</summary>
internal sealed class FixedOptions<T>(T value) : IOptionsMonitor<T>
{
    private Action<T, string?>? changed;

    public T CurrentValue
    {
        get;
        set
        {
            field = value;
            changed?.Invoke(value, null);
        }
    } = value;

    public T Get(string? name) => CurrentValue;

    public IDisposable? OnChange(Action<T, string?> listener)
    {
        changed += listener;
        return null;
    }
}
