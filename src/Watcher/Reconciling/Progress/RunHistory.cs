using System.Collections.Concurrent;
using OfoWatcher.Markers;
using OfoWatcher.Workflows;

namespace OfoWatcher.Reconciling.Progress;

/// <summary>
/// What finished runs teach about those to come: by how much runs here are slower or faster than the estimate, which
/// rests on what OFO measured on its own machines.
/// </summary>
/// <remarks>
/// Of the latest <see cref="Latest"/> runs that ended well it takes the median of log(actual / estimated), which one
/// run that waited a night for a licence does not move, and pulls it towards none by as many runs as <see
/// cref="Prior"/> that would have taken just as long as was estimated: factor = exp(median · n / (n + Prior)). Runs of
/// another engine, and those that take no configuration, are counted apart. Of the latter, which need not be
/// automate-metashape, nothing is known beforehand: their median is taken as it is, once there are as many as <see
/// cref="Prior"/>. It is all learned anew from markers and records after a restart.
/// </remarks>
internal sealed class RunHistory
{
    /// <summary>How many finished runs count.</summary>
    public const int Latest = 20;

    /// <summary>As how many runs the estimate itself counts.</summary>
    public const int Prior = 3;

    // A run that was a thousand times as long as estimated was another thing than what was estimated.
    private static readonly double MostLog = Math.Log(1000);

    private readonly ConcurrentDictionary<string, CompletedMarker> learned = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly Dictionary<Kind, List<Finished>> finished = [];

    /// <summary>Learns from a project's marker. One that was seen before costs a look into a table.</summary>
    /// <param name="records">The records of the project's runs.</param>
    public void Learn(string project, Marker? marker, IReadOnlyList<RunRecord> records)
    {
        if (marker is not CompletedMarker completed
            || (learned.TryGetValue(project, out var before) && ReferenceEquals(before, completed)))
            return;
        var record = records.FirstOrDefault(record => record.Run == completed.Run);
        if (record is { IsOpen: true })
            return; // It is not said yet how it ended.
        learned[project] = completed;
        // Of a run that is gone the end is not known, and of one that was retried only the last part was timed.
        if (record is { EndPhase: RunPhase.Succeeded }
            && (record.RevivedAt is null || record.WorkflowCreatedAt is not null)
            && EstimateOf(record) is { } estimate
            && completed is { StartedAt: { } start, EndedAt: { } end } && end > start)
            Add(Kind.Of(record), new Finished(record.Run, end, Math.Log((end - start).TotalHours / estimate)));
    }

    /// <summary>What a run may take from its start to its end; null when nobody knows.</summary>
    public TimeSpan? TimeOf(RunRecord record)
    {
        if (EstimateOf(record) is not { } estimate)
            return null;
        var kind = Kind.Of(record);
        lock (gate)
        {
            return FactorOf(kind, finished.GetValueOrDefault(kind) ?? []) is { } factor
                ? TimeSpan.FromHours(Math.Min(estimate * factor, 100_000))
                : null;
        }
    }

    private static double? FactorOf(Kind kind, List<Finished> runs)
    {
        if (!kind.TakesConfig && runs.Count < Prior)
            return null;
        if (runs.Count == 0)
            return 1;
        var logs = runs.Select(run => run.Log).Order().ToList();
        var median = (logs[(logs.Count - 1) / 2] + logs[logs.Count / 2]) / 2;
        return Math.Exp(kind.TakesConfig ? median * logs.Count / (logs.Count + Prior) : median);
    }

    private void Add(Kind kind, Finished run)
    {
        if (Math.Abs(run.Log) > MostLog)
            return;
        lock (gate)
        {
            if (!finished.TryGetValue(kind, out var runs))
                finished[kind] = runs = [];
            runs.RemoveAll(other => other.Run == run.Run);
            runs.Add(run);
            if (runs.Count > Latest)
                runs.Remove(runs.MinBy(other => (other.EndedAt, other.Run))!);
        }
    }

    // Hours; what is no estimate teaches nothing.
    private static double? EstimateOf(RunRecord record) =>
        record.Plan?.EstimatedHours is > 0 and <= 100_000 and var hours ? hours : null;

    private readonly record struct Kind(string Engine, bool TakesConfig)
    {
        public static Kind Of(RunRecord record) => new(record.Engine, record.Plan?.ConfigSha256 is not null);
    }

    private sealed record Finished(string Run, DateTimeOffset EndedAt, double Log);
}
