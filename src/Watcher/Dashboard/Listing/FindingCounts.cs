using System.Collections.Concurrent;
using OfoWatcher.Intake;
using OfoWatcher.Platform;
using OfoWatcher.Reconciling;
using OfoWatcher.Validation.Report;

namespace OfoWatcher.Dashboard.Listing;

/// <summary>
/// What the projects' reports count, read on a thread of its own and a few at a time: a list can be shown before any of
/// them was read, ten thousand of them take some seconds of reading in all, and a volume that hangs holds up nobody.
/// </summary>
/// <param name="read">Counts in the report of a project; null when it has none.</param>
internal sealed class FindingCounts(Func<string, FindingCount?> read, TimeProvider time)
{
    /// <summary>So many reports are looked at each time.</summary>
    public const int MostAtOnce = 500;

    /// <summary>After this time a report that was not there, or could not be read, is looked for again.</summary>
    public static readonly TimeSpan LookAgainAfter = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Known> known = new(StringComparer.Ordinal);
    private List<KeyValuePair<string, Basis>> due = [];
    private int version;
    private int reading;

    public FindingCounts(OutputFolder output, TimeProvider time)
        : this(project => ReadReport(output.Root, $"{ProjectName.OutputFolder(project)}/{ReportFile.FileName}"), time)
    {
    }

    /// <summary>Another one whenever reports were read.</summary>
    public int Version => Volatile.Read(ref version);

    /// <summary>
    /// What is known of a project's report. Where it may have been written anew since it was read, it will be read
    /// at the next <see cref="ReadDue"/>. For one thread.
    /// </summary>
    public FindingCount? Of(ProjectStatus status, UploadEntry? upload)
    {
        var basis = Basis.Of(status, upload);
        var found = known.GetValueOrDefault(status.Project);
        if (IsDue(found, basis) && due.Count < MostAtOnce)
            due.Add(new(status.Project, basis));
        return found?.Count;
    }

    /// <summary>Reads what is due, unless that still goes on.</summary>
    /// <param name="projects">How many projects there are.</param>
    public void ReadDue(int projects)
    {
        if (due.Count == 0)
            return;
        var next = due;
        due = [];
        if (Interlocked.Exchange(ref reading, 1) == 1)
            return;
        if (known.Count > 2 * projects + MostAtOnce)
            known.Clear(); // Most of them are gone.
        new Thread(() => Read(next)) { IsBackground = true, Name = "read reports" }.Start();
    }

    private void Read(List<KeyValuePair<string, Basis>> projects)
    {
        try
        {
            foreach (var (project, basis) in projects)
            {
                // Asked for while the reading before this one came to it.
                if (IsDue(known.GetValueOrDefault(project), basis))
                    known[project] = new Known(basis, CountIn(project), time.GetTimestamp());
            }
        }
        finally
        {
            Volatile.Write(ref reading, 0);
            Interlocked.Increment(ref version);
        }
    }

    private bool IsDue(Known? found, Basis basis) =>
        found?.Basis != basis || (found.Count is null && time.GetElapsedTime(found.ReadAt) >= LookAgainAfter);

    private FindingCount? CountIn(string project)
    {
        try
        {
            return read(project);
        }
        catch (Exception)
        {
            return null; // It says nothing that can be counted; a thread of its own must not end the program.
        }
    }

    private static FindingCount? ReadReport(string root, string path)
    {
        using var report = PlainFile.Open(root, path);
        return report is null ? null : FindingCount.Read(report);
    }

    private sealed record Known(Basis Basis, FindingCount? Count, long ReadAt);

    /// <summary>What a report rests on: while it is the same, so is the report.</summary>
    /// <param name="Standing">What is told while nothing is under way.</param>
    /// <param name="Revision">What lies on the share.</param>
    /// <param name="Accept">What the pilot accepts.</param>
    private readonly record struct Basis(ProjectState State, string? Standing, Revision? Revision, string? Accept)
    {
        public static Basis Of(ProjectStatus status, UploadEntry? upload) => new(
            status.State,
            // These words tell how far something is, and change all the time.
            status.State is ProjectState.Uploading or ProjectState.Checking or ProjectState.Running
                ? null
                : status.Words,
            upload?.Seen.Revision,
            upload?.Seen.Control.Accept);
    }
}
