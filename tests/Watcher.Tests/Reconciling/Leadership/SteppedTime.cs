using Microsoft.Extensions.Time.Testing;

namespace OfoWatcher.Tests.Reconciling.Leadership;

/// <summary>A machine whose time goes on as a test steps it, and whose time of day somebody sets.</summary>
internal sealed class SteppedTime : FakeTimeProvider
{
    /// <summary>How far its time of day is off; its timestamps and timers know nothing of that.</summary>
    public TimeSpan Off { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Off;
}
