using System.Globalization;
using System.Text.RegularExpressions;

namespace OfoWatcher.Metashape.Configuration;

/// <summary>
/// What an unquoted scalar means to PyYAML. Its rules are those of YAML 1.1 (https://yaml.org/type/) as PyYAML's
/// resolver words them, which differ from YAML 1.2 in much that matters here: <c>yes</c> and <c>off</c> are booleans,
/// <c>0123</c> is octal, <c>1:30</c> is 90, and <c>1e5</c> is a text.
/// </summary>
internal static partial class PlainScalar
{
    /// <summary>Longer numbers are none that anybody means, and reading them costs time.</summary>
    private const int MostDigits = 64;

    public static YamlValue Resolve(string text, int line)
    {
        if (text is "" or "~" or "null" or "Null" or "NULL")
            return new YamlValue.Null(line);
        if (text == "=")
            return new YamlValue.Odd(text, "YAML's default value", line);
        if (Flag().IsMatch(text))
        {
            var isTrue = text.ToUpperInvariant() is "YES" or "TRUE" or "ON";
            return new YamlValue.Flag(isTrue, line);
        }

        if (Real().IsMatch(text))
            return ReadReal(text, line);
        if (Whole().IsMatch(text))
            return ReadWhole(text, line);
        return Date().IsMatch(text) ? new YamlValue.Odd(text, "a date", line) : new YamlValue.Text(text, line);
    }

    private static YamlValue ReadWhole(string text, int line)
    {
        var (isNegative, digits) = Unsign(text);
        if (digits.Length is 0 or > MostDigits)
            return new YamlValue.Odd(text, "a number beyond all bounds", line);
        var value = digits switch
        {
            ['0', 'b', .. var binary] => Parse(binary, 2),
            ['0', 'x', .. var hexadecimal] => Parse(hexadecimal, 16),
            ['0', .. var octal] => octal.Length == 0 ? 0 : Parse(octal, 8),
            _ => digits.Split(':').Select(part => Parse(part, 10)).Aggregate((long?)0, Sexagesimal),
        };
        return value is { } number
            ? new YamlValue.Whole(isNegative ? -number : number, line)
            : new YamlValue.Odd(text, "a number beyond all bounds", line);
    }

    private static YamlValue ReadReal(string text, int line)
    {
        var (isNegative, digits) = Unsign(text);
        if (digits.Length > MostDigits)
            return new YamlValue.Odd(text, "a number beyond all bounds", line);
        var value = digits.ToUpperInvariant() switch
        {
            ".INF" => double.PositiveInfinity,
            ".NAN" => double.NaN,
            var plain => plain.Split(':').Aggregate(
                0.0, (sum, part) => sum * 60 + double.Parse(part, NumberStyles.Float, CultureInfo.InvariantCulture)),
        };
        return new YamlValue.Real(isNegative ? -value : value, line);
    }

    private static (bool IsNegative, string Digits) Unsign(string text)
    {
        var digits = text.Replace("_", "", StringComparison.Ordinal);
        return (digits.StartsWith('-'), digits.TrimStart('-', '+'));
    }

    private static long? Sexagesimal(long? sum, long? part)
    {
        try
        {
            return checked(sum * 60 + part);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <returns>Null when there are no digits or too many for 63 bits.</returns>
    private static long? Parse(string digits, int radix)
    {
        Int128 value = 0;
        foreach (var digit in digits)
        {
            value = value * radix + Convert.ToInt32(digit.ToString(), 16);
            if (value > long.MaxValue)
                return null;
        }

        return digits.Length == 0 ? null : (long)value;
    }

    [GeneratedRegex(@"^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)\z")]
    private static partial Regex Flag();

    [GeneratedRegex("""
        ^(?:[-+]?(?:[0-9][0-9_]*)\.[0-9_]*(?:[eE][-+][0-9]+)?
        |\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?
        |[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*
        |[-+]?\.(?:inf|Inf|INF)
        |\.(?:nan|NaN|NAN))\z
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Real();

    [GeneratedRegex("""
        ^(?:[-+]?0b[0-1_]+
        |[-+]?0[0-7_]+
        |[-+]?(?:0|[1-9][0-9_]*)
        |[-+]?0x[0-9a-fA-F_]+
        |[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)\z
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Whole();

    [GeneratedRegex("""
        ^(?:[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]
        |[0-9][0-9][0-9][0-9]-[0-9][0-9]?-[0-9][0-9]?(?:[Tt]|[\ \t]+)[0-9][0-9]?:[0-9][0-9]:[0-9][0-9](?:\.[0-9]*)?
         (?:[\ \t]*(?:Z|[-+][0-9][0-9]?(?::[0-9][0-9])?))?)\z
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Date();
}
