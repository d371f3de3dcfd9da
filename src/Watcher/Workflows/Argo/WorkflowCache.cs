namespace OfoWatcher.Workflows.Argo;

/// <summary>
/// The watcher's Workflows as the watch last told of them. What is missing here may still be there: only the cluster
/// itself can say that it is not. Safe for concurrent use.
/// </summary>
internal sealed class WorkflowCache
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, WorkflowSighting> byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> namesOf = new(StringComparer.Ordinal); // By project.
    private volatile bool isListed;

    /// <summary>Whether all Workflows have been listed at least once.</summary>
    public bool IsListed => isListed;

    public WorkflowSighting? Find(string name)
    {
        lock (gate)
            return byName.GetValueOrDefault(name);
    }

    /// <summary>The Workflows of a project.</summary>
    public IReadOnlyList<WorkflowSighting> Of(string project)
    {
        lock (gate)
            return namesOf.TryGetValue(project, out var names) ? [.. names.Select(name => byName[name])] : [];
    }

    /// <summary>Takes a full list in the place of all that is known.</summary>
    /// <returns>The projects about which something is new.</returns>
    public IReadOnlyCollection<string> Replace(IReadOnlyList<WorkflowSighting> all)
    {
        HashSet<string> changed = [];
        lock (gate)
        {
            var names = all.Select(sighting => sighting.Name).ToHashSet(StringComparer.Ordinal);
            foreach (var gone in byName.Values.Where(sighting => !names.Contains(sighting.Name)).ToList())
            {
                RemoveKnown(gone);
                changed.Add(gone.Project);
            }

            foreach (var sighting in all.Where(Put))
                changed.Add(sighting.Project);
        }

        isListed = true;
        return changed;
    }

    /// <summary>Takes what the watch tells of a Workflow.</summary>
    /// <returns>Whether that changes anything that decisions rest on.</returns>
    public bool Put(WorkflowSighting sighting)
    {
        lock (gate)
        {
            var before = byName.GetValueOrDefault(sighting.Name);
            if (before is not null && before.Project != sighting.Project)
                RemoveKnown(before);
            byName[sighting.Name] = sighting;
            if (!namesOf.TryGetValue(sighting.Project, out var names))
                namesOf[sighting.Project] = names = new HashSet<string>(StringComparer.Ordinal);
            names.Add(sighting.Name);
            return before is null || before with { ResourceVersion = "" } != sighting with { ResourceVersion = "" };
        }
    }

    /// <summary>
    /// Takes the answer to a call, which the watch may have overtaken: what is known already is newer.
    /// </summary>
    public void PutUnlessKnown(WorkflowSighting sighting)
    {
        lock (gate)
        {
            if (!byName.ContainsKey(sighting.Name))
                Put(sighting);
        }
    }

    public void Remove(string name)
    {
        lock (gate)
        {
            if (byName.TryGetValue(name, out var known))
                RemoveKnown(known);
        }
    }

    private void RemoveKnown(WorkflowSighting sighting)
    {
        byName.Remove(sighting.Name);
        var names = namesOf[sighting.Project];
        names.Remove(sighting.Name);
        if (names.Count == 0)
            namesOf.Remove(sighting.Project);
    }
}
