using System.Collections.Concurrent;
using OfoWatcher.Markers;

namespace OfoWatcher.Reconciling;

/// <summary>Where every project stands, in memory and in each project's <c>status.txt</c>.</summary>
internal sealed class StatusBoard(StatusFile file)
{
    private readonly ConcurrentDictionary<string, ProjectStatus> statuses = new();
    private long version;

    public ICollection<ProjectStatus> All => statuses.Values;

    /// <summary>Another one whenever anything on the board has changed.</summary>
    public long Version => Interlocked.Read(ref version);

    /// <summary>Whether a project failed for good since this process started.</summary>
    public bool AnyNewlyFailed { get; private set; }

    public ProjectStatus? Find(string project) => statuses.GetValueOrDefault(project);

    /// <summary>Takes a status; the file is written only when its words are new.</summary>
    /// <returns>The status before; null when there was none in this process.</returns>
    /// <exception cref="IOException">The output volume is full, read-only or gone; the status is as it was.</exception>
    public ProjectStatus? Post(string projectOutput, ProjectStatus status)
    {
        if (statuses.TryGetValue(status.Project, out var before))
        {
            status = status with { StuckSince = before.StuckSince };
            if (before == status)
                return before;
        }

        // The file first: what could not be written is new still when it is tried again.
        var isNew = file.Write(projectOutput, status.Line);
        Put(status);
        if (isNew && status.State == ProjectState.Failed)
            AnyNewlyFailed = true;
        return before;
    }

    /// <summary>Notes whether a project is stuck.</summary>
    /// <param name="since">Since when it has not come on; null when it comes on.</param>
    public void NoteStuck(string project, DateTimeOffset? since)
    {
        if (statuses.TryGetValue(project, out var status) && status.StuckSince != since)
            Put(status with { StuckSince = since });
    }

    /// <summary>Shows a project that could not be looked at, where nothing is known of it yet; nothing is written.</summary>
    public void NoteUnknown(string project, string words)
    {
        if (statuses.TryAdd(project, new ProjectStatus(project, ProjectState.Waiting, words)))
            Interlocked.Increment(ref version);
    }

    /// <summary>Takes a project off the board that is neither on the share nor has results.</summary>
    public void Remove(string project)
    {
        if (statuses.TryRemove(project, out _))
            Interlocked.Increment(ref version);
    }

    // First the status: whoever knows the new version sees it.
    private void Put(ProjectStatus status)
    {
        statuses[status.Project] = status;
        Interlocked.Increment(ref version);
    }
}
