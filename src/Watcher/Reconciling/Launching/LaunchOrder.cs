namespace OfoWatcher.Reconciling.Launching;

/// <summary>Who goes first among projects of the same priority and with equal claims of their input roots.</summary>
internal enum OrderPolicy
{
    /// <summary>The one whose upload settled first.</summary>
    FirstSettled,

    /// <summary>
    /// The one whose run may take the least time, unless another has waited since its upload settled a day ago.
    /// </summary>
    SmallestFirst,
}

/// <summary>
/// The line in which projects wait to be launched. Pure: the same projects, runs and time make the same line, in
/// whatever order the projects are given.
/// </summary>
/// <remarks>
/// The higher priority goes first, always. Within one priority the input root with the fewest runs goes first, counting
/// those that go and those of the line before; so that while several roots have projects that wait, none gets more than
/// one run ahead of another. Within one root, and where roots have equally many, the order that was set decides: by the
/// time of settling, or the smallest run first. A stream of small runs would let a large one wait for ever; so one that
/// has waited for <see cref="Patience"/> goes before all that have not. What still is equal goes by time and name.
/// </remarks>
internal static class LaunchOrder
{
    /// <summary>For how long smaller runs may go before a project, since its upload settled.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    /// <summary>The projects in the order in which they go.</summary>
    /// <param name="waiting">Each project once.</param>
    /// <param name="going">How many runs of each input root go; a root that is not there has none.</param>
    public static IReadOnlyList<LaunchCandidate> Line(
        IEnumerable<LaunchCandidate> waiting, IReadOnlyDictionary<string, int> going, OrderPolicy policy,
        DateTimeOffset now)
    {
        var comparer = ComparerOf(policy, now);
        var runs = new Dictionary<string, int>(going);
        var line = new List<LaunchCandidate>();
        foreach (var equals in waiting.GroupBy(candidate => candidate.Priority).OrderByDescending(group => group.Key))
            AddByTurns(line, equals, runs, comparer);
        return line;
    }

    /// <summary>Compares two projects of one root and one priority. It is a total order.</summary>
    public static IComparer<LaunchCandidate> ComparerOf(OrderPolicy policy, DateTimeOffset now) =>
        Comparer<LaunchCandidate>.Create((one, other) =>
        {
            var result = policy == OrderPolicy.SmallestFirst ? CompareSizes(one, other, now) : 0;
            if (result == 0)
                result = one.SettledAt.CompareTo(other.SettledAt);
            return result != 0 ? result : string.CompareOrdinal(one.Project, other.Project);
        });

    // Each root's own line, of which the root with the fewest runs gives its first.
    private static void AddByTurns(
        List<LaunchCandidate> line, IEnumerable<LaunchCandidate> equals, Dictionary<string, int> runs,
        IComparer<LaunchCandidate> comparer)
    {
        var roots = new PriorityQueue<Queue<LaunchCandidate>, Turn>(
            Comparer<Turn>.Create((one, other) => one.Runs != other.Runs
                ? one.Runs.CompareTo(other.Runs)
                : comparer.Compare(one.First, other.First)));
        foreach (var root in equals.GroupBy(candidate => candidate.Root))
            Enqueue(roots, new Queue<LaunchCandidate>(root.Order(comparer)), runs);
        while (roots.TryDequeue(out var root, out _))
        {
            var first = root.Dequeue();
            line.Add(first);
            runs[first.Root] = runs.GetValueOrDefault(first.Root) + 1;
            if (root.Count > 0)
                Enqueue(roots, root, runs);
        }
    }

    private static void Enqueue(
        PriorityQueue<Queue<LaunchCandidate>, Turn> roots, Queue<LaunchCandidate> root, Dictionary<string, int> runs)
    {
        var first = root.Peek();
        roots.Enqueue(root, new Turn(runs.GetValueOrDefault(first.Root), first));
    }

    private static int CompareSizes(LaunchCandidate one, LaunchCandidate other, DateTimeOffset now)
    {
        var (oneIsLate, otherIsLate) = (IsLate(one, now), IsLate(other, now));
        if (oneIsLate || otherIsLate)
            return otherIsLate.CompareTo(oneIsLate);
        return (one.Hours ?? double.MaxValue).CompareTo(other.Hours ?? double.MaxValue);
    }

    private static bool IsLate(LaunchCandidate candidate, DateTimeOffset now) => now - candidate.SettledAt >= Patience;

    private readonly record struct Turn(int Runs, LaunchCandidate First);
}
