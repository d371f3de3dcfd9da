namespace OfoWatcher.Survey.Flight;

/// <summary>
/// Orders names as people count: runs of digits by their number, all else by its characters, so that
/// <c>IMG_9</c> comes before <c>IMG_10</c>. Names that differ in leading zeros only go by their characters.
/// </summary>
internal sealed class NaturalOrder : IComparer<string>
{
    public static readonly NaturalOrder Comparer = new();

    public int Compare(string? x, string? y)
    {
        if (x is null || y is null)
            return string.CompareOrdinal(x, y);

        var (i, j) = (0, 0);
        while (i < x.Length && j < y.Length)
        {
            int order;
            if (char.IsAsciiDigit(x[i]) && char.IsAsciiDigit(y[j]))
                order = CompareNumbers(DigitsAt(x, ref i), DigitsAt(y, ref j));
            else
                order = x[i++].CompareTo(y[j++]);
            if (order != 0)
                return order;
        }

        return (x.Length - i).CompareTo(y.Length - j) is not 0 and var rest ? rest : string.CompareOrdinal(x, y);
    }

    // Without leading zeros the longer number is the larger one, however long they are.
    private static int CompareNumbers(ReadOnlySpan<char> x, ReadOnlySpan<char> y) =>
        x.Length != y.Length ? x.Length.CompareTo(y.Length) : x.SequenceCompareTo(y);

    private static ReadOnlySpan<char> DigitsAt(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        return text.AsSpan(start, at - start).TrimStart('0');
    }
}
