using System.Text.RegularExpressions;
using Microsoft.Playwright;
using OfoWatcher.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace OfoWatcher.Tests.Dashboard.Pages;

/// <summary>The page of one project in a real browser, served by the real program.</summary>
[Collection(InBrowser.Name)]
public sealed partial class ProjectPageTests(BrowserFixture browser)
{
    private const string Token = "correct-horse-battery-staple-0123456789";

    private const string Talkative = """
        echo "the run has begun"
        while [ -d "$4" ] && ! [ -e "$4/go" ]; do sleep 0.1; done
        echo product > "$2/product.txt"
        """;

    [Fact]
    public async Task It_tells_the_whole_way_of_a_project_while_it_goes_on()
    {
        var share = new TestShare(Talkative);
        share.AddPhotos("oak", count: 30);
        await using var served = await ServedShare.StartAsync(share);
        await using var visit = await browser.OpenAsync();
        await visit.Page.GotoAsync(served.Address.ToString());
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "oak", Exact = true }).ClickAsync();

        await Expect(visit.Page).ToHaveTitleAsync(new Regex("^oak"));
        await Expect(visit.Page.Locator("#state .badge")).ToHaveTextAsync("Running");
        await visit.Page.EvaluateAsync("window.untouched = true");
        await Expect(visit.Page.Locator("#log")).ToContainTextAsync("the run has begun");
        await Expect(visit.Page.Locator("#facts")).ToContainTextAsync("Photos30");
        File.WriteAllText(Path.Combine(share.Folder, "go"), "");
        await Expect(visit.Page.Locator("#state .badge")).ToHaveTextAsync("Completed");

        var timeline = visit.Page.GetByRole(AriaRole.Region, new() { Name = "Timeline" }).GetByRole(AriaRole.Listitem);
        await Expect(timeline.First).ToHaveAttributeAsync("data-kind", "Found");
        await Expect(timeline.Last).ToHaveAttributeAsync("data-kind", "Ended");
        await Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "product.txt" })).ToBeVisibleAsync();
        await Expect(visit.Page.Locator("#runs > li")).ToHaveCountAsync(1);
        Assert.True(await visit.Page.EvaluateAsync<bool>("window.untouched"));
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task The_map_the_report_and_the_products_are_one_click_away()
    {
        var share = new TestShare();
        share.AddPhotos("oak", count: 30);
        await using var served = await ServedShare.StartAsync(share);
        await share.CompletedAsync("oak");
        await using var visit = await browser.OpenAsync();
        await visit.Page.GotoAsync(served.PageOf("oak").ToString());

        var map = visit.Page.GetByRole(AriaRole.Img, new() { NameRegex = Map() });
        await Expect(map).ToBeVisibleAsync();
        await Expect(map).ToHaveJSPropertyAsync("complete", true);
        Assert.NotEqual(0, await map.EvaluateAsync<int>("image => image.naturalWidth"));
        var download = await visit.Page.RunAndWaitForDownloadAsync(
            () => visit.Page.GetByRole(AriaRole.Link, new() { Name = "product.txt" }).ClickAsync());
        Assert.Equal("product\n", File.ReadAllText(await download.PathAsync()));
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "The whole report" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Map" })).ToBeVisibleAsync();
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task The_configuration_of_a_run_is_shown_to_whoever_unfolds_it()
    {
        var share = new TestShare(Talkative);
        share.AddPhotos("oak");
        await using var served = await ServedShare.StartAsync(share, "--Local:Command:6={config}");
        await using var visit = await browser.OpenAsync();
        await visit.Page.GotoAsync(served.PageOf("oak").ToString());

        await Expect(visit.Page.Locator("#config")).ToBeHiddenAsync();
        await visit.Page.Locator("#config-run").ClickAsync();

        await Expect(visit.Page.Locator("#config")).ToContainTextAsync("photo_path");
    }

    [Fact]
    public async Task Findings_come_with_what_to_do()
    {
        var share = new TestShare();
        share.AddPhotos("few", count: 3);
        await using var served = await ServedShare.StartAsync(share);
        await using var visit = await browser.OpenAsync();
        await visit.Page.GotoAsync(served.PageOf("few").ToString());

        var finding = visit.Page.Locator("#findings > li[data-severity=Error]").First;
        await Expect(finding.Locator(".label")).ToHaveTextAsync("Error");
        await Expect(finding.Locator(".message")).Not.ToBeEmptyAsync();
        await Expect(finding.Locator(".remedy")).Not.ToBeEmptyAsync();
    }

    [Fact]
    public async Task A_project_that_nobody_knows_is_told_in_words_and_comes_by_itself()
    {
        await using var served = await ServedShare.StartAsync(new TestShare());
        await using var visit = await browser.OpenAsync();
        await visit.Page.GotoAsync(served.PageOf("oak").ToString());
        await Expect(visit.Page.Locator(".notice")).ToContainTextAsync("There is no such project");

        served.Share.AddPhotos("oak");

        await Expect(visit.Page.Locator("#state .badge")).ToHaveTextAsync("Completed");
        await Expect(visit.Page.Locator(".notice")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_run_is_stopped_by_whoever_has_the_token_and_confirms_it()
    {
        var share = new TestShare(Talkative);
        share.AddPhotos("oak");
        await using var served = await ServedShare.StartAsync(share, $"--Dashboard:Token={Token}");
        await using var visit = await browser.OpenAsync();
        await visit.Page.GotoAsync(served.PageOf("oak").ToString());
        await Expect(visit.Page.Locator("#state .badge")).ToHaveTextAsync("Running");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        var dialog = visit.Page.GetByRole(AriaRole.Dialog, new() { Name = "Stop: oak" });
        Assert.Empty(await visit.BarriersAsync());
        await dialog.GetByLabel("Token").FillAsync("wrong");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Alert)).Not.ToBeEmptyAsync();
        await Expect(visit.Page.Locator("#state .badge")).ToHaveTextAsync("Running");
        await dialog.GetByLabel("Token").FillAsync(Token);
        await visit.Page.EvaluateAsync("""
            window.answers = [];
            new MutationObserver(changes => changes.forEach(change => window.answers.push(change.target.textContent)))
                .observe(document.getElementById('answer'), { childList: true });
            """);
        await visit.Page.Keyboard.PressAsync("Enter");

        await Expect(dialog).ToBeHiddenAsync();
        await Expect(visit.Page.Locator("#state .badge")).ToHaveTextAsync("Failed");
        await Expect(visit.Page.Locator("#answer")).ToBeEmptyAsync();
        var answers = await visit.Page.EvaluateAsync<string[]>("window.answers");
        Assert.Matches("^run .* will be stopped", answers[0]);
        Assert.Equal(0, await visit.Page.EvaluateAsync<int>("localStorage.length"));
        Assert.Equal("", await visit.Page.EvaluateAsync<string>("document.cookie"));
    }

    /// <summary>By keyboard, whose place must not be lost when a button goes away.</summary>
    [Fact]
    public async Task What_is_asked_for_is_answered_until_it_happens_and_nothing_contradicts_it()
    {
        var share = new TestShare(Talkative);
        var go = Path.Combine(share.Folder, "go");
        File.WriteAllText(go, "");
        share.AddPhotos("oak");
        await using var served = await ServedShare.StartAsync(share, $"--Dashboard:Token={Token}");
        await share.CompletedAsync("oak");
        File.Delete(go);
        await using var visit = await browser.OpenAsync();
        await visit.Page.GotoAsync(served.PageOf("oak").ToString());
        var again = visit.Page.GetByRole(AriaRole.Button, new() { Name = "Run again" });
        await Expect(visit.Page.Locator("#state .badge")).ToHaveTextAsync("Completed");
        await again.FocusAsync();
        await visit.Page.EvaluateAsync("""
            window.faults = new Set();
            const see = () => {
                const state = document.querySelector('#state .badge').textContent;
                if (document.activeElement === document.body)
                    window.faults.add('focus lost');
                if (!document.getElementById('stop').hidden && ['Completed', 'Failed', 'Invalid'].includes(state))
                    window.faults.add(`to be stopped: ${state}`);
                if (document.getElementById('answer').textContent && state === 'Running')
                    window.faults.add('taken up anew while it runs');
                requestAnimationFrame(see);
            };
            requestAnimationFrame(see);
            """);

        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.Keyboard.TypeAsync(Token);
        await visit.Page.Keyboard.PressAsync("Enter");

        var answer = visit.Page.Locator("#answer");
        await Expect(answer).ToContainTextAsync("it will be taken up anew");
        Assert.Equal("uppercase", await answer.EvaluateAsync<string>(
            "answer => getComputedStyle(answer, '::first-letter').textTransform"));
        await Expect(visit.Page.Locator("#state .badge")).ToHaveTextAsync("Running");
        await Expect(answer).ToBeEmptyAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Stop" })).ToBeVisibleAsync();
        File.WriteAllText(go, "");
        await Expect(visit.Page.Locator("#state .badge")).ToHaveTextAsync("Completed");
        await Expect(again).ToBeVisibleAsync();
        Assert.Empty(await visit.Page.EvaluateAsync<string[]>("[...window.faults]"));
    }

    [Fact]
    public async Task Without_a_token_in_the_settings_nothing_can_be_asked_for()
    {
        var share = new TestShare();
        share.AddPhotos("oak");
        await using var served = await ServedShare.StartAsync(share);
        await using var visit = await browser.OpenAsync();
        await visit.Page.GotoAsync(served.PageOf("oak").ToString());
        await Expect(visit.Page.Locator("#state .badge")).ToHaveTextAsync("Completed");

        await Expect(visit.Page.Locator("#actions button:visible")).ToHaveCountAsync(0);
    }

    [GeneratedRegex("^Map of the ground")]
    private static partial Regex Map();
}
