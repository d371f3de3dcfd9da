using System.Collections.Concurrent;
using OfoWatcher.Workflows;

namespace OfoWatcher.Dashboard.Projects;

/// <summary>
/// The ends of the logs that the engine keeps, each read by one at a time and kept for a moment: however many watch a
/// run, the cluster is asked little.
/// </summary>
internal sealed class LogTails(IWorkflowEngine engine, TimeProvider time)
{
    /// <summary>How many lines of a log are shown.</summary>
    public const int Lines = 200;

    private const int Room = 100;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, Tail> tails = new(StringComparer.Ordinal);

    /// <summary>
    /// The end of a going run's log; what is known of it when the engine takes long, and its words when it cannot be read.
    /// </summary>
    public async Task<IReadOnlyList<string>> ReadAsync(RunRecord record, CancellationToken cancellationToken)
    {
        if (record.Engine != engine.Name)
            return [];
        if (tails.Count >= Room)
            MakeRoom();
        var tail = tails.GetOrAdd(record.Run, _ => new Tail());
        try
        {
            return await Reading(tail, record).WaitAsync(Patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return tail.Known;
        }
    }

    private Task<IReadOnlyList<string>> Reading(Tail tail, RunRecord record)
    {
        lock (tail)
        {
            if (tail.Reading is null || (tail.Reading.IsCompleted && time.GetElapsedTime(tail.EndedAt) >= Fresh))
                tail.Reading = FetchAsync(tail, record);
            return tail.Reading;
        }
    }

    // For all who wait for it, so that none of them may call it off; the engine has a time limit of its own.
    private async Task<IReadOnlyList<string>> FetchAsync(Tail tail, RunRecord record)
    {
        try
        {
            tail.Known = await engine.ReadLogAsync(record, Lines, CancellationToken.None);
        }
        catch (EngineException e)
        {
            tail.Known = [$"({e.Message})"];
        }

        tail.EndedAt = time.GetTimestamp();
        return tail.Known;
    }

    private void MakeRoom()
    {
        foreach (var (run, tail) in tails)
        {
            if (tail.Reading is { IsCompleted: true } && time.GetElapsedTime(tail.EndedAt) >= Fresh)
                tails.TryRemove(run, out _);
        }
    }

    private sealed class Tail
    {
        public Task<IReadOnlyList<string>>? Reading { get; set; }

        public IReadOnlyList<string> Known { get; set; } = [];

        public long EndedAt { get; set; }
    }
}
