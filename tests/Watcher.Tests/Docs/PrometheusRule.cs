using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Docs;

/// <summary>
/// deploy/observability/prometheus-rule.yaml: <c>alerts.yaml</c> in the form that the Prometheus operator takes, which
/// cannot refer to a file.
/// </summary>
internal static class PrometheusRule
{
    public static string Render()
    {
        var alerts = File.ReadAllLines(Repository.PathOf("deploy", "observability", "alerts.yaml"));
        var groups = alerts.SkipWhile(line => line != "groups:").Select(line => line.Length == 0 ? "" : "  " + line);
        return $"""
            # Written by `make docs` from alerts.yaml: change that one.
            apiVersion: monitoring.coreos.com/v1
            kind: PrometheusRule
            metadata:
              name: ofo-watcher
            spec:
            {string.Join('\n', groups)}

            """;
    }
}
