using System.Text.RegularExpressions;
using Microsoft.Playwright;
using OfoWatcher.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace OfoWatcher.Tests.Dashboard.Pages;

/// <summary>The page with all projects in a real browser, served by the real program.</summary>
[Collection(InBrowser.Name)]
public sealed partial class ListPageTests(BrowserFixture browser)
{
    private const string Patient =
        "while [ -d \"$4\" ] && ! [ -e \"$4/go\" ]; do sleep 0.1; done; echo product > \"$2/product.txt\"";

    [Fact]
    public async Task It_fills_while_projects_go_to_their_end_without_being_loaded_again()
    {
        await using var served = await ServedShare.StartAsync(new TestShare(Patient));
        await using var visit = await browser.OpenAsync();
        await visit.Page.GotoAsync(served.Address.ToString());
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "No projects yet" })).ToBeVisibleAsync();
        await visit.Page.EvaluateAsync("window.untouched = true");

        served.Share.AddPhotos("oak");
        served.Share.AddPhotos("few", count: 3);
        await Expect(visit.Row("few").Locator(".badge")).ToHaveTextAsync("Invalid");
        await Expect(visit.Row("few").Locator(".photos")).ToHaveTextAsync("3");
        await Expect(visit.Row("few").Locator(".errors")).ToHaveTextAsync("1 error");
        await Expect(visit.Row("oak").Locator(".badge")).ToHaveTextAsync("Running");
        await Expect(visit.Page.Locator("#connection")).ToHaveTextAsync("Live");
        File.WriteAllText(Path.Combine(served.Share.Folder, "go"), "");
        await Expect(visit.Row("oak").Locator(".badge")).ToHaveTextAsync("Completed");

        await Expect(Chip(visit, "Completed").Locator(".count")).ToHaveTextAsync("1");
        await Expect(visit.Row("oak").Locator(".found")).ToContainTextAsync("ago");
        await Expect(visit.Row("few").Locator(".links a:visible")).ToHaveTextAsync(["Report"]);
        await Expect(visit.Row("oak").Locator(".links a:visible")).ToHaveTextAsync(["Report", "1 product"]);
        Assert.True(await visit.Page.EvaluateAsync<bool>("window.untouched"));
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task What_is_shown_is_chosen_by_search_state_and_order_and_the_way_back_leads_back()
    {
        await using var served = await ServedAsync(["elm", "oak", "oak-2"], invalid: ["ash", "oak-few"]);
        await using var visit = await browser.OpenAsync();
        await visit.Page.GotoAsync(served.Address.ToString());
        await visit.ListsAsync("ash", "elm", "oak", "oak-2", "oak-few");

        await visit.Page.Keyboard.PressAsync("/");
        await visit.Page.Keyboard.TypeAsync("oak");
        await visit.ListsAsync("oak", "oak-2", "oak-few");
        await Chip(visit, "Completed").ClickAsync();
        await visit.ListsAsync("oak", "oak-2");
        await Expect(Chip(visit, "Completed")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(Chip(visit, "Invalid").Locator(".count")).ToHaveTextAsync("1");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Project" }).ClickAsync();
        await visit.ListsAsync("oak-2", "oak");
        await Expect(visit.Page.GetByRole(AriaRole.Columnheader, new() { Name = "Project" }))
            .ToHaveAttributeAsync("aria-sort", "descending");
        Assert.EndsWith("/?search=oak&state=Completed&sort=-project", visit.Page.Url, StringComparison.Ordinal);

        await visit.Page.ReloadAsync();
        await visit.ListsAsync("oak-2", "oak");
        await Expect(visit.Page.GetByRole(AriaRole.Searchbox)).ToHaveValueAsync("oak");
        await visit.Page.GoBackAsync();
        await visit.ListsAsync("oak", "oak-2");
        await visit.Page.GoBackAsync();
        await visit.ListsAsync("oak", "oak-2", "oak-few");
        await visit.Page.GoBackAsync();
        await visit.ListsAsync("ash", "elm", "oak", "oak-2", "oak-few");
        await Expect(visit.Page.GetByRole(AriaRole.Searchbox)).ToHaveValueAsync("");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_search_without_a_match_says_so_and_is_given_up_by_one_button()
    {
        await using var served = await ServedAsync(["oak"]);
        await using var visit = await browser.OpenAsync();
        await visit.Page.GotoAsync(new Uri(served.Address, "/?search=elm&state=Failed").ToString());

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Show all projects" }).ClickAsync();

        await visit.ListsAsync("oak");
        await Expect(visit.Page.GetByRole(AriaRole.Searchbox)).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Names_and_words_from_the_share_are_shown_and_never_run()
    {
        string[] names =
            ["<img src=x onerror=window.hacked=1>", "<script>window.hacked=1<", "\"><svg onload=window.hacked=1>", "a%2Fb"];
        await using var served = await ServedAsync([], names);
        await using var visit = await browser.OpenAsync();
        await visit.Page.GotoAsync(served.Address.ToString());
        await Expect(visit.Page.Locator(".project")).ToHaveCountAsync(names.Length);

        Assert.Equal(names.Order(StringComparer.Ordinal), (await visit.ListedAsync()).Order(StringComparer.Ordinal));
        foreach (var name in names)
        {
            await visit.Page.GotoAsync(served.Address.ToString());
            await visit.Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).ClickAsync();
            await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(name);
            await Expect(visit.Page.Locator("#state .badge")).ToHaveTextAsync("Invalid");
        }

        Assert.True(await visit.Page.EvaluateAsync<bool>("window.hacked === undefined"));
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Who_has_the_focus_keeps_it_when_projects_come_before_theirs()
    {
        await using var served = await ServedAsync(["oak", "pine"]);
        await using var visit = await browser.OpenAsync();
        await visit.Page.GotoAsync(served.Address.ToString());
        var link = visit.Page.GetByRole(AriaRole.Link, new() { Name = "oak", Exact = true });
        await link.FocusAsync();

        served.Share.AddPhotos("ash");
        await visit.ListsAsync("ash", "oak", "pine");

        await Expect(link).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_watcher_that_is_gone_is_told_and_one_that_is_back_too()
    {
        await using var served = await ServedAsync(["oak"]);
        await using var visit = await browser.OpenAsync();
        await visit.Page.GotoAsync(served.Address.ToString());
        await Expect(visit.Page.Locator("#connection")).ToHaveTextAsync("Live");

        await served.StopAsync();
        await Expect(visit.Page.Locator("#connection")).ToHaveTextAsync("Connection lost, trying again");
        await visit.ListsAsync("oak");

        await served.StartAsync();
        await Expect(visit.Page.Locator("#connection")).ToHaveTextAsync("Live");
        served.Share.AddPhotos("pine");
        await visit.ListsAsync("oak", "pine");
    }

    [Fact]
    public async Task What_is_chosen_while_the_watcher_is_gone_is_listed_and_told_as_soon_as_it_is_back()
    {
        await using var served = await ServedAsync(["oak"]);
        await using var visit = await browser.OpenAsync();
        await visit.Page.Clock.InstallAsync();
        await visit.Page.GotoAsync(served.Address.ToString());
        await visit.ListsAsync("oak");
        await Expect(visit.Page.Locator("#connection")).ToHaveTextAsync("Live");
        var list = visit.Page.GetByRole(AriaRole.Region, new() { Name = "List of projects" });
        var told = visit.Page.Locator("#told");
        var failures = 0;
        visit.Page.RequestFailed += (_, request) =>
        {
            if (request.Url.EndsWith("/api/v1/projects?state=Failed", StringComparison.Ordinal))
                Interlocked.Increment(ref failures);
        };
        await served.StopAsync();

        await Chip(visit, "Failed").ClickAsync();
        await Eventually.TrueAsync(
            async () =>
            {
                await visit.Page.Clock.FastForwardAsync("00:31");
                return Volatile.Read(ref failures) >= 5;
            },
            "it is tried again twice a minute only");

        await Expect(visit.Page.Locator(".notice")).ToHaveTextAsync(new Regex("does not answer.*loaded again by itself"));
        await Expect(list).ToHaveAttributeAsync("aria-busy", "true");
        await visit.ListsAsync("oak");
        await Expect(told).ToBeEmptyAsync();

        await served.StartAsync();
        await Expect(visit.Page.Locator("#connection")).ToHaveTextAsync("Live");
        await Expect(told).ToHaveTextAsync("0 projects listed.", new() { Timeout = 10_000 });
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "No project matches" })).ToBeVisibleAsync();
        await Expect(list).ToHaveAttributeAsync("aria-busy", "false");
        await Expect(visit.Page.Locator(".notice")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Everything_is_reached_by_the_keyboard_alone()
    {
        await using var served = await ServedAsync(["oak"]);
        await using var visit = await browser.OpenAsync();
        await visit.Page.GotoAsync(served.Address.ToString());
        await visit.ListsAsync("oak");
        await Expect(visit.Row("oak").GetByText("Report")).ToBeVisibleAsync();

        var reached = new List<string>();
        for (var press = 0; press < 30; press++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            reached.Add(await visit.Page.EvaluateAsync<string>("""
                (() => {
                    const at = document.activeElement;
                    const box = at.getBoundingClientRect();
                    const isSeen = getComputedStyle(at).outlineStyle !== 'none' && box.width > 0 && box.top >= 0;
                    return isSeen ? (at.getAttribute('aria-label') ?? at.innerText) || at.id : `unseen ${at.tagName}`;
                })()
                """));
        }

        string[] expected =
        [
            "Skip to the projects", "OfoWatcher", "search", "All 1", "Running 0", "Completed 1", "Project", "State",
            "Found", "oak", "Report on oak", "API",
        ];
        Assert.Equal(expected, expected.Intersect(reached.Select(text => Gaps().Replace(text, " "))));
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "oak", Exact = true }).FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("oak");
    }

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    public async Task Both_pages_can_be_used_by_all_on_wide_and_narrow_screens_light_and_dark(
        int width, ColorScheme scheme)
    {
        await using var served = await ServedAsync(["oak"], invalid: ["a-long-name-without-any-place-to-break-it-at"]);
        await using var visit = await browser.OpenAsync(width, scheme);
        foreach (var address in new[]
        {
            served.Address, new Uri(served.Address, "/?search=nobody"), served.PageOf("oak"),
            served.PageOf("a-long-name-without-any-place-to-break-it-at"),
        })
        {
            await visit.Page.GotoAsync(address.ToString());
            await Expect(visit.Page.Locator("#connection")).ToHaveTextAsync("Live");
            await Expect(visit.Page.Locator("#rows .badge:visible, #empty h2:visible, #timeline li:visible").First)
                .ToBeVisibleAsync();

            Assert.Empty(await visit.BarriersAsync());
            Assert.Equal(0, await visit.OverflowAsync());
        }

        Assert.Empty(visit.Complaints);
    }

    private static ILocator Chip(Visit visit, string state) =>
        visit.Page.GetByRole(AriaRole.Group, new() { Name = "Show only these states" })
            .GetByRole(AriaRole.Button, new() { Name = state });

    /// <summary>A share whose projects have all ended, well or as not worth a run.</summary>
    private static async Task<ServedShare> ServedAsync(string[] completed, params string[] invalid)
    {
        var share = new TestShare();
        foreach (var project in completed)
            share.AddPhotos(project);
        foreach (var project in invalid)
            share.AddPhotos(project, count: 3);
        var served = await ServedShare.StartAsync(share);
        foreach (var project in completed)
            await share.CompletedAsync(project);
        foreach (var project in invalid)
        {
            await Eventually.TrueAsync(
                () => Directory.EnumerateFiles(share.Output, "INVALID.json", SearchOption.AllDirectories)
                    .Count() == invalid.Length,
                $"{invalid.Length} are invalid");
        }

        return served;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Gaps();
}
