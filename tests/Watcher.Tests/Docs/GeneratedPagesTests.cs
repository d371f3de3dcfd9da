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
    public void The_page_of_settings_is_current() => IsCurrent("settings.md", SettingsPage.Render());

    [Fact]
    public void The_page_of_findings_is_current() => IsCurrent("findings.md", FindingsPage.Render());

    [Fact]
    public void The_page_of_log_events_is_current() => IsCurrent("log-events.md", LogEventsPage.Render());

    private static void IsCurrent(string name, string page)
    {
        var path = Repository.PathOf("docs", name);
        if (IsUpdate)
            File.WriteAllText(path, page);
        Assert.True(File.Exists(path), $"docs/{name} is missing: run `make docs`");
        Assert.True(page == File.ReadAllText(path), $"docs/{name} is not as the program is: run `make docs`");
    }
}
