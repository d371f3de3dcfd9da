using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OfoWatcher.Reconciling.Leadership;
using OfoWatcher.Workflows;

namespace OfoWatcher.Reconciling;

/// <summary>
/// Does what follows runs that ended well. The records of those runs are closed and their markers stand, so whatever
/// fails here holds up nothing else: it is told once and tried again.
/// </summary>
internal sealed partial class AfterRun(
    ActionExecutor executor, WorkQueue queue, IOptionsMonitor<AfterRunOptions> options, ILogger<AfterRun> logger)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, string> told = new();

    /// <summary>Does all that is due after a project's runs.</summary>
    /// <exception cref="IOException">The output volume failed while it was noted what was done.</exception>
    /// <exception cref="LeadershipLostException">Another watcher may act by now.</exception>
    public async Task DoDueAsync(ProjectObservation seen, CancellationToken cancellationToken)
    {
        foreach (var record in seen.Records.Where(record => record.AfterRun is not null))
        {
            // Somebody sets it going again: what follows will follow its new end.
            if (seen.Damage is null && seen.Revival?.Record.Run != record.Run)
                await DoDueAsync(seen, record, cancellationToken);
        }
    }

    private async Task DoDueAsync(ProjectObservation seen, RunRecord record, CancellationToken cancellationToken)
    {
        foreach (var item in AfterRunPlan.For(record, options.CurrentValue).ToList())
        {
            if (!await TryAsync(seen, record, item, cancellationToken))
            {
                queue.AddAfter(seen.Project, RetryAfter);
                continue;
            }

            record = record with { AfterRun = AfterRunDue.OrNothing(item.Note(record.AfterRun!)) };
            await executor.ExecuteAsync(seen.Output, [new DurableAction.WriteRecord(record)], cancellationToken);
        }
    }

    private async Task<bool> TryAsync(
        ProjectObservation seen, RunRecord record, AfterRunItem item, CancellationToken cancellationToken)
    {
        if (item.Do is not { } action)
            return true;
        var key = $"{record.Run} {item.What}";
        try
        {
            await executor.ExecuteAsync(seen.Output, [action], cancellationToken);
            told.TryRemove(key, out _);
            TellDone(seen.Project, record.Run, item.What);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or EngineException
            or NotSupportedException)
        {
            if (told.GetValueOrDefault(key) != e.Message)
                TellFailed(seen.Project, record.Run, item.What, e.Message, item.Remedy);
            told[key] = e.Message;
            return false;
        }
    }

    [LoggerMessage(240, LogLevel.Information, "{Project}: after {Run}, done: {What}")]
    private partial void TellDone(string project, string run, string what);

    [LoggerMessage(241, LogLevel.Error,
        "{Project}: after {Run}, {What} failed: {Fault}. {Remedy}; tried again each minute")]
    private partial void TellFailed(string project, string run, string what, string fault, string remedy);
}
