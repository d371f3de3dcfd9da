namespace OfoWatcher.Notifications;

/// <summary>
/// What a webhook is to be told yet, in the order in which it will be: of each project in the order in which it
/// happened. Told late, the last word about a project is still the one that came last.
/// </summary>
internal sealed class DueLine
{
    private readonly Lock gate = new();
    private readonly List<ProjectEvent> line = [];

    public int Count
    {
        get
        {
            lock (gate)
                return line.Count;
        }
    }

    /// <summary>The next one; null when nothing is due.</summary>
    public ProjectEvent? First
    {
        get
        {
            lock (gate)
                return line.FirstOrDefault();
        }
    }

    public void Add(ProjectEvent what)
    {
        lock (gate)
            line.Add(what);
    }

    /// <summary>Takes one out.</summary>
    /// <returns>The one with this id; null when it is not in the line.</returns>
    public ProjectEvent? Remove(string id)
    {
        lock (gate)
        {
            var found = line.Find(what => what.Id == id);
            if (found is not null)
                line.Remove(found);
            return found;
        }
    }

    /// <summary>Lets the events of all other projects go before those of this one.</summary>
    public void Yield(string project)
    {
        lock (gate)
        {
            var own = line.FindAll(what => what.Project == project);
            line.RemoveAll(what => what.Project == project);
            line.AddRange(own);
        }
    }
}
