using OfoWatcher.Reconciling;

namespace OfoWatcher.Dashboard.Listing;

/// <summary>The rows of all projects, in every order that was asked for so far. They never change.</summary>
internal sealed class ProjectRows
{
    private static readonly IReadOnlyList<ProjectState> States = Enum.GetValues<ProjectState>();

    public static readonly ProjectRows None = new([]); // Behind what it needs.

    private readonly Dictionary<string, ProjectRow> byName;
    private readonly ProjectRow[]?[] orders = new ProjectRow[]?[2 * Enum.GetValues<ListSort>().Length];

    /// <param name="byName">The rows by their project.</param>
    public ProjectRows(Dictionary<string, ProjectRow> byName)
    {
        this.byName = byName;
        Counts = Count(byName.Values);
        Stuck = CountStuck(byName.Values);
    }

    /// <summary>How many there are.</summary>
    public int Total => byName.Count;

    /// <summary>How many stand in each state.</summary>
    public IReadOnlyDictionary<ProjectState, int> Counts { get; }

    /// <summary>How many do not come on.</summary>
    public int Stuck { get; }

    /// <summary>Their names, in any order.</summary>
    public IReadOnlyCollection<string> Projects => byName.Keys;

    public ProjectRow? Find(string project) => byName.GetValueOrDefault(project);

    /// <summary>All rows in an order that is made once.</summary>
    public IReadOnlyList<ProjectRow> In(ListOrder order) =>
        orders[2 * (int)order.By + (order.IsDescending ? 1 : 0)] ??= Sort(order);

    /// <summary>How many stand in each state, every state being named.</summary>
    public static IReadOnlyDictionary<ProjectState, int> Count(IEnumerable<ProjectRow> rows)
    {
        var counts = States.ToDictionary(state => state, _ => 0);
        foreach (var row in rows)
            counts[row.State]++;
        return counts;
    }

    /// <summary>How many do not come on.</summary>
    public static int CountStuck(IEnumerable<ProjectRow> rows) => rows.Count(row => row.StuckSince is not null);

    private ProjectRow[] Sort(ListOrder order)
    {
        if (order == ListOrder.ByName)
            return [.. byName.Values.OrderBy(row => row.Project, ListOrder.Names)];
        // Those that are equal stay in the order of their names.
        var named = In(ListOrder.ByName);
        if (order.By == ListSort.Project)
            return [.. named.Reverse()];
        var key = KeyOf(order.By);
        var known = named.OrderBy(row => key(row) is null);
        return [.. order.IsDescending ? known.ThenByDescending(key) : known.ThenBy(key)];
    }

    private static Func<ProjectRow, double?> KeyOf(ListSort sort) => sort switch
    {
        ListSort.State => row => (int)row.State,
        ListSort.Found => row => row.FoundAt?.ToUnixTimeMilliseconds(),
        ListSort.Photos => row => row.Photos,
        ListSort.Bytes => row => row.Bytes,
        ListSort.Progress => row => row.Progress,
        _ => row => row.EstimatedEnd?.ToUnixTimeMilliseconds(),
    };
}
