using Microsoft.Extensions.Hosting;

namespace OfoWatcher.Reconciling;

/// <summary>
/// Asks now and then whether runs can be launched, so that what is told of it is true though no project wants a run: a
/// missing template is known before the first upload, and that it is back without one.
/// </summary>
internal sealed class EngineProbe(EngineHealth health, TimeProvider time) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
                await health.CheckAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return; // The program ends.
        }
    }
}
