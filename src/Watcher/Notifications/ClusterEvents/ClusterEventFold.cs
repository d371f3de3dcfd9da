namespace OfoWatcher.Notifications.ClusterEvents;

/// <summary>What is to be written for an Event.</summary>
/// <param name="Name">The Event's name in the cluster.</param>
/// <param name="Count">How often it has happened: 1 for a new one.</param>
/// <param name="First">When it happened first.</param>
internal sealed record ClusterEventWrite(string Name, int Count, DateTimeOffset First);

/// <summary>
/// Keeps the cluster from being flooded: what happens again within some minutes is counted, and about one object there
/// is no more than a handful at a time, as Kubernetes' own components do it. For one caller.
/// </summary>
internal sealed class ClusterEventFold
{
    private const int MostAtOnce = 25;
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan OneMoreEach = TimeSpan.FromMinutes(5);

    private readonly Dictionary<ClusterEvent, (ClusterEventWrite Write, DateTimeOffset At)> recent = [];
    private readonly Dictionary<ClusterObject, (double Spent, DateTimeOffset At)> budgets = [];
    private long number;

    /// <returns>Null when there have been too many about the object.</returns>
    public ClusterEventWrite? Next(ClusterEvent what, DateTimeOffset now)
    {
        Clean(now);
        if (recent.TryGetValue(what, out var before))
        {
            var again = before.Write with { Count = before.Write.Count + 1 };
            recent[what] = (again, now);
            return again;
        }

        var (spent, at) = budgets.GetValueOrDefault(what.About, (0, now));
        spent = Math.Max(0, spent - ((now - at) / OneMoreEach));
        if (spent + 1 > MostAtOnce)
            return null;
        budgets[what.About] = (spent + 1, now);
        var first = new ClusterEventWrite($"{what.About.Name}.{now.UtcTicks + number++:x16}", 1, now);
        recent[what] = (first, now);
        return first;
    }

    /// <summary>It could not be written: should it come again, it is a new one.</summary>
    public void Forget(ClusterEvent what) => recent.Remove(what);

    private void Clean(DateTimeOffset now)
    {
        foreach (var (what, _) in recent.Where(entry => (now - entry.Value.At).Duration() > Again).ToList())
            recent.Remove(what);
        foreach (var (about, _) in budgets.Where(entry => now - entry.Value.At > OneMoreEach * MostAtOnce).ToList())
            budgets.Remove(about);
    }
}
