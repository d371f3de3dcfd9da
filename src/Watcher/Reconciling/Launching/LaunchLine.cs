namespace OfoWatcher.Reconciling.Launching;

/// <summary>
/// The projects that wait, and the order in which they go, made anew only when something has changed: every one of them
/// asks in each pass. Not for concurrent use.
/// </summary>
internal sealed class LaunchLine
{
    // In a minute somebody may have waited for too long.
    private static readonly TimeSpan Age = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, LaunchCandidate> waiting = [];
    private IReadOnlyList<LaunchCandidate>? line;
    private OrderPolicy madeBy;
    private DateTimeOffset madeAt;

    public void Add(LaunchCandidate candidate)
    {
        if (waiting.TryGetValue(candidate.Project, out var before) && before == candidate)
            return;
        waiting[candidate.Project] = candidate;
        line = null;
    }

    public void Remove(string project)
    {
        if (waiting.Remove(project))
            line = null;
    }

    /// <summary>Runs have begun or ended.</summary>
    public void NoteRuns() => line = null;

    /// <inheritdoc cref="LaunchOrder.Line"/>
    public IReadOnlyList<LaunchCandidate> InOrder(
        IEnumerable<string> roots, OrderPolicy policy, DateTimeOffset now)
    {
        if (line is not null && madeBy == policy && (now - madeAt).Duration() < Age)
            return line;
        var going = roots.CountBy(root => root).ToDictionary();
        (line, madeBy, madeAt) = (LaunchOrder.Line(waiting.Values, going, policy, now), policy, now);
        return line;
    }
}
