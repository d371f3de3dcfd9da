using System.Globalization;
using Spectre.Console;

namespace OfoWatcher.Commands;

/// <summary>A progress as a bar of ten characters with its percents.</summary>
internal static class ProgressBar
{
    private const int Length = 10;

    /// <param name="progress">The finished part, 0 to 1; null, which gives nothing, when nobody can tell.</param>
    public static string Of(double? progress) => Of(progress, AnsiConsole.Profile.Capabilities.Unicode);

    /// <inheritdoc cref="Of(double?)"/>
    /// <param name="isUnicode">Whether the terminal has more than plain letters.</param>
    public static string Of(double? progress, bool isUnicode)
    {
        if (progress is not { } part)
            return "";
        var percent = (int)Math.Floor((Math.Clamp(part, 0, 1) * 100) + 1e-9);
        var full = percent * Length / 100;
        var (done, left) = isUnicode ? ('█', '░') : ('#', '.');
        return string.Create(
            CultureInfo.InvariantCulture, $"{new string(done, full)}{new string(left, Length - full)} {percent,3} %");
    }
}
