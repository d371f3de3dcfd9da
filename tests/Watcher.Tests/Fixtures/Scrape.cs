using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace OfoWatcher.Tests.Fixtures;

/// <summary>What a watcher serves at <c>/metrics</c>, read as Prometheus does.</summary>
internal sealed partial class Scrape
{
    private const string Told = "Status is served at ";
    private static readonly HttpClient Http = new();

    private readonly Dictionary<string, double> series;

    private Scrape(HttpResponseMessage answer, string text)
    {
        Answer = answer;
        Text = text;
        series = Line().Matches(text).ToDictionary(
            match => Key(match.Groups["name"].Value, Label().Matches(match.Groups["labels"].Value)
                .Select(label => (label.Groups["name"].Value, label.Groups["value"].Value))),
            match => double.Parse(match.Groups["value"].Value, CultureInfo.InvariantCulture));
    }

    /// <summary>The answer that it was in.</summary>
    public HttpResponseMessage Answer { get; }

    public string Text { get; }

    /// <summary>The names of all series, such as <c>ofo_watcher_scan_duration_seconds_bucket</c>.</summary>
    public IReadOnlySet<string> Names => series.Keys.Select(key => key.Split('{')[0]).ToHashSet();

    /// <summary>The value of one series; null when it is not there.</summary>
    public double? this[string name, params (string Name, string Value)[] labels] =>
        series.TryGetValue(Key(name, labels), out var value) ? value : null;

    /// <summary>Asks a daemon that serves its status.</summary>
    public static async Task<Scrape> OfAsync(WatcherProcess watcher)
    {
        await watcher.SaysAsync(Told);
        var address = watcher.Output.Single(line => line.Contains(Told, StringComparison.Ordinal)).Split(Told)[1];
        var cancellation = TestContext.Current.CancellationToken;
        var answer = await Http.GetAsync(new Uri(new Uri(address), "/metrics"), cancellation);
        return new Scrape(answer, await answer.Content.ReadAsStringAsync(cancellation));
    }

    /// <summary>Asks again and again until what is served is as it should be.</summary>
    public static async Task<Scrape> UntilAsync(WatcherProcess watcher, Func<Scrape, bool> condition, string what)
    {
        Scrape? scrape = null;
        await Eventually.TrueAsync(
            async () => condition(scrape = await OfAsync(watcher)), () => $"{what}; what is served:\n{scrape?.Text}");
        return scrape!;
    }

    /// <summary>Lets <c>promtool</c> judge something, and fails the test where it finds a fault.</summary>
    /// <param name="input">What it reads from its standard input.</param>
    public static void Judge(string folder, string input, params string[] arguments)
    {
        Shell.Require("promtool");
        using var promtool = Process.Start(new ProcessStartInfo("promtool", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = promtool.StandardError.ReadToEndAsync();
        var output = promtool.StandardOutput.ReadToEndAsync();
        promtool.StandardInput.Write(input);
        promtool.StandardInput.Close();
        promtool.WaitForExit();
        Assert.True(promtool.ExitCode == 0, $"promtool {string.Join(' ', arguments)}: {output.Result}{errors.Result}");
    }

    private static string Key(string name, IEnumerable<(string Name, string Value)> labels) =>
        $"{name}{{{string.Join(',', labels.OrderBy(label => label.Name, StringComparer.Ordinal))}}}";

    [GeneratedRegex(@"^(?<name>\w+)(\{(?<labels>.*)\})? (?<value>\S+)$", RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex("""(?<name>\w+)="(?<value>[^"]*)"(,|$)""")]
    private static partial Regex Label();
}
