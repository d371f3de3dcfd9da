using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace OfoWatcher.Metashape.Configuration;

/// <summary>
/// Writes values so that PyYAML reads the same ones back: every text in quotes and in ASCII, whatever it looks like.
/// </summary>
internal static partial class YamlWriter
{
    /// <param name="root">What to write.</param>
    /// <param name="remark">Goes before it as a comment.</param>
    public static string Write(YamlValue.Map root, string remark)
    {
        var text = new StringBuilder();
        foreach (var line in remark.Split('\n'))
            text.Append("# ").Append(string.Concat(line.Select(c => char.IsControl(c) ? ' ' : c))).Append('\n');
        WriteEntries(text, root, 0);
        return text.ToString();
    }

    /// <summary>A whole number as Python writes it.</summary>
    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number as Python writes it; YAML 1.1 takes it for one only with a point and a signed
    /// exponent.</summary>
    public static string Number(double value)
    {
        if (double.IsNaN(value))
            return ".nan";
        if (double.IsInfinity(value))
            return value > 0 ? ".inf" : "-.inf";
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var exponent = text.IndexOf('E', StringComparison.Ordinal);
        var (mantissa, power) = exponent < 0 ? (text, "") : (text[..exponent], "e" + text[(exponent + 1)..]);
        return mantissa + (mantissa.Contains('.', StringComparison.Ordinal) ? "" : ".0") + power;
    }

    private static void WriteEntries(StringBuilder text, YamlValue.Map map, int indent)
    {
        foreach (var entry in map.Entries)
        {
            text.Append(' ', indent).Append(Key(entry.Key)).Append(':');
            if (entry.Value is YamlValue.Map { Entries.Count: > 0 } inner)
            {
                text.Append('\n');
                WriteEntries(text, inner, indent + 2);
            }
            else
            {
                text.Append(' ').Append(Inline(entry.Value)).Append('\n');
            }
        }
    }

    private static string Inline(YamlValue value) => value switch
    {
        YamlValue.Null => "null",
        YamlValue.Flag flag => flag.Value ? "True" : "False",
        YamlValue.Whole whole => Number(whole.Value),
        YamlValue.Real real => Number(real.Value),
        YamlValue.Text text => Quote(text.Value),
        YamlValue.Odd odd => Quote(odd.Written),
        YamlValue.Items items => $"[{string.Join(", ", items.Values.Select(Inline))}]",
        YamlValue.Map map => $"{{{string.Join(", ", map.Entries.Select(e => $"{Quote(e.Key)}: {Inline(e.Value)}"))}}}",
        _ => throw new InvalidOperationException(),
    };

    private static string Key(string key) =>
        PlainKey().IsMatch(key) && PlainScalar.Resolve(key, 0) is YamlValue.Text ? key : Quote(key);

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"", text.Length + 2);
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (character is '"' or '\\')
                quoted.Append('\\').Append(character);
            else if (character is >= ' ' and <= '~')
                quoted.Append(character);
            else if (index + 1 < text.Length && char.IsSurrogatePair(character, text[index + 1]))
                quoted.Append(CultureInfo.InvariantCulture, $"\\U{char.ConvertToUtf32(character, text[++index]):X8}");
            else
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}");
        }

        return quoted.Append('"').ToString();
    }

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*\z")]
    private static partial Regex PlainKey();
}
