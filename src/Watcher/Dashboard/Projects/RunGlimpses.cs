using System.Collections.Concurrent;
using OfoWatcher.Workflows;

namespace OfoWatcher.Dashboard.Projects;

/// <summary>
/// The going runs as the engine shows them, each looked at by one at a time and kept for a moment: however many watch a
/// run, the cluster is asked little.
/// </summary>
internal sealed class RunGlimpses(IWorkflowEngine engine, TimeProvider time)
{
    /// <summary>How many lines of a log are shown.</summary>
    public const int Lines = 200;

    private const int Room = 100;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, Sight> sights = new(StringComparer.Ordinal);

    /// <summary>
    /// A going run; what was seen of it before when the engine takes long, with its words for a log when it gives no answer.
    /// </summary>
    public async Task<RunGlimpse> LookAsync(RunRecord record, CancellationToken cancellationToken)
    {
        if (record.Engine != engine.Name)
            return RunGlimpse.Nothing;
        if (sights.Count >= Room)
            MakeRoom();
        var sight = sights.GetOrAdd(record.Run, _ => new Sight());
        try
        {
            return await Looking(sight, record).WaitAsync(Patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return sight.Known;
        }
    }

    private Task<RunGlimpse> Looking(Sight sight, RunRecord record)
    {
        lock (sight)
        {
            if (sight.Looking is null || (sight.Looking.IsCompleted && time.GetElapsedTime(sight.EndedAt) >= Fresh))
                sight.Looking = LookAfreshAsync(sight, record);
            return sight.Looking;
        }
    }

    // For all who wait for it, so that none of them may call it off; the engine has a time limit of its own.
    private async Task<RunGlimpse> LookAfreshAsync(Sight sight, RunRecord record)
    {
        try
        {
            sight.Known = await engine.GlimpseAsync(record, Lines, CancellationToken.None);
        }
        catch (EngineException e)
        {
            sight.Known = sight.Known with { Log = [$"({e.Message})"] };
        }

        sight.EndedAt = time.GetTimestamp();
        return sight.Known;
    }

    private void MakeRoom()
    {
        foreach (var (run, sight) in sights)
        {
            if (sight.Looking is { IsCompleted: true } && time.GetElapsedTime(sight.EndedAt) >= Fresh)
                sights.TryRemove(run, out _);
        }
    }

    private sealed class Sight
    {
        public Task<RunGlimpse>? Looking { get; set; }

        public RunGlimpse Known { get; set; } = RunGlimpse.Nothing;

        public long EndedAt { get; set; }
    }
}
