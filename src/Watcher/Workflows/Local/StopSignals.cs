using System.Runtime.InteropServices;

namespace OfoWatcher.Workflows.Local;

/// <summary>Turns the signals that would end this process into a wish to stop that it can see to.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly List<PosixSignalRegistration> registrations = [];

    public StopSignals()
    {
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGHUP])
            registrations.Add(PosixSignalRegistration.Create(signal, Stop));
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Asked => source.Token;

    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
        source.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        source.Cancel();
    }
}
