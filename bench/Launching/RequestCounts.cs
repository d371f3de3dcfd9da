using System.Globalization;
using System.Text.RegularExpressions;

namespace OfoWatcher.Bench.Launching;

/// <summary>
/// How many requests an API server has answered, by verb and resource, as it counts them itself. It tells nobody's name,
/// so a benchmark asks nothing of these resources while it counts, or takes off what it asked. A watch counts when it
/// ends. Old servers call the GET of one Workflow a LIST.
/// </summary>
internal sealed partial class RequestCounts
{
    /// <summary>All that the watcher may ask about; the server asks itself about others.</summary>
    private static readonly string[] Watched = ["workflows", "workflowtemplates", "leases", "pods", "events"];

    private readonly Dictionary<(string Verb, string Resource), double> counts;

    private RequestCounts(Dictionary<(string Verb, string Resource), double> counts) => this.counts = counts;

    /// <param name="metrics">The text that the server has at <c>/metrics</c>.</param>
    public static RequestCounts Parse(string metrics)
    {
        var counts = new Dictionary<(string, string), double>();
        foreach (Match line in RequestLine().Matches(metrics))
        {
            var labels = Label().Matches(line.Groups["labels"].Value)
                .ToDictionary(label => label.Groups["name"].Value, label => label.Groups["value"].Value);
            var key = (labels["verb"], labels["resource"]);
            if (!Watched.Contains(labels["resource"]))
                continue;
            var count = double.Parse(line.Groups["count"].Value, CultureInfo.InvariantCulture);
            counts[key] = counts.GetValueOrDefault(key) + count;
        }

        return new RequestCounts(counts);
    }

    /// <summary>Those since an earlier count.</summary>
    public RequestCounts Since(RequestCounts earlier) =>
        new(counts.ToDictionary(pair => pair.Key, pair => pair.Value - earlier.counts.GetValueOrDefault(pair.Key)));

    /// <summary>Without so many that the benchmark made itself.</summary>
    public RequestCounts Without(string verb, string resource, int own)
    {
        var others = new Dictionary<(string, string), double>(counts);
        others[(verb, resource)] = others.GetValueOrDefault((verb, resource)) - own;
        return new RequestCounts(others);
    }

    /// <summary>Everything that changes runs.</summary>
    public double Writes => Of("workflows", "POST", "PUT", "PATCH", "DELETE");

    /// <summary>Everything that looks at runs once, and at what they are made from.</summary>
    public double Reads => Of("workflows", "GET", "LIST") + Of("workflowtemplates", "GET", "LIST");

    public double All => counts.Values.Sum();

    public double Of(string resource, params ReadOnlySpan<string> verbs)
    {
        var sum = 0.0;
        foreach (var verb in verbs)
            sum += counts.GetValueOrDefault((verb, resource));
        return sum;
    }

    public override string ToString() => string.Join(
        ", ", counts.Where(pair => pair.Value != 0).Select(pair => $"{pair.Key.Verb} {pair.Key.Resource} {pair.Value}"));

    [GeneratedRegex(@"^apiserver_request_total\{(?<labels>[^}]*)\} (?<count>\S+)", RegexOptions.Multiline)]
    private static partial Regex RequestLine();

    [GeneratedRegex("""(?<name>\w+)="(?<value>[^"]*)"(,|$)""")]
    private static partial Regex Label();
}
