using System.Text;
using OfoWatcher.Platform;

namespace OfoWatcher.Workflows.Local;

/// <summary>
/// Finds the processes that belong to a run, whatever they did to leave it, and none that does not. A process group of
/// the kernel is not enough for that: every shell with job control makes new ones.
/// </summary>
internal static class ProcessGroup
{
    /// <summary>The variable that every process of a run inherits, with a value of the run's own.</summary>
    public const string MarkVariable = "OFO_WATCHER_RUN_MARK";

    /// <summary>
    /// The living processes under a supervisor: its descendants, and the members of its session. Complete as long as
    /// the supervisor lives and adopts the orphans among its descendants.
    /// </summary>
    public static List<int> Below(int supervisor)
    {
        var entries = ProcessTable.ReadAll();
        var parents = entries.ToDictionary(entry => entry.Pid, entry => entry.Parent);
        return
        [
            .. entries
                .Where(entry => !entry.IsZombie && entry.Pid != supervisor)
                .Where(entry => entry.Session == supervisor || Descends(entry.Pid, supervisor, parents))
                .Select(entry => entry.Pid),
        ];
    }

    /// <summary>
    /// The living processes of a run whose supervisor is gone: those that carry its mark, and all of their sessions.
    /// </summary>
    /// <remarks>
    /// Neither process ids nor session ids prove anything here: both are given to foreign processes once the last of
    /// ours is gone. The mark is a random number, and a session in which one process carries it was begun by the run,
    /// so that members which cleared or overwrote their environment are found as well.
    /// </remarks>
    public static List<int> Marked(string mark)
    {
        var setting = Encoding.UTF8.GetBytes($"{MarkVariable}={mark}");
        var living = ProcessTable.ReadAll().Where(entry => !entry.IsZombie).ToList();
        var sessions = living
            .Where(entry => ProcessTable.HasSetting(entry.Pid, setting))
            .Select(entry => entry.Session)
            .ToHashSet();
        return [.. living.Where(entry => sessions.Contains(entry.Session)).Select(entry => entry.Pid)];
    }

    /// <summary>Signals each process; one that has ended meanwhile is none the worse.</summary>
    public static void Signal(IEnumerable<int> processes, int signal)
    {
        foreach (var process in processes)
            _ = Libc.Kill(process, signal);
    }

    private static bool Descends(int process, int ancestor, Dictionary<int, int> parents)
    {
        // The table changes while it is read, so it may hold a circle: no chain is longer than the table.
        for (var steps = 0; steps < parents.Count && parents.TryGetValue(process, out var parent); steps++)
        {
            if (parent == ancestor)
                return true;
            process = parent;
        }

        return false;
    }
}
