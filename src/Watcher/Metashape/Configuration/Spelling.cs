namespace OfoWatcher.Metashape.Configuration;

/// <summary>Finds what a misspelt name may have meant.</summary>
internal static class Spelling
{
    /// <summary>
    /// The known name nearest to a written one, if a third of its letters at most would have to change; null when none
    /// is as near as that.
    /// </summary>
    public static string? Nearest(string written, IEnumerable<string> known)
    {
        if (written.Length > YamlReader.LongestKey)
            return null;
        var nearest = known.Select(name => (Name: name, Distance: Distance(Plain(written), Plain(name))))
            .OrderBy(candidate => candidate.Distance).FirstOrDefault();
        return nearest.Name is { } found && nearest.Distance <= Math.Max(1, found.Length / 3) ? found : null;
    }

    // buildDem and build-dem are as near to build_dem as can be.
    private static string Plain(string name) =>
        name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal)
            .ToUpperInvariant();

    /// <summary>
    /// How many letters must be put in, left out or changed (V. I. Levenshtein, "Binary codes capable of correcting
    /// deletions, insertions and reversals", Soviet Physics Doklady 10, 1966), by the usual table of two rows.
    /// </summary>
    internal static int Distance(string one, string other)
    {
        var above = Enumerable.Range(0, other.Length + 1).ToArray();
        var row = new int[other.Length + 1];
        for (var i = 1; i <= one.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var changed = above[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                row[j] = Math.Min(changed, Math.Min(above[j], row[j - 1]) + 1);
            }

            (above, row) = (row, above);
        }

        return above[other.Length];
    }
}
