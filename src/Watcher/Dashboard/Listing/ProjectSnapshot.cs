using OfoWatcher.Reconciling.Leadership;

namespace OfoWatcher.Dashboard.Listing;

/// <summary>How all projects stood at one moment.</summary>
/// <param name="Version">
/// Greater than that of any snapshot that showed something else, also of an earlier process.
/// </param>
/// <param name="AsOf">The moment.</param>
/// <param name="Watcher">Who watches; null when nobody is known to.</param>
/// <param name="Role">What this process is among the watchers.</param>
/// <param name="Rows">The projects.</param>
/// <param name="Changed">
/// The projects that are not as in the version before; null when they are more than <see cref="ListChange.Most"/>.
/// </param>
internal sealed record ProjectSnapshot(
    long Version,
    DateTimeOffset AsOf,
    string? Watcher,
    WatcherRole Role,
    ProjectRows Rows,
    IReadOnlyList<string>? Changed)
{
    /// <summary>The snapshot of a reading, with the version before it if it shows the same.</summary>
    /// <param name="before">The snapshot before it; null when there is none.</param>
    public static ProjectSnapshot Of(
        ProjectReading reading, FindingCounts findings, ProjectSnapshot? before, DateTimeOffset now)
    {
        var old = before?.Rows ?? ProjectRows.None;
        var rows = new Dictionary<string, ProjectRow>(old.Total, StringComparer.Ordinal);
        var changed = new List<string>();
        foreach (var status in reading.Projects)
        {
            var upload = reading.UploadOf(status.Project);
            var address = status.Workflow is { } workflow ? reading.ArgoUrlOf(workflow) : null;
            var row = ProjectRow.Of(status, upload, findings.Of(status, upload), address);
            var known = old.Find(status.Project);
            // A result folder may hold the marker of another project, which is then told twice.
            if (rows.TryAdd(status.Project, known == row ? known : row) && known != row)
                changed.Add(status.Project);
        }

        changed.AddRange(old.Projects.Where(name => !rows.ContainsKey(name)));
        if (before is not null && changed.Count == 0
            && before.Watcher == reading.Watcher && before.Role == reading.Role)
        {
            return before with { AsOf = now };
        }

        return new ProjectSnapshot(
            // A process that is started anew has made fewer versions than seconds have passed.
            before?.Version + 1 ?? now.ToUnixTimeSeconds(),
            now,
            reading.Watcher,
            reading.Role,
            new ProjectRows(rows),
            changed.Count > ListChange.Most ? null : changed);
    }
}
