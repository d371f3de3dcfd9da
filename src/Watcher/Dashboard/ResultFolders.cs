using OfoWatcher.Intake;
using OfoWatcher.Markers;
using OfoWatcher.Notifications;
using OfoWatcher.Platform;
using OfoWatcher.Reconciling;
using OfoWatcher.Workflows;
using OfoWatcher.Workflows.Argo;

namespace OfoWatcher.Dashboard;

/// <summary>
/// Reads from the output folder where projects stand, without asking the watcher, which may not even run.
/// </summary>
internal sealed class ResultFolders(OutputFolder output, MarkerStore markers, RunRecordStore records)
{
    private static readonly EnumerationOptions OwnFiles = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = false,
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    /// <summary>All that the folders tell, of the output and of the share.</summary>
    /// <param name="tellUnreadable">
    /// Receives why an input root could not be listed; the rest is told all the same.
    /// </param>
    /// <exception cref="IOException">The output folder is missing or cannot be read.</exception>
    public StatusReport ReadReport(IntakeOptions intake, Action<string> tellUnreadable)
    {
        if (!Directory.Exists(output.Root))
            throw new IOException($"The output folder {output.Root} does not exist: set Output:Root, or mount it.");
        var watcher = FileLock.IsHeld(output.LockFile) ? FileLock.ReadHolder(output.LockFile) : null;
        return new StatusReport(watcher, [.. ReadAll(), .. ReadUnseen(intake, tellUnreadable)]);
    }

    /// <summary>All projects that have a folder there, by name.</summary>
    private IEnumerable<ProjectStatus> ReadAll() =>
        new DirectoryInfo(output.Root).EnumerateDirectories()
            .Where(folder => !folder.Name.StartsWith('.'))
            .Select(folder => Read(folder.FullName)).OfType<ProjectStatus>()
            .OrderBy(status => status.Project, StringComparer.Ordinal);

    /// <summary>Where one project stands; null when the folder belongs to none.</summary>
    private ProjectStatus? Read(string folder)
    {
        var name = Path.GetFileName(folder);
        try
        {
            return Read(folder, name);
        }
        catch (UnauthorizedAccessException)
        {
            return Unread(name, "its result folder may not be read");
        }
        catch (IOException e)
        {
            return Unread(name, $"its result folder cannot be read: {e.Message}");
        }
    }

    // Somebody else's folder hides nothing of the others; a project's own is told of.
    private static ProjectStatus? Unread(string name, string words) =>
        ProjectName.IsValid(name) ? new ProjectStatus(name, ProjectState.Waiting, words) : null;

    private ProjectStatus? Read(string folder, string name)
    {
        var reading = markers.Read(folder);
        if (reading.Fault is { } fault)
            return new ProjectStatus(name, ProjectState.Waiting, fault);
        var written = StatusFile.Read(folder) is { } line ? ProjectStatus.Parse(name, line) : null;
        var status = reading.Marker switch
        {
            // The watcher says more than the marker where it waits for what comes after it, such as another attempt.
            { } marker when written is null or { HasEnded: true } =>
                ProjectStatus.Of(marker.Project, marker, WorkflowOf(folder, marker)),
            { } marker => written with { Project = marker.Project },
            null => written,
        };
        if (status is null or { HasEnded: true })
            return status;
        return status with
        {
            StuckSince = StuckNotes.Read(folder)?.Since,
            Workflow = status.State == ProjectState.Running ? WorkflowOf(folder, record => record.IsOpen) : null,
        };
    }

    // The marker of a run that failed does not name its Workflow.
    private string? WorkflowOf(string folder, Marker marker) => marker switch
    {
        CompletedMarker completed => completed.Workflow?.Name,
        FailedMarker failed => WorkflowOf(folder, record => record.Run == failed.Run),
        _ => null,
    };

    private string? WorkflowOf(string folder, Func<RunRecord, bool> isIt)
    {
        try
        {
            return records.ReadAll(folder).LastOrDefault(isIt) is { } record ? ArgoEngine.WorkflowOf(record) : null;
        }
        catch (DamagedRunRecordException)
        {
            return null; // The project's status tells of it.
        }
    }

    // An empty folder is no project. One that cannot be looked into may be one.
    private static bool HoldsFiles(string folder)
    {
        try
        {
            return !Directory.Exists(folder) || Directory.EnumerateFiles(folder, "*", OwnFiles).Any();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    /// <summary>The projects on the share that have no folder yet.</summary>
    private List<ProjectStatus> ReadUnseen(IntakeOptions intake, Action<string> tellUnreadable)
    {
        var unseen = new List<ProjectStatus>();
        foreach (var root in intake.InputRoots)
        {
            try
            {
                unseen.AddRange(RootListing.Read(root).Projects(intake, output.Root)
                    .Where(folder => HoldsFiles(folder.Path.ToString())
                        && !Directory.Exists(ProjectName.OutputFolder(output.Root, folder.Shown)))
                    .Select(folder =>
                        new ProjectStatus(folder.Shown, ProjectState.Waiting, "not seen by the watcher yet")));
            }
            catch (FolderUnreadableException e)
            {
                tellUnreadable(e.Message);
            }
        }

        return unseen;
    }
}
