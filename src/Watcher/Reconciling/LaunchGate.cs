using OfoWatcher.Platform;
using OfoWatcher.Workflows;

namespace OfoWatcher.Reconciling;

/// <summary>Why a project may not be launched yet.</summary>
internal sealed record LaunchRefusal(string Words, TimeSpan? LookAgainAfter);

/// <summary>
/// Keeps the limits that hold over all projects: runs at a time, launches per hour, first settled first served. What it
/// knows it learns from the run records, so it knows the same after a restart once every project was looked at; until
/// then it lets nobody through.
/// </summary>
internal sealed class LaunchGate
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly Lock gate = new();
    private readonly HashSet<string> running = [];
    private readonly Dictionary<string, DateTimeOffset> launches = []; // By the run's name.
    private readonly Dictionary<string, DateTimeOffset> waiting = []; // Project to the time it settled.
    private bool isOpen;

    /// <summary>How many runs go now.</summary>
    public int Running
    {
        get
        {
            lock (gate)
                return running.Count;
        }
    }

    /// <summary>Lets launches through from now on.</summary>
    public void Open()
    {
        lock (gate)
            isOpen = true;
    }

    /// <summary>Learns what the records say of a project's runs.</summary>
    /// <returns>Whether a run of it has ended since, so that there is room for another project.</returns>
    public bool Learn(string project, IReadOnlyList<RunRecord> records, DateTimeOffset now)
    {
        lock (gate)
        {
            foreach (var record in records.Where(record => IsRecent(record.IntendedAt, now)))
                launches[record.Run] = record.IntendedAt;
            if (!records.Any(record => record.IsOpen))
                return running.Remove(project);
            running.Add(project);
            return false;
        }
    }

    /// <summary>Asks for a launch. The place is taken at once when it is granted.</summary>
    /// <param name="record">The run to be launched.</param>
    /// <param name="settledAt">When its upload settled: the earliest goes first.</param>
    /// <returns>Null when it may be launched, otherwise why not.</returns>
    public LaunchRefusal? Ask(RunRecord record, DateTimeOffset settledAt, RunOptions options, DateTimeOffset now)
    {
        lock (gate)
        {
            waiting[record.Project] = settledAt;
            if (!isOpen)
                return new LaunchRefusal("ready; waits until the watcher knows what is running", null);
            var free = options.MaxConcurrentRuns - running.Count;
            var ahead = waiting.Count(other => IsBefore(other.Key, other.Value, record.Project, settledAt));
            if (ahead >= free)
                return new LaunchRefusal(QueueWords(ahead, options), null);
            Prune(now);
            if (launches.Count + ahead >= options.MaxLaunchesPerHour)
                return RefuseForTheHour(options, now);

            waiting.Remove(record.Project);
            running.Add(record.Project);
            launches[record.Run] = now;
            return null;
        }
    }

    /// <summary>Puts a project in line that cannot ask at present, for reasons that concern all.</summary>
    public void Queue(string project, DateTimeOffset settledAt)
    {
        lock (gate)
            waiting[project] = settledAt;
    }

    /// <summary>Gives a granted place back because nothing was written down for it.</summary>
    public void Return(RunRecord record)
    {
        lock (gate)
        {
            running.Remove(record.Project);
            launches.Remove(record.Run);
        }
    }

    /// <summary>The project does not want to be launched at present.</summary>
    public void Withdraw(string project)
    {
        lock (gate)
            waiting.Remove(project);
    }

    /// <summary>The projects that want to be launched, the first in line first.</summary>
    public IReadOnlyList<string> Waiting
    {
        get
        {
            lock (gate)
                return [.. waiting.OrderBy(e => e.Value).ThenBy(e => e.Key, StringComparer.Ordinal).Select(e => e.Key)];
        }
    }

    private static bool IsBefore(string other, DateTimeOffset otherAt, string project, DateTimeOffset at) =>
        otherAt < at || (otherAt == at && string.CompareOrdinal(other, project) < 0);

    private string QueueWords(int ahead, RunOptions options)
    {
        var runs = $"{running.Count} of {options.MaxConcurrentRuns} runs are going";
        return ahead == 0 ? $"ready; {runs}, it is next" : $"ready; {runs}, {Words.Count(ahead, "project")} ahead";
    }

    private LaunchRefusal RefuseForTheHour(RunOptions options, DateTimeOffset now)
    {
        var free = launches.Values.Min() + Hour - now;
        return new LaunchRefusal(
            $"ready; the limit is {Words.Count(options.MaxLaunchesPerHour, "launch", "launches")} an hour, the next in "
            + Words.Time(free),
            free);
    }

    // A launch dated further ahead than an hour was dated by a clock that was wrong, and would count for years.
    private static bool IsRecent(DateTimeOffset launchedAt, DateTimeOffset now) => (now - launchedAt).Duration() < Hour;

    private void Prune(DateTimeOffset now)
    {
        foreach (var (run, _) in launches.Where(launch => !IsRecent(launch.Value, now)).ToList())
            launches.Remove(run);
    }
}
