using Microsoft.Extensions.Logging;
using OfoWatcher.Platform;

namespace OfoWatcher.Dashboard.Listing;

/// <summary>
/// All projects as one snapshot in memory. It is made anew on a thread of its own, while somebody asks, at most once a
/// second; where making it takes long, for a tenth of the time, but every half minute. Whoever asks gets the latest one:
/// a volume that hangs or fails leaves it as it was, and its moment tells how old it is.
/// </summary>
internal sealed partial class ProjectIndex
{
    private const int Rests = 10;

    private static readonly TimeSpan ShortestRest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(30);

    /// <summary>How long a snapshot may take before those go away who wait for the first one.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    /// <summary>The same for those who would see an old one otherwise.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>So often a snapshot is made from all that is read, though nothing of it seems to have changed.</summary>
    private static readonly TimeSpan FullEvery = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Old = TimeSpan.FromMinutes(1);

    // Two replicas may come to the same version of something else.
    private readonly Guid origin = Guid.NewGuid();
    private readonly Lock gate = new();
    private readonly Func<ProjectReading> read;
    private readonly FindingCounts findings;
    private readonly TimeProvider time;
    private readonly ILogger<ProjectIndex> logger;
    private ProjectSnapshot? latest;
    private (object? Basis, int Findings, long At) full; // What the latest one rests on that was made from all.
    private Making? making;
    private long? rested;
    private TimeSpan rest;
    private string? toldFault;

    public ProjectIndex(
        CurrentProjects projects, FindingCounts findings, TimeProvider time, ILogger<ProjectIndex> logger)
        : this(projects.Read, findings, time, logger)
    {
    }

    /// <param name="read">Reads how all projects stand; it may take any time, or throw.</param>
    public ProjectIndex(
        Func<ProjectReading> read, FindingCounts findings, TimeProvider time, ILogger<ProjectIndex> logger) =>
        (this.read, this.findings, this.time, this.logger) = (read, findings, time, logger);

    /// <summary>Raised for each new version, one after the other, on the thread that made it.</summary>
    public event Action<ProjectSnapshot>? Changed;

    /// <summary>Has a snapshot made if it is time for one.</summary>
    public void Refresh() => _ = Ask();

    /// <summary>
    /// The latest snapshot. It waits for one only where there is none, or where nobody asked for a while.
    /// </summary>
    /// <returns>Null when there is none because the volumes fail, or give no answer.</returns>
    public async ValueTask<ProjectSnapshot?> GetAsync(CancellationToken cancellationToken)
    {
        var (have, isCurrent, under) = Ask();
        if (isCurrent || under is null)
            return have;
        var left = (have is null ? Deadline : Patience) - time.GetElapsedTime(under.Began);
        if (left <= TimeSpan.Zero)
            return have;
        try
        {
            await under.Ended.WaitAsync(left, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            TellFault($"the folders of the results and the share gave no answer for {Words.Time(left)}");
        }

        lock (gate)
            return latest;
    }

    /// <summary>
    /// Names what a snapshot shows, as an entity tag of HTTP. Null for an old one: while a volume hangs nobody is to
    /// believe that nothing is new.
    /// </summary>
    public string? TagOf(ProjectSnapshot snapshot) =>
        time.GetUtcNow() - snapshot.AsOf < Old ? $"W/\"{origin:N}-{snapshot.Version}\"" : null;

    /// <summary>Names a version among those of all replicas.</summary>
    public string NameOf(long version) => $"{version}-{origin:N}";

    private (ProjectSnapshot? Have, bool IsCurrent, Making? Under) Ask()
    {
        lock (gate)
        {
            var since = rested is { } moment ? time.GetElapsedTime(moment) : TimeSpan.MaxValue;
            if (making is null && since >= rest)
            {
                making = new Making(time.GetTimestamp());
                new Thread(Make) { IsBackground = true, Name = "list projects" }.Start(making);
            }

            return (latest, latest is not null && since < 2 * rest, making);
        }
    }

    private void Make(object? state)
    {
        var under = (Making)state!;
        try
        {
            Take(read());
        }
        catch (Exception e)
        {
            TellFault(e is IOException or UnauthorizedAccessException ? e.Message : e.ToString());
        }

        lock (gate)
        {
            making = null;
            var now = time.GetTimestamp();
            var taken = time.GetElapsedTime(under.Began, now);
            rested = now;
            rest = TimeSpan.FromTicks(Math.Clamp(Rests * taken.Ticks, ShortestRest.Ticks, LongestRest.Ticks));
        }

        under.End();
    }

    private void Take(ProjectReading reading)
    {
        var before = latest; // Written by one thread at a time.
        var snapshot = before is not null && IsAsBefore(reading)
            ? before with { AsOf = time.GetUtcNow() }
            : MakeAnew(reading, before);
        lock (gate)
            latest = snapshot;
        if (Interlocked.Exchange(ref toldFault, null) is not null)
            TellBack();
        if (snapshot.Version != before?.Version)
            Changed?.Invoke(snapshot);
    }

    private bool IsAsBefore(ProjectReading reading) =>
        reading.Basis is { } basis && basis.Equals(full.Basis) && findings.Version == full.Findings
        && time.GetElapsedTime(full.At) < FullEvery;

    private ProjectSnapshot MakeAnew(ProjectReading reading, ProjectSnapshot? before)
    {
        full = (reading.Basis, findings.Version, time.GetTimestamp());
        var snapshot = ProjectSnapshot.Of(reading, findings, before, time.GetUtcNow());
        findings.ReadDue(snapshot.Rows.Total);
        return snapshot;
    }

    private void TellFault(string fault)
    {
        if (Interlocked.Exchange(ref toldFault, fault) != fault)
            TellOld(fault);
    }

    [LoggerMessage(601, LogLevel.Warning,
        "The list of projects cannot be made anew: {Fault}. The status page shows the latest one")]
    private partial void TellOld(string fault);

    [LoggerMessage(602, LogLevel.Information, "The list of projects is made anew again")]
    private partial void TellBack();

    /// <summary>A snapshot that is being made.</summary>
    private sealed class Making(long began)
    {
        private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public long Began => began;

        public Task Ended => ended.Task;

        public void End() => ended.SetResult();
    }
}
