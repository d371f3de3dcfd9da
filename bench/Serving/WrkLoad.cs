using System.Globalization;
using System.Text.RegularExpressions;
using OfoWatcher.Bench.Measuring;

namespace OfoWatcher.Bench.Serving;

/// <summary>What <c>wrk</c> tells of a page that it asked for as fast as it could.</summary>
/// <param name="PerSecond">Answers in a second.</param>
/// <param name="Worst">The time in milliseconds within which 99 of 100 answers came.</param>
internal sealed partial record WrkLoad(double PerSecond, double Worst)
{
    /// <summary>Connections that ask at once.</summary>
    public const int Connections = 32;

    private static readonly Dictionary<string, double> Milliseconds =
        new() { ["us"] = 0.001, ["ms"] = 1, ["s"] = 1000 };

    /// <summary>What the machine lacks; null when nothing.</summary>
    public static string? Missing => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Any(folder => File.Exists(Path.Combine(folder, "wrk")))
            ? null
            : "there is no wrk (Debian's package wrk)";

    /// <summary>Asks for a page for some seconds.</summary>
    /// <exception cref="MeasuringException">Not every answer was a good one.</exception>
    public static async Task<WrkLoad> RunAsync(Uri page, int seconds, CancellationToken cancellationToken)
    {
        var told = await OutsideProgram.ReadAsync(
            "wrk", ["--latency", "-t1", $"-c{Connections}", $"-d{seconds}s", page.ToString()], cancellationToken);
        var rate = Rate().Match(told);
        var worst = Percentile().Match(told);
        if (!rate.Success || !worst.Success || told.Contains("Non-2xx", StringComparison.Ordinal)
            || told.Contains("Socket errors", StringComparison.Ordinal))
        {
            throw new MeasuringException($"{page} was not answered as it should be: {told}");
        }

        return new WrkLoad(
            Number(rate.Groups["number"]), Number(worst.Groups["number"]) * Milliseconds[worst.Groups["unit"].Value]);
    }

    private static double Number(Group group) => double.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Requests/sec:\s+(?<number>[\d.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex(@"99%\s+(?<number>[\d.]+)(?<unit>us|ms|s)\b")]
    private static partial Regex Percentile();
}
