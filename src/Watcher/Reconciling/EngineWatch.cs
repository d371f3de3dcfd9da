using Microsoft.Extensions.Hosting;
using OfoWatcher.Workflows;

namespace OfoWatcher.Reconciling;

/// <summary>Asks for a project to be looked at as soon as its run changed, instead of at the next scan.</summary>
internal sealed class EngineWatch(IWorkflowEngine engine, WorkQueue queue) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var project in engine.ChangesAsync(stoppingToken))
                queue.Add(project);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return; // The program ends.
        }
    }
}
