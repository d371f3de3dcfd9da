using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Docs;

/// <summary>
/// Pages that are made from the program must be as the program is. <c>make docs</c>, which runs these tests with
/// <c>OFO_UPDATE_DOCS=1</c>, writes them anew.
/// </summary>
public sealed class GeneratedPagesTests
{
    private static readonly bool IsUpdate = Environment.GetEnvironmentVariable("OFO_UPDATE_DOCS") == "1";

    [Fact]
    public void The_page_of_settings_is_current() => IsCurrent("docs/settings.md", SettingsPage.Render());

    [Fact]
    public void The_page_of_findings_is_current() => IsCurrent("docs/findings.md", FindingsPage.Render());

    [Fact]
    public void The_page_of_log_events_is_current() => IsCurrent("docs/log-events.md", LogEventsPage.Render());

    [Fact]
    public void The_rules_of_the_Prometheus_operator_are_those_of_alerts_yaml() =>
        IsCurrent("deploy/observability/prometheus-rule.yaml", PrometheusRule.Render());

    private static void IsCurrent(string name, string page)
    {
        var path = Repository.PathOf(name.Split('/'));
        if (IsUpdate)
            File.WriteAllText(path, page);
        Assert.True(File.Exists(path), $"{name} is missing: run `make docs`");
        Assert.True(page == File.ReadAllText(path), $"{name} is not as what it is made from: run `make docs`");
    }
}
