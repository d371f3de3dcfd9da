using System.Globalization;
using System.Text.RegularExpressions;

namespace OfoWatcher.Validation;

/// <summary>The number that a camera counts its photos by, and the row of files that it is counted in.</summary>
/// <param name="Row">
/// Folder and name without the number and the extension: files that agree in it are counted together.
/// </param>
/// <param name="Digits">How many digits the number is written with.</param>
internal readonly partial record struct SequenceNumber(string Row, int Number, int Digits)
{
    /// <summary>
    /// Reads names such as <c>DJI_0412.JPG</c>, <c>DJI_20260612103000_0412_V.JPG</c>, <c>IMG_0412_3.tif</c> and
    /// <c>000123-01_000412.JPG</c>: the last run of three to six digits; longer ones are times.
    /// </summary>
    /// <returns>Null when there is no such run.</returns>
    public static SequenceNumber? Of(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        if (Run().Match(name) is not { Success: true } match)
            return null;
        var around = $"{name[..match.Index]}#{name[(match.Index + match.Length)..]}";
        return new SequenceNumber(
            $"{Path.GetDirectoryName(file)}/{LongRun().Replace(around, "*")}",
            int.Parse(match.ValueSpan, CultureInfo.InvariantCulture),
            match.Length);
    }

    [GeneratedRegex(@"(?<![0-9])[0-9]{3,6}(?![0-9])", RegexOptions.RightToLeft | RegexOptions.CultureInvariant)]
    private static partial Regex Run();

    [GeneratedRegex("[0-9]{8,}", RegexOptions.CultureInvariant)]
    private static partial Regex LongRun();
}
