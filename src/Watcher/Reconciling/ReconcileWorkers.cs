using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OfoWatcher.Reconciling.Leadership;
using OfoWatcher.Telemetry;
using OfoWatcher.Workflows;
using OfoWatcher.Workflows.Argo;

namespace OfoWatcher.Reconciling;

/// <summary>
/// The workers that take projects from the queue. What fails for one project is tried again and stops no other.
/// </summary>
internal sealed partial class ReconcileWorkers(
    WorkQueue queue,
    ProjectReconciler reconciler,
    FirstPass firstPass,
    LaunchGate gate,
    StatusBoard board,
    OutputHealth health,
    ILeadership leadership,
    TimeProvider time,
    ILogger<ReconcileWorkers> logger) : BackgroundService
{
    /// <summary>
    /// Reconciling waits for the volume and the cluster most of the time, and hundreds of runs may end at once.
    /// </summary>
    public const int Workers = 16;

    private readonly ConcurrentDictionary<string, string> told = new();

    /// <summary>Whether any project's handling failed since the start.</summary>
    public bool AnyFailed { get; private set; }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(() => WorkAsync(stoppingToken), stoppingToken)));

    private async Task WorkAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            string project;
            try
            {
                project = await queue.TakeAsync(stopping);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await HandleAsync(project, stopping);
        }
    }

    private async Task HandleAsync(string project, CancellationToken stopping)
    {
        using var span = Spans.Start("reconcile", project);
        var begun = time.GetTimestamp();
        try
        {
            await reconciler.ReconcileAsync(project, stopping);
            ReconcileMetrics.Ended(ReconcileResult.Success, time.GetElapsedTime(begun));
            span.DropIfNothingCameOfIt();
            told.TryRemove(project, out _);
            firstPass.NoteHandled(project);
            queue.Done(project);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            queue.Done(project);
        }
        catch (Exception e) when (e is LeadershipLostException || leadership.Lost.IsCancellationRequested)
        {
            queue.Done(project); // The program ends; whoever leads now does the rest.
        }
        catch (ClusterException e) when (e.Fault == ClusterFault.Unavailable) // The engine's own watch tells that.
        {
            AnyFailed = true;
            span.Fail(e);
            ReconcileMetrics.Ended(ReconcileResult.Unavailable, time.GetElapsedTime(begun));
            firstPass.NoteHandled(project);
            queue.Done(project);
            queue.AddAfter(project, EngineHealth.RetryAfter);
        }
        catch (Exception e) // Whatever it is: the other projects go on.
        {
            AnyFailed = true;
            span.Fail(e);
            ReconcileMetrics.Ended(ReconcileResult.Error, time.GetElapsedTime(begun));
            gate.Withdraw(project); // Whoever is behind it in line need not wait for it.
            Tell(project, e);
            board.NoteUnknown(project, $"it could not be looked at: {e.Message}; tried again");
            firstPass.NoteHandled(project);
            queue.Failed(project);
        }
    }

    // A volume that is full fails every project alike and is told once, by its own name.
    private void Tell(string project, Exception e)
    {
        if (e is IOException or UnauthorizedAccessException && health.Check() is not null)
            return;
        if (told.TryGetValue(project, out var before) && before == e.Message)
            return;
        told[project] = e.Message;
        var isExpected = e is IOException or UnauthorizedAccessException or WorkflowConflictException
            or EngineException;
        TellFailed(project, e.Message, isExpected ? null : e);
    }

    [LoggerMessage(300, LogLevel.Error, "{Project}: {Message}; tried again")]
    private partial void TellFailed(string project, string message, Exception? exception);
}
