using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using OfoWatcher.Telemetry;

namespace OfoWatcher.Workflows.Argo;

/// <summary>
/// Keeps the cache as the cluster has it: lists all Workflows once, then follows one watch for all of them, taken up
/// again where it ended. Only a version that the server no longer keeps makes it list again.
/// </summary>
internal sealed partial class WorkflowInformer(
    WorkflowApi api, WorkflowCache cache, HealthBoard health, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    // A server, or something between, that closes every watch at once must not be asked in a tight loop.
    private static readonly TimeSpan LeastBetweenWatches = TimeSpan.FromMilliseconds(500);

    // A watch on a quiet cluster tells nothing; that it has not ended for this long tells that it works.
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private readonly TaskCompletionSource tried = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private string? version;
    private string? told;
    private ClusterFault? toldKind;
    private int failures;

    /// <summary>Why the cluster tells nothing at present; null when it does.</summary>
    public string? Fault => told;

    /// <summary>Waits until the first list has been made or has failed.</summary>
    public Task FirstAttemptAsync(CancellationToken cancellationToken) => tried.Task.WaitAsync(cancellationToken);

    /// <summary>Goes on until it is called off.</summary>
    /// <param name="changes">Receives the names of projects about whose Workflows there is something new.</param>
    public async Task RunAsync(ChannelWriter<string> changes, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var begun = time.GetTimestamp();
                await FollowAsync(changes, cancellationToken);
                if (time.GetElapsedTime(begun) < LeastBetweenWatches)
                    await Task.Delay(LeastBetweenWatches, time, cancellationToken);
            }
            catch (ClusterException e) when (e.Fault == ClusterFault.Expired)
            {
                version = null;
                await Task.Delay(LeastBetweenWatches, time, cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Also what nobody thought of: without this watch the program would stand still and say nothing.
                NoteFailure((e as ClusterException)?.Fault, e is ClusterException ? e.Message : e.ToString());
                await Task.Delay(Pause(), time, cancellationToken);
            }
        }
    }

    /// <summary>Lists unless that was done, then watches until the server ends the watch.</summary>
    private async Task FollowAsync(ChannelWriter<string> changes, CancellationToken cancellationToken)
    {
        if (version is null)
        {
            var (all, listedAt) = await api.ListAsync(cancellationToken);
            version = listedAt;
            foreach (var project in cache.Replace(all))
                changes.TryWrite(project);
            NoteSuccess();
        }

        // Called off before a failure of the watch is noted.
        await using var steady = time.CreateTimer(
            _ => NoteSuccess(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        void Opened() => steady.Change(Steady, Timeout.InfiniteTimeSpan);
        await foreach (var seen in api.WatchAsync(version, Opened, cancellationToken))
        {
            NoteSuccess();
            if (Take(seen) is { } project)
                changes.TryWrite(project);
            if (!string.IsNullOrEmpty(seen.Object.Metadata.ResourceVersion))
                version = seen.Object.Metadata.ResourceVersion;
        }
    }

    /// <returns>The project that it is news about; null when it is none.</returns>
    private string? Take(WatchEvent<WorkflowMetadata> seen)
    {
        switch (seen.Kind)
        {
            case WatchEventKind.Present:
                var sighting = WorkflowSighting.Of(seen.Object.Metadata);
                return cache.Put(sighting) ? sighting.Project : null;
            case WatchEventKind.Deleted:
                cache.Remove(seen.Object.Metadata.Name);
                return WorkflowSighting.Of(seen.Object.Metadata).Project;
            default:
                return null;
        }
    }

    private void NoteFailure(ClusterFault? kind, string fault)
    {
        lock (gate)
        {
            failures++;
            health.Set(HealthBoard.Cluster, fault);
            // The words for a server that gives no answer differ from one try to the next.
            var isNews = told is null || kind != toldKind || (told != fault && kind != ClusterFault.Unavailable);
            (told, toldKind) = (fault, kind);
            if (isNews)
                TellLost(fault);
        }

        tried.TrySetResult();
    }

    private void NoteSuccess()
    {
        tried.TrySetResult();
        lock (gate)
        {
            failures = 0;
            if (told is null)
                return;
            told = null;
            health.Set(HealthBoard.Cluster, null);
            TellBack();
        }
    }

    private TimeSpan Pause()
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(failures - 1, 10));
        return (pause < LongestPause ? pause : LongestPause) * (0.75 + (Random.Shared.NextDouble() / 2));
    }

    [LoggerMessage(510, LogLevel.Error, "Workflows cannot be followed: {Fault}. Runs go on; tried again")]
    private partial void TellLost(string fault);

    [LoggerMessage(511, LogLevel.Information, "Workflows are followed again")]
    private partial void TellBack();
}
