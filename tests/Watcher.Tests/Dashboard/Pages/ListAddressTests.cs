using Microsoft.Playwright;
using OfoWatcher.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace OfoWatcher.Tests.Dashboard.Pages;

/// <summary>The list as its address asks for it, which people send to each other and write by hand.</summary>
[Collection(InBrowser.Name)]
public sealed class ListAddressTests(BrowserFixture browser)
{
    [Fact]
    public async Task The_way_back_from_a_project_leads_to_the_list_as_it_was()
    {
        await using var served = await ServedAsync("oak", "oak-2");
        await using var visit = await browser.OpenAsync();
        var list = new Uri(served.Address, "/?search=oak&sort=-project").ToString();
        await visit.Page.GotoAsync(list);
        await visit.ListsAsync("oak-2", "oak");

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "oak", Exact = true }).ClickAsync();
        var back = visit.Page.GetByRole(AriaRole.Link, new() { Name = "All projects" });
        await Expect(back).ToHaveAttributeAsync("href", "/?search=oak&sort=-project");
        await back.ClickAsync();

        await visit.ListsAsync("oak-2", "oak");
        Assert.Equal(list, visit.Page.Url);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "OfoWatcher" }).ClickAsync();
        await visit.ListsAsync("oak", "oak-2");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task What_an_address_asks_for_that_there_is_not_is_left_out()
    {
        await using var served = await ServedAsync("oak");
        await using var visit = await browser.OpenAsync();

        var wrong = $"/?sort=age&state=Odd&page={new string('9', 30)}";
        await visit.Page.GotoAsync(new Uri(served.Address, wrong).ToString());
        await visit.ListsAsync("oak");
        await Expect(visit.Page.GetByRole(AriaRole.Columnheader, new() { Name = "Project" }))
            .ToHaveAttributeAsync("aria-sort", "ascending");

        await visit.Page.GotoAsync(new Uri(served.Address, $"/?search={new string('x', 300)}").ToString());
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "No project matches" })).ToBeVisibleAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Searchbox)).ToHaveAttributeAsync("maxlength", "255");
        Assert.Empty(visit.Complaints);
    }

    [Theory]
    [InlineData("-state", "State, last first", "State", "descending")]
    [InlineData("-end", "Ends latest", "Progress by end", "descending")]
    [InlineData("end", "Ends soonest", "Progress by end", "ascending")]
    public async Task Each_order_is_shown_on_narrow_and_wide_screens(
        string sort, string order, string column, string direction)
    {
        await using var served = await ServedAsync("oak");
        await using var visit = await browser.OpenAsync();
        await visit.Page.GotoAsync(new Uri(served.Address, "/?sort=" + sort).ToString());

        await Expect(visit.Page.GetByRole(AriaRole.Columnheader, new() { Name = column }))
            .ToHaveAttributeAsync("aria-sort", direction);
        await Expect(visit.Page.Locator("thead [aria-sort]")).ToHaveCountAsync(1);
        await visit.Page.SetViewportSizeAsync(360, 900);
        await Expect(visit.Page.Locator("#sort option:checked")).ToHaveTextAsync(order);
        await Expect(visit.Page.GetByLabel("Sort by")).ToBeVisibleAsync();
    }

    private static async Task<ServedShare> ServedAsync(params string[] projects)
    {
        var share = new TestShare();
        foreach (var project in projects)
            share.AddPhotos(project, count: 3);
        return await ServedShare.StartAsync(share);
    }
}
