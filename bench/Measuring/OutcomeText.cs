using System.Globalization;
using System.Text;

namespace OfoWatcher.Bench.Measuring;

/// <summary>Writes an outcome for people, on the screen and as a section of RESULTS.md.</summary>
internal static class OutcomeText
{
    /// <summary>Prints the rows, the targets, and last of all the summary.</summary>
    public static void Print(IBenchmark benchmark, Outcome outcome)
    {
        foreach (var row in outcome.Rows)
        {
            var range = $"({Series.Show(row.Min)} to {Series.Show(row.Max)})";
            Console.WriteLine($"  {row.What,-46} {Series.Show(row.Median),9} {row.Unit,-14} {range}");
        }

        foreach (var target in outcome.Targets)
            Console.WriteLine($"  {Describe(target)}");
        Console.WriteLine($"{benchmark.Name}: {outcome.Summary}");
    }

    /// <summary>The section of a benchmark, from its heading to its last line.</summary>
    public static string Section(IBenchmark benchmark, Outcome outcome, DateTimeOffset at)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"## {benchmark.Name}\n\n{benchmark.Description}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{at:yyyy-MM-dd HH:mm} UTC; {Machine.Describe()}\n\n");
        text.Append("| | Unit | Min | Median | Max | Each round |\n|---|---|--:|--:|--:|---|\n");
        foreach (var row in outcome.Rows)
        {
            var rounds = string.Join(" ", row.Values.Select(Series.Show));
            var range = $"{Series.Show(row.Min)} | {Series.Show(row.Median)} | {Series.Show(row.Max)}";
            text.Append(CultureInfo.InvariantCulture, $"| {row.What} | {row.Unit} | {range} | {rounds} |\n");
        }

        text.Append('\n');
        foreach (var target in outcome.Targets)
            text.Append(CultureInfo.InvariantCulture, $"* {Describe(target)}\n");
        return text.Append(CultureInfo.InvariantCulture, $"\n`{benchmark.Name}: {outcome.Summary}`\n").ToString();
    }

    private static string Describe(Target target) =>
        $"{(target.IsMet ? "met" : "MISSED")}: {target.What} {Series.Show(target.Value)}, "
        + $"at most {Series.Show(target.Most)} {target.Unit}";
}
