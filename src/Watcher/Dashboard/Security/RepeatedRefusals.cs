using System.Net;

namespace OfoWatcher.Dashboard.Security;

/// <summary>
/// Keeps what is refused again and again from filling the log: the first ones from an address are told one by one, and of
/// what follows within a minute only how many they were.
/// </summary>
/// <param name="oneByOne">So many from an address are told one by one.</param>
/// <param name="tellFurther">Tells from where how many others were refused.</param>
internal sealed class RepeatedRefusals(TimeProvider time, int oneByOne, Action<string, int> tellFurther) : IDisposable
{
    // Whoever has a network of IPv6 has more addresses than a log has room for.
    private const int MostAddresses = 100;
    private const string Others = "many others";

    private static readonly TimeSpan Span = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, int> counts = [];
    private ITimer? timer;

    /// <summary>Notes one that is refused.</summary>
    /// <returns>Whether it is to be told by itself.</returns>
    public bool IsNews(IPAddress from)
    {
        lock (gate)
        {
            timer ??= time.CreateTimer(_ => End(), null, Span, Timeout.InfiniteTimeSpan);
            var name = from.ToString();
            if (!counts.ContainsKey(name) && counts.Count >= MostAddresses)
                name = Others;
            var count = counts.GetValueOrDefault(name) + 1;
            counts[name] = count;
            return name != Others && count <= oneByOne;
        }
    }

    /// <summary>Tells what is still to be told.</summary>
    public void Dispose() => End();

    private void End()
    {
        List<KeyValuePair<string, int>> ended;
        lock (gate)
        {
            timer?.Dispose();
            timer = null;
            ended = [.. counts];
            counts.Clear();
        }

        foreach (var (from, count) in ended)
        {
            var further = from == Others ? count : count - oneByOne;
            if (further > 0)
                tellFurther(from, further);
        }
    }
}
