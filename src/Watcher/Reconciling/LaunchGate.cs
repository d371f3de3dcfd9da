using OfoWatcher.Platform;
using OfoWatcher.Reconciling.Launching;
using OfoWatcher.Workflows;

namespace OfoWatcher.Reconciling;

/// <summary>Why a project may not be launched yet.</summary>
/// <param name="Words">The reason, and what is ahead.</param>
/// <param name="LookAgainAfter">When to ask again; null when that is asked for once there is a place.</param>
/// <param name="IsForRoom">The output volume is too full.</param>
internal sealed record LaunchRefusal(string Words, TimeSpan? LookAgainAfter, bool IsForRoom = false);

/// <summary>
/// Keeps the limits that hold over all projects: runs at a time, room on the output volume, launches per hour, and who
/// goes first. What it knows it learns from the run records, so it knows the same after a restart once every project
/// was looked at; until then it lets nobody through.
/// </summary>
/// <remarks>
/// Room is promised: a run that goes, or goes first, keeps what it may write until it has ended, whatever it has
/// written by then; an estimate is good to a factor of <see cref="Metashape.RunEstimate.DiskDoubt"/>, and a full share
/// fails every run. A project that waits for such room keeps its place, and nobody behind it takes that. One that would
/// not fit even if nothing went waits for a person and not for runs, so it holds up nobody.
/// </remarks>
internal sealed class LaunchGate
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>After this time a project that found no room looks again, besides at each scan.</summary>
    private static readonly TimeSpan RoomAgainAfter = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, GoingRun> running = []; // By project.
    private readonly Dictionary<string, DateTimeOffset> launches = []; // By the run's name.
    private readonly LaunchLine line = new();
    private LaunchLimits? latest;
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
            RunRecord? open = null;
            foreach (var record in records)
            {
                if (IsRecent(record.IntendedAt, now))
                    launches[record.Run] = record.IntendedAt;
                if (record.IsOpen)
                    open ??= record;
            }

            if (open is null)
                return Forget(project);
            Take(open);
            return false;
        }
    }

    /// <summary>Learns when a going run is expected to end.</summary>
    /// <param name="end">Null when nobody knows.</param>
    public void Expect(string project, DateTimeOffset? end)
    {
        lock (gate)
        {
            if (running.TryGetValue(project, out var run))
                running[project] = run with { End = end };
        }
    }

    /// <summary>Asks for a launch. The place is taken at once when it is granted.</summary>
    /// <param name="record">The run to be launched.</param>
    /// <param name="candidate">The same as it stands in line.</param>
    /// <returns>Null when it may be launched, otherwise why not.</returns>
    public LaunchRefusal? Ask(RunRecord record, LaunchCandidate candidate, LaunchLimits limits, DateTimeOffset now)
    {
        lock (gate)
        {
            line.Add(candidate);
            latest = limits;
            if (!isOpen)
                return new LaunchRefusal("waits until the watcher knows what is running", null);
            var (ahead, reserved) = Before(candidate, limits, now);
            var fits = limits.HaveRoom(0, candidate.DiskBytes);
            if (fits && ahead >= limits.Runs - running.Count)
                return new LaunchRefusal(QueueWords(ahead, limits, now), null);
            if (!limits.HaveRoom(reserved, candidate.DiskBytes))
            {
                return new LaunchRefusal(
                    limits.RoomWords(reserved, candidate.DiskBytes ?? 0), RoomAgainAfter, IsForRoom: true);
            }

            Prune(now);
            if (launches.Count + ahead >= limits.Options.MaxLaunchesPerHour)
            {
                return launches.Count == 0
                    ? new LaunchRefusal(QueueWords(ahead, limits, now), null) // Those ahead take the hour's launches.
                    : RefuseForTheHour(limits.Options, now);
            }

            line.Remove(record.Project);
            Take(record);
            launches[record.Run] = NextSecond(now);
            return null;
        }
    }

    /// <summary>
    /// When a launch that was granted is meant: in a second of its own, since by that Argo tells which run came first.
    /// </summary>
    public DateTimeOffset TimeOf(RunRecord record)
    {
        lock (gate)
            return launches.GetValueOrDefault(record.Run, record.IntendedAt);
    }

    /// <summary>Puts a project in line that cannot ask at present, for reasons that concern all.</summary>
    public void Queue(LaunchCandidate candidate)
    {
        lock (gate)
            line.Add(candidate);
    }

    /// <summary>Gives a granted place back because nothing was written down for it.</summary>
    public void Return(RunRecord record)
    {
        lock (gate)
        {
            Forget(record.Project);
            launches.Remove(record.Run);
        }
    }

    /// <summary>The project does not want to be launched at present.</summary>
    public void Withdraw(string project)
    {
        lock (gate)
            line.Remove(project);
    }

    /// <summary>The projects that want to be launched, the first in line first.</summary>
    public IReadOnlyList<string> Waiting(RunOptions options, DateTimeOffset now)
    {
        lock (gate)
            return [.. InOrder(options, now).Select(candidate => candidate.Project)];
    }

    /// <summary>The projects for which there may be a place now, by what was known when somebody asked last.</summary>
    public IReadOnlyList<string> Next(RunOptions options, DateTimeOffset now)
    {
        lock (gate)
        {
            var limits = (latest ?? new LaunchLimits(options)) with { Options = options };
            return
            [
                .. InOrder(options, now).Where(candidate => limits.HaveRoom(0, candidate.DiskBytes))
                    .Take(Math.Max(0, limits.Runs - running.Count)).Select(candidate => candidate.Project),
            ];
        }
    }

    /// <summary>How many go before a project, and what room is promised to those and to the runs that go.</summary>
    private (int Ahead, double Reserved) Before(LaunchCandidate candidate, LaunchLimits limits, DateTimeOffset now)
    {
        var ahead = 0;
        var reserved = running.Values.Sum(run => (double)(run.DiskBytes ?? 0));
        foreach (var other in InOrder(limits.Options, now))
        {
            if (other.Project == candidate.Project)
                break;
            if (!limits.HaveRoom(0, other.DiskBytes))
                continue;
            ahead++;
            reserved += other.DiskBytes ?? 0;
        }

        return (ahead, reserved);
    }

    private DateTimeOffset NextSecond(DateTimeOffset now)
    {
        var taken = launches.Values.Select(at => at.ToUnixTimeSeconds()).ToHashSet();
        while (taken.Contains(now.ToUnixTimeSeconds()))
            now += TimeSpan.FromSeconds(1);
        return now;
    }

    private IReadOnlyList<LaunchCandidate> InOrder(RunOptions options, DateTimeOffset now) =>
        line.InOrder(running.Values.Select(run => run.Root), options.Order, now);

    private void Take(RunRecord record)
    {
        var run = new GoingRun(LaunchCandidate.RootOf(record), LaunchCandidate.DiskBytesOf(record));
        if (running.TryGetValue(record.Project, out var before))
            run = run with { End = before.End };
        else
            line.NoteRuns();
        running[record.Project] = run;
    }

    private bool Forget(string project)
    {
        if (!running.Remove(project))
            return false;
        line.NoteRuns();
        return true;
    }

    private string QueueWords(int ahead, LaunchLimits limits, DateTimeOffset now)
    {
        var runs = $"{running.Count} of {limits.Runs} runs are going"
            + (limits.IsBoundByLicences ? $" (the engine has {Words.Count(limits.Runs, "licence")})" : "");
        var place = ahead == 0 ? "it is next" : $"{Words.Count(ahead, "project")} ahead";
        return $"{runs}, {place}{StartWords(ahead, limits, now)}";
    }

    // As many as are ahead must end before, and as many as go beyond the limit. That those ahead will not have ended
    // themselves by then is not known, so only for as many as go anything is said.
    private string StartWords(int ahead, LaunchLimits limits, DateTimeOffset now)
    {
        var index = ahead + running.Count - limits.Runs;
        return index >= 0 && index < running.Count && running.Values.All(run => run.End is not null)
            && running.Values.Select(run => run.End!.Value).Order().ElementAt(index) is var end && end > now
            ? $"; starts about {Progress.Moments.About(end, end - now)}"
            : "";
    }

    private LaunchRefusal RefuseForTheHour(RunOptions options, DateTimeOffset now)
    {
        var free = launches.Values.Min() + Hour - now;
        return new LaunchRefusal(
            $"the limit is {Words.Count(options.MaxLaunchesPerHour, "launch", "launches")} an hour, the next in "
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

    private sealed record GoingRun(string Root, long? DiskBytes, DateTimeOffset? End = null);
}
