using System.Text.RegularExpressions;
using Microsoft.Playwright;
using OfoWatcher.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace OfoWatcher.Tests.Dashboard.Pages;

/// <summary>A project that does not come on, in a real browser.</summary>
[Collection(InBrowser.Name)]
public sealed partial class StuckTests(BrowserFixture browser)
{
    [Fact]
    public async Task It_is_marked_and_found_by_one_button_that_is_there_while_it_is_needed()
    {
        var share = new TestShare();
        share.AddPhotos("elm");
        share.AddPhotos("oak");
        File.WriteAllText(share.Project("oak", ".DJI_0016.JPG.a1b2c3"), "half");
        await using var served = await ServedShare.StartAsync(share, "--Notifications:StuckAfter=00:00:02");
        await using var visit = await browser.OpenAsync();
        await visit.Page.GotoAsync(served.Address.ToString());
        var chip = visit.Page.GetByRole(AriaRole.Button, new() { NameRegex = StuckChip() });

        await Expect(visit.Row("oak").Locator(".stuck")).ToHaveTextAsync(StuckWords());
        await Expect(visit.Row("elm").Locator(".stuck")).ToBeHiddenAsync();
        await Expect(chip.Locator(".count")).ToHaveTextAsync("1");
        Assert.Empty(await visit.BarriersAsync());
        await visit.Page.SetViewportSizeAsync(360, 900);
        Assert.Equal(0, await visit.OverflowAsync());
        await chip.ClickAsync();
        await visit.ListsAsync("oak");
        Assert.EndsWith("/?stuck=true", visit.Page.Url, StringComparison.Ordinal);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "oak", Exact = true }).ClickAsync();
        await Expect(visit.Page.Locator("#state .stuck")).ToHaveTextAsync(StuckWords());
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "All projects" }).ClickAsync();
        await visit.ListsAsync("oak");

        File.Delete(share.Project("oak", ".DJI_0016.JPG.a1b2c3"));
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "No project matches" })).ToBeVisibleAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Show all projects" }).ClickAsync();

        await visit.ListsAsync("elm", "oak");
        await Expect(chip).ToBeHiddenAsync();
        Assert.Empty(visit.Complaints);
    }

    [GeneratedRegex(@"^Stuck since \d")]
    private static partial Regex StuckWords();

    [GeneratedRegex("^Stuck")]
    private static partial Regex StuckChip();
}
