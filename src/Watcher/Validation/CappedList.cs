namespace OfoWatcher.Validation;

/// <summary>
/// The first entries by name and the number of all: a thousand broken photos must not make a report of a thousand
/// lines.
/// </summary>
/// <param name="name">Orders the entries.</param>
/// <param name="kind">Tells the kind of an entry; kinds are counted, and there must be few.</param>
internal sealed class CappedList<T>(Func<T, string> name, Func<T, string>? kind = null)
{
    /// <summary>How many entries are kept.</summary>
    public const int Most = 20;

    private readonly SortedList<string, T> first = new(StringComparer.Ordinal);

    private readonly SortedDictionary<string, int> kinds = new(StringComparer.Ordinal);

    public IEnumerable<T> First => first.Values;

    /// <summary>How many entries there are of each kind, kept or not.</summary>
    public IReadOnlyDictionary<string, int> Kinds => kinds;

    public int Count { get; private set; }

    /// <summary>How many entries were counted but not kept.</summary>
    public int Beyond => Count - first.Count;

    /// <summary>Adds an entry; which ones are kept does not depend on the order of the calls.</summary>
    public void Add(T entry)
    {
        Count++;
        if (kind?.Invoke(entry) is { } its)
            kinds[its] = kinds.GetValueOrDefault(its) + 1;
        first.TryAdd(name(entry), entry);
        if (first.Count > Most)
            first.RemoveAt(Most);
    }
}
