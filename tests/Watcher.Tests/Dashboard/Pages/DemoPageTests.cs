using OfoWatcher.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace OfoWatcher.Tests.Dashboard.Pages;

/// <summary>What a newcomer sees: the demonstration and its page.</summary>
[Collection(InBrowser.Name)]
public sealed class DemoPageTests(BrowserFixture browser)
{
    private const string Told = "The status page, for your browser: ";

    [Fact]
    public async Task The_page_fills_while_the_demonstration_runs()
    {
        using var folder = new TemporaryFolder();
        await using var demo = WatcherProcess.Start("/", ["demo", "--folder", folder["demo"]]);
        await demo.SaysAsync(Told);
        var address = demo.Output.Single(line => line.StartsWith(Told, StringComparison.Ordinal))[Told.Length..];
        await using var visit = await browser.OpenAsync();
        await visit.Page.GotoAsync(address);

        await Expect(visit.Row("slow-upload").Locator(".badge")).ToHaveTextAsync("Uploading");
        await Expect(visit.Row("broken-card").Locator(".badge")).ToHaveTextAsync("Invalid");
        await Expect(visit.Row("greasewood-flat").Locator(".badge")).ToHaveTextAsync("Completed");
        await Expect(visit.Row("slow-upload").Locator(".badge")).ToHaveTextAsync("Completed");
        Assert.Empty(visit.Complaints);
        var metrics = await visit.Page.APIRequest.GetAsync($"{address}metrics");
        Assert.Contains("ofo_watcher_projects{state=\"Completed\"} 2", await metrics.TextAsync(), StringComparison.Ordinal);
        var outcome = await demo.StopAsync();
        Assert.Empty(outcome.Error);
    }
}
