using Microsoft.Extensions.Options;
using OfoWatcher.Dashboard.Listing;
using OfoWatcher.Intake;
using OfoWatcher.Markers;
using OfoWatcher.Platform;
using OfoWatcher.Reconciling;
using OfoWatcher.Reconciling.Leadership;
using OfoWatcher.Workflows;

namespace OfoWatcher.Dashboard.Actions;

/// <summary>What became of what was asked.</summary>
internal abstract record DeskAnswer(string Words)
{
    /// <summary>It is written down and will be done.</summary>
    internal sealed record Taken(string Words) : DeskAnswer(Words);

    /// <summary>It makes no sense as the project stands.</summary>
    internal sealed record Refused(string Words) : DeskAnswer(Words);

    /// <summary>There is no such project, or nothing was done about it yet.</summary>
    internal sealed record Unknown() : DeskAnswer("No project of this name has results here.");

    /// <summary>The output volume gives no answer, or cannot be written.</summary>
    internal sealed record Failed(string Words) : DeskAnswer(Words);
}

/// <summary>
/// Takes what operators ask for and leaves it in the project's folder, for the watcher that acts: this process may be
/// one that stands by, and may be killed at any moment.
/// </summary>
internal sealed class RequestDesk(
    OutputFolder output,
    ProjectCatalog catalog,
    KeptUploads uploads,
    IOptionsMonitor<RunOptions> runs,
    LeadershipStatus leadership,
    FirstPass firstPass,
    WorkQueue queue,
    TimeProvider time)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    // On a volume that hangs each of them stays for as long as that lasts.
    private const int MostThreads = 4;

    private int threads;

    /// <summary>Asks for something, on a thread of its own: the volume may hang.</summary>
    /// <param name="from">The address of whoever asks.</param>
    public async Task<DeskAnswer> AskAsync(string project, RequestKind kind, string from)
    {
        if (Interlocked.Increment(ref threads) > MostThreads)
        {
            Interlocked.Decrement(ref threads);
            return new DeskAnswer.Failed("The output volume is slow to answer: try again later.");
        }

        var asking = OwnThread.Run("take request", () =>
        {
            try
            {
                return Ask(project, kind, from);
            }
            finally
            {
                Interlocked.Decrement(ref threads);
            }
        });
        try
        {
            return await asking.WaitAsync(Deadline, time);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new DeskAnswer.Failed("The output volume failed: " + e.Message);
        }
        catch (TimeoutException)
        {
            return new DeskAnswer.Failed(
                $"The output volume gave no answer for {Words.Time(Deadline)}; it may still be done once it does.");
        }
    }

    private DeskAnswer Ask(string project, RequestKind kind, string from)
    {
        if (output.IsReadOnly)
            return new DeskAnswer.Refused("this watcher only tells what would be done");
        var folder = ProjectName.OutputFolder(output.Root, project);
        if (!Directory.Exists(folder))
            return new DeskAnswer.Unknown();
        var records = ReadRecords(folder, out var damage);
        if (damage is not null)
            return new DeskAnswer.Refused(damage);
        var obstacles = RequestObstacles.For(
            new MarkerStore().Read(folder), records, BaselineFile.Names(output.BaselineFile, project, runs.CurrentValue.Backlog),
            isOnShare: (catalog.Find(project)?.Entry ?? uploads.Read()(project)) is not null,
            tokenIsSet: true);
        if ((kind == RequestKind.Stop ? obstacles.Stop : obstacles.Retry) is { } obstacle)
            return new DeskAnswer.Refused(obstacle);
        var run = records.FirstOrDefault(record => record.IsOpen)?.Run;
        var request = new ProjectRequest
        {
            Kind = kind,
            Id = Guid.NewGuid().ToString("N")[..8],
            At = time.GetUtcNow(),
            From = from,
            Run = kind == RequestKind.Stop ? run : null,
        };
        if (!RequestFile.TryWrite(folder, request))
            return new DeskAnswer.Refused("an earlier request waits to be taken up");
        var actsHere = leadership.Role == WatcherRole.Leader && firstPass.HasBegun;
        if (actsHere)
            queue.Add(project);
        return new DeskAnswer.Taken(
            (kind == RequestKind.Stop ? $"run {run} will be stopped" : "it will be taken up anew")
            + (actsHere ? "" : ", at the latest with the next scan"));
    }

    private static IReadOnlyList<RunRecord> ReadRecords(string folder, out string? damage)
    {
        try
        {
            damage = null;
            return new RunRecordStore().ReadAll(folder);
        }
        catch (DamagedRunRecordException)
        {
            damage = "the record of one of its runs is damaged: it is left alone until that is repaired";
            return [];
        }
    }
}
