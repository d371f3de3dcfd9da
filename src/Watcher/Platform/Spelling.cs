namespace OfoWatcher.Platform;

/// <summary>Finds what was meant by a word with a slip of the pen in it.</summary>
internal static class Spelling
{
    // Longer words are no slip of the pen, and comparing them would cost time.
    private const int LongestWord = 64;

    /// <summary>
    /// The candidate with the fewest letters to be put in, taken out or changed (the distance of V. I. Levenshtein,
    /// "Binary codes capable of correcting deletions, insertions and reversals", 1966); null when none is near: more than a
    /// third of the word would have to change. Upper and lower case are alike, and dashes count for nothing:
    /// <c>buildDem</c> is as near to <c>build_dem</c> as can be.
    /// </summary>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        if (word.Length is 0 or > LongestWord)
            return null;
        var (nearest, distance) = candidates
            .Select(candidate => (candidate, Distance: Distance(Plain(word), Plain(candidate))))
            .OrderBy(pair => pair.Distance).ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .FirstOrDefault();
        return nearest is not null && 3 * distance <= Math.Max(word.Length, 3) ? nearest : null;
    }

    private static string Plain(string word) =>
        word.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();

    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var change = one[i - 1] == other[j - 1] ? 0 : 1;
                (diagonal, row[j]) = (row[j], Math.Min(diagonal + change, Math.Min(row[j], row[j - 1]) + 1));
            }
        }

        return row[^1];
    }
}
