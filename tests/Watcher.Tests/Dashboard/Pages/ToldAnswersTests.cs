using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using OfoWatcher.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace OfoWatcher.Tests.Dashboard.Pages;

/// <summary>What the pages make of answers that a share of three photos does not bring about.</summary>
[Collection(InBrowser.Name)]
public sealed partial class ToldAnswersTests(BrowserFixture browser)
{
    private const string Long = "2021-03-04T19:47:43Z", Words =
        "attempt 1 failed (<b>odd</b>); tried again at 2021-03-04 19:47:43Z; starts about 2021-03-04 20:00 UTC (in 1 h)";

    private static readonly object Oak =
        new { project = "oak", state = "Waiting", words = Words, foundAt = Long, photos = 3, bytes = 7 };

    [Fact]
    public async Task A_turned_page_and_another_order_are_told_to_those_who_do_not_see_them()
    {
        await using var served = await ServedShare.StartAsync(new TestShare());
        await using var visit = await browser.OpenAsync();
        await AnswerAsync(visit, List(), PageOf);
        await visit.Page.GotoAsync(served.Address.ToString());
        var told = visit.Page.GetByRole(AriaRole.Status).And(visit.Page.Locator("#told"));
        await Expect(visit.Page.Locator("#range")).ToHaveTextAsync("1–50 of 3,009");
        await Expect(told).ToBeEmptyAsync();

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
        await Expect(told).ToHaveTextAsync("Projects 51–100 of 3,009 listed.");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Size" }).ClickAsync();
        await Expect(told).ToHaveTextAsync("Projects 1–50 of 3,009 listed, in the order: Largest.");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
        await Expect(told).ToHaveTextAsync("Projects 51–100 of 3,009 listed.");
    }

    [Fact]
    public async Task Moments_in_words_are_told_by_the_viewers_clock_with_the_year_of_another_year()
    {
        await using var served = await ServedShare.StartAsync(new TestShare());
        await using var visit = await browser.OpenAsync();
        const string shown =
            "attempt 1 failed (<b>odd</b>); tried again at 4 Mar 2021, 11:47; starts about 4 Mar 2021, 12:00 (in 1 h)";
        await AnswerAsync(visit, List(), PageOf);
        await AnswerAsync(visit, Project(), _ => new
        {
            version = 1,
            project = Oak,
            timeline = new[] { new { at = Long, kind = "Found", words = Words } },
            runs = Array.Empty<object>(),
            findings = new[] { new { code = "odd", severity = "Error", message = Words } },
            products = Array.Empty<object>(),
            report = true,
            map = false,
            actions = new { retry = false, stop = false },
        });

        await visit.Page.GotoAsync(served.Address.ToString());
        await Expect(visit.Row("oak").Locator(".words")).ToHaveTextAsync(shown);
        await Expect(visit.Row("oak").Locator(".found")).ToHaveTextAsync(new Regex(@"^[0-9.]+\syears ago$"));
        await Expect(visit.Page.Locator("#watcher")).ToHaveTextAsync("Watched by one, started 4 Mar 2021, 11:47.");

        await visit.Page.GotoAsync(served.PageOf("oak").ToString());
        await Expect(visit.Page.Locator("#words")).ToHaveTextAsync(shown);
        await Expect(visit.Page.Locator("#timeline .what")).ToHaveTextAsync(shown);
        await Expect(visit.Page.Locator("#timeline time")).ToHaveTextAsync("4 Mar 2021, 11:47");
        await Expect(visit.Page.Locator("#findings .message")).ToHaveTextAsync(shown);
        Assert.Empty(visit.Complaints);
    }

    /// <summary>The same request brings the same refusal.</summary>
    [Theory]
    [InlineData(400, "It is wrong.")]
    [InlineData(503, "It is wrong. The list is loaded again by itself.")]
    public async Task That_it_is_loaded_again_is_said_only_where_that_may_help(int status, string notice)
    {
        await using var served = await ServedShare.StartAsync(new TestShare());
        await using var visit = await browser.OpenAsync();
        await AnswerAsync(visit, List(), _ => new { title = "It is wrong." }, status);

        await visit.Page.GotoAsync(served.Address.ToString());

        await Expect(visit.Page.Locator(".notice")).ToHaveTextAsync(notice);
    }

    /// <summary>A page of a long list, as the address asks for it.</summary>
    private static object PageOf(string address) => new
    {
        version = 1,
        asOf = TimeProvider.System.GetUtcNow(),
        watcher = "one, started 2021-03-04 19:47:43Z",
        role = "leader",
        counts = new { Waiting = 3009 },
        total = 3009,
        matching = 3009,
        page = address.EndsWith("page=2", StringComparison.Ordinal) ? 2 : 1,
        pageSize = 50,
        pages = 61,
        projects = Enumerable.Range(2, 49)
            .Select(object (number) => new { project = $"oak-{number}", state = "Waiting", words = "" }).Prepend(Oak),
    };

    private static async Task AnswerAsync(Visit visit, Regex address, Func<string, object> answer, int status = 200) =>
        await visit.Page.RouteAsync(address, route => route.FulfillAsync(new()
        {
            Status = status,
            ContentType = "application/json",
            Body = JsonSerializer.Serialize(answer(route.Request.Url)),
        }));

    [GeneratedRegex(@"/api/v1/projects(\?|$)")]
    private static partial Regex List();

    [GeneratedRegex("/api/v1/projects/oak$")]
    private static partial Regex Project();
}
