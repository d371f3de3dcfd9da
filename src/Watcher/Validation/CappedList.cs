namespace OfoWatcher.Validation;

/// <summary>
/// The first entries by name and the number of all: a thousand broken photos must not make a report of a thousand
/// lines.
/// </summary>
internal sealed class CappedList<T>(Func<T, string> name)
{
    /// <summary>How many entries are kept.</summary>
    public const int Most = 20;

    private readonly SortedList<string, T> first = new(StringComparer.Ordinal);

    public IEnumerable<T> First => first.Values;

    public int Count { get; private set; }

    /// <summary>How many entries were counted but not kept.</summary>
    public int Beyond => Count - first.Count;

    /// <summary>Adds an entry; which ones are kept does not depend on the order of the calls.</summary>
    public void Add(T entry)
    {
        Count++;
        first.TryAdd(name(entry), entry);
        if (first.Count > Most)
            first.RemoveAt(Most);
    }
}
