using System.Text.Json;
using System.Text.RegularExpressions;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Deploy;

/// <summary>The dashboard and the alerts of <c>deploy/observability</c>, in the eyes of Prometheus.</summary>
public sealed partial class ObservabilityTests
{
    private static readonly string Folder = Repository.PathOf("deploy", "observability");
    private static readonly string[] Rows = ["Projects", "Loop", "Runs", "Cluster API", "Volume", "Notifications"];

    /// <summary>The names of all series that the rules and the dashboard ask for.</summary>
    internal static IReadOnlySet<string> Named =>
        Expressions
            .Concat(File.ReadLines(Path.Combine(Folder, "alerts.yaml"))
                .Where(line => !line.TrimStart().StartsWith('#')))
            .SelectMany(text => Metric().Matches(text)).Select(match => match.Value).ToHashSet();

    private static JsonElement Dashboard =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "grafana-dashboard.json"))).RootElement;

    private static IReadOnlyList<string> Expressions =>
    [
        .. Dashboard.GetProperty("panels").EnumerateArray()
            .Where(panel => panel.TryGetProperty("targets", out _))
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
            .Select(target => target.GetProperty("expr").GetString()!),
    ];

    [Fact]
    public void The_rules_are_sound() => Scrape.Judge(Folder, "", "check", "rules", "alerts.yaml");

    [Fact]
    public void Each_alert_fires_when_it_should_and_not_before() =>
        Scrape.Judge(Folder, "", "test", "rules", "alerts.test.yaml");

    [Fact]
    public void Each_alert_has_a_test_of_when_it_fires()
    {
        var tests = File.ReadAllText(Path.Combine(Folder, "alerts.test.yaml"));

        Assert.All(
            Alert().Matches(File.ReadAllText(Path.Combine(Folder, "alerts.yaml")))
                .Select(match => match.Groups[1].Value),
            alert => Assert.Matches($@"alertname: {alert}\n +exp_alerts:", tests));
    }

    [Fact]
    public void Each_expression_of_the_dashboard_is_one_of_Prometheus()
    {
        using var folder = new TemporaryFolder();
        var rules = Expressions.Select((expression, index) =>
            $"      - {{ record: \"dashboard:{index}\", expr: {JsonSerializer.Serialize(Filled(expression))} }}");
        File.WriteAllText(
            folder["rules.yaml"], $"groups:\n  - name: dashboard\n    rules:\n{string.Join('\n', rules)}\n");

        Assert.True(Expressions.Count > 20);
        Scrape.Judge(folder.Path, "", "check", "rules", "rules.yaml");
    }

    [Fact]
    public void The_dashboard_asks_the_source_that_is_chosen_and_no_two_panels_are_in_one_place()
    {
        var panels = Dashboard.GetProperty("panels").EnumerateArray().ToList();
        var variables = Dashboard.GetProperty("templating").GetProperty("list").EnumerateArray()
            .Select(variable => variable.GetProperty("name").GetString());
        var places = panels.Select(panel => panel.GetProperty("gridPos")).Select(place =>
            (X: Number(place, "x"), Y: Number(place, "y"), W: Number(place, "w"), H: Number(place, "h"))).ToList();

        Assert.Equal("ofo-watcher", Dashboard.GetProperty("uid").GetString());
        Assert.Equal(["datasource", "job"], variables);
        Assert.Equal(
            Rows, panels.Where(panel => panel.GetProperty("type").GetString() == "row").Select(panel =>
                panel.GetProperty("title").GetString()));
        Assert.Equal(panels.Count, panels.Select(panel => Number(panel, "id")).Distinct().Count());
        Assert.All(
            panels.Where(panel => panel.TryGetProperty("datasource", out _)),
            panel => Assert.Equal(
                "${datasource}", panel.GetProperty("datasource").GetProperty("uid").GetString()));
        Assert.All(places, place => Assert.True(place.X + place.W <= 24));
        Assert.DoesNotContain(
            places.SelectMany((one, index) => places.Skip(index + 1).Select(other => (one, other))),
            pair => pair.one.X < pair.other.X + pair.other.W && pair.other.X < pair.one.X + pair.one.W
                && pair.one.Y < pair.other.Y + pair.other.H && pair.other.Y < pair.one.Y + pair.one.H);
    }

    [Fact]
    public void The_component_adds_what_the_Prometheus_operator_and_Grafana_take_and_the_base_has_none_of_it()
    {
        using var folder = new TemporaryFolder();
        var manifests = Manifests.Render(folder, $"""
            apiVersion: kustomize.config.k8s.io/v1beta1
            kind: Kustomization
            resources: [ {Manifests.Below(folder)} ]
            components: [ {Manifests.Below(folder, "observability")} ]
            """);

        (string Kind, string Name)[] added =
        [
            ("ConfigMap", "ofo-watcher-dashboard"),
            ("PrometheusRule", "ofo-watcher"),
            ("ServiceMonitor", "ofo-watcher"),
        ];
        Assert.Equal(added, manifests.Identities.Except(Manifests.Render("").Identities).Order());
        Assert.All(added, identity => Assert.Equal(Manifests.Namespace, manifests.NamespaceOf(identity)));
        var service = manifests.Read<k8s.Models.V1Service>("Service", Manifests.Watcher);
        var monitor = manifests.Read("ServiceMonitor", "ofo-watcher")["spec"];
        Assert.Equal(
            service.Metadata.Labels["app.kubernetes.io/name"],
            monitor["selector"]["matchLabels"]["app.kubernetes.io/name"].ToString());
        Assert.Contains(service.Spec.Ports, port => port.Name == monitor["endpoints"][0]["port"].ToString());
    }

    [Fact]
    public void A_Prometheus_that_finds_pods_by_their_annotations_finds_the_daemons_port()
    {
        var pod = Manifests.Render("").Deployment.Spec.Template;

        Assert.Equal("true", pod.Metadata.Annotations["prometheus.io/scrape"]);
        Assert.Equal("/metrics", pod.Metadata.Annotations["prometheus.io/path"]);
        Assert.Equal(
            pod.Spec.Containers.Single().Ports.Single().ContainerPort.ToString(),
            pod.Metadata.Annotations["prometheus.io/port"]);
    }

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();

    /// <summary>An expression with what Grafana puts in place of its variables.</summary>
    private static string Filled(string expression) => expression
        .Replace("$__rate_interval", "5m", StringComparison.Ordinal)
        .Replace("$job", "ofo-watcher", StringComparison.Ordinal);

    [GeneratedRegex(@"\bofo_watcher_\w+")]
    private static partial Regex Metric();

    [GeneratedRegex(@"- alert: (\w+)")]
    private static partial Regex Alert();
}
