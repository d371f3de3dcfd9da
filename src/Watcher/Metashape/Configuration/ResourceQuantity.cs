using System.Globalization;
using System.Text.RegularExpressions;

namespace OfoWatcher.Metashape.Configuration;

/// <summary>
/// A quantity of Kubernetes (k8s.io/apimachinery/pkg/api/resource): a decimal number with a decimal or binary suffix,
/// or with an exponent.
/// </summary>
internal static partial class ResourceQuantity
{
    private static readonly string[] DecimalSuffixes = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
    private static readonly string[] BinarySuffixes = ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

    /// <summary>The number of cores or bytes that a text means; null when it means none.</summary>
    public static double? Parse(string text)
    {
        if (text.Length > 40 || Form().Match(text) is not { Success: true } match)
            return null;
        var number = double.Parse(match.Groups["number"].Value, NumberStyles.Float, CultureInfo.InvariantCulture);
        var suffix = match.Groups["suffix"].Value;
        if (Array.IndexOf(BinarySuffixes, suffix) is >= 0 and var binary)
            return number * Math.Pow(1024, binary + 1);
        return number * Math.Pow(1000, Array.IndexOf(DecimalSuffixes, suffix) - 3);
    }

    /// <summary>A value of a configuration as a text; null for a blank one, for which the next in line
    /// counts.</summary>
    public static string? TextOf(YamlValue? value) => value switch
    {
        YamlValue.Text { Value: { Length: > 0 } text } => text.Trim(),
        YamlValue.Whole whole => YamlWriter.Number(whole.Value),
        YamlValue.Real real => real.Value.ToString("0.###", CultureInfo.InvariantCulture),
        _ => null,
    };

    [GeneratedRegex(
        @"^(?<number>[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,2})?)(?<suffix>n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?\z")]
    private static partial Regex Form();
}
