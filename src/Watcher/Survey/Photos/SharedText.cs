namespace OfoWatcher.Survey.Photos;

/// <summary>
/// Lets photos share the texts that all of them hold: one camera's model stands once in memory, not twenty thousand
/// times. The texts kept are bounded in number, so that a share full of different ones grows nothing.
/// </summary>
internal static class SharedText
{
    // A survey has a handful of cameras. A power of two.
    private const int Places = 256;

    // Each text has one place by its hash, which the latest takes; threads that meet there lose nothing but the sharing.
    private static readonly string?[] Kept = new string?[Places];

    /// <summary>
    /// The text without blanks around it, control characters replaced, since it will stand in reports; null when nothing
    /// is left.
    /// </summary>
    public static string? Of(Span<char> text)
    {
        foreach (ref var character in text)
        {
            if (char.IsControl(character))
                character = '\uFFFD';
        }

        var trimmed = text.Trim(' ');
        return trimmed.IsEmpty ? null : Of((ReadOnlySpan<char>)trimmed);
    }

    /// <summary>The same text, shared where it was met before.</summary>
    public static string Of(ReadOnlySpan<char> text)
    {
        ref var place = ref Kept[string.GetHashCode(text) & (Places - 1)];
        var kept = Volatile.Read(ref place);
        if (kept is not null && text.SequenceEqual(kept))
            return kept;
        kept = text.ToString();
        Volatile.Write(ref place, kept);
        return kept;
    }
}
