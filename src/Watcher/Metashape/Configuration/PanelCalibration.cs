using System.Globalization;
using System.Text;

namespace OfoWatcher.Metashape.Configuration;

/// <summary>
/// The calibration of a reflectance panel as its maker gives it and Metashape loads it: lines of a wavelength in nm and
/// the share of light, 0 to 1, that the panel throws back there.
/// </summary>
internal static class PanelCalibration
{
    /// <summary>A line for each nanometre from 250 to 2500 takes 60 kB.</summary>
    public const int MostBytes = 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
    private static readonly char[] Separators = [',', ';', '\t', ' '];

    /// <summary>Why the bytes are no such table, in words that go on from the file's name; null when they are.</summary>
    /// <remarks>A header and blank lines are passed over: only a file without any numbers is surely the wrong one.</remarks>
    public static string? FindFault(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return "is empty";
        if (bytes.Length > MostBytes)
            return $"is larger than {MostBytes / 1024} KiB, so it is no panel's calibration";
        string text;
        try
        {
            text = Strict.GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return "is no text";
        }

        if (text.Contains('\0', StringComparison.Ordinal))
            return "is no text";
        return text.Split('\n').Any(IsOfNumbers) ? null : "holds no line of a wavelength and a reflectance";
    }

    private static bool IsOfNumbers(string line)
    {
        var fields = line.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return fields.Length >= 2 && IsNumber(fields[0]) && IsNumber(fields[1]);
    }

    private static bool IsNumber(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value);
}
