using Microsoft.Extensions.Hosting;
using OfoWatcher.Workflows;

namespace OfoWatcher.Reconciling;

/// <summary>Asks for a project to be looked at as soon as its run changed, instead of at the next scan.</summary>
/// <remarks>
/// Not before the first scan: until then no project is known to be on the share, and one that is looked at would seem to
/// have gone away. The scan asks for all of them.
/// </remarks>
internal sealed class EngineWatch(IWorkflowEngine engine, WorkQueue queue, FirstPass firstPass) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var project in engine.ChangesAsync(stoppingToken))
            {
                if (firstPass.HasBegun)
                    queue.Add(project);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return; // The program ends.
        }
    }
}
