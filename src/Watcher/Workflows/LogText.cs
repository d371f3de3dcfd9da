using System.Text;
using System.Text.RegularExpressions;

namespace OfoWatcher.Workflows;

/// <summary>Makes lines out of what a run printed, which is not ours: any bytes, lines of any length.</summary>
internal static partial class LogText
{
    private const int LongestLine = 400;

    /// <summary>The lines that are not blank, without colours and cut to a bearable length.</summary>
    public static IEnumerable<string> Lines(string text) =>
        text.Split('\n', '\r').Select(Cleaned).Where(line => line.Length > 0);

    /// <summary>The text of a log's end.</summary>
    /// <param name="isPart">
    /// Whether something comes before it: then the first line is most likely the rest of one, unless it is all there is.
    /// </param>
    public static string TextOf(ReadOnlySpan<byte> end, bool isPart)
    {
        var text = Encoding.UTF8.GetString(end);
        var firstEnd = isPart ? text.IndexOfAny(['\n', '\r']) : -1;
        return firstEnd >= 0 ? text[firstEnd..] : text;
    }

    private static string Cleaned(string line)
    {
        var text = EscapeSequence().Replace(line, "");
        var plain = string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character)).Trim();
        return plain.Length <= LongestLine ? plain : plain[..LongestLine] + "…";
    }

    // ECMA-48: colours, movements of the cursor.
    [GeneratedRegex(@"\x1B\[[0-?]*[ -/]*[@-~]")]
    private static partial Regex EscapeSequence();
}
