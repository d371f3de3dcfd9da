using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using OfoWatcher.Dashboard;
using OfoWatcher.Dashboard.Actions;
using OfoWatcher.Dashboard.Security;
using OfoWatcher.Intake;
using OfoWatcher.Markers;
using OfoWatcher.Tests.Dashboard.Security;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Tests.Intake;
using OfoWatcher.Tests.Markers;

namespace OfoWatcher.Tests.Dashboard.Actions;

/// <summary>Who may ask for something to be done, and what is answered.</summary>
public sealed class ActionsApiTests
{
    private const string WithToken = "--Dashboard:Token=" + SiteUnderTest.Token;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_token_in_the_settings_nothing_can_be_asked()
    {
        await using var site = await SiteUnderTest.StartAsync();
        AddFailed(site, "oak");

        Assert.Equal(404, await StatusAsync(site.ActAsync("oak", "retry")));
        Assert.Equal(404, await StatusAsync(site.ActAsync("oak", "retry", token: "")));
        Assert.Null(RequestOf(site, "oak"));
    }

    [Fact]
    public async Task Only_the_right_token_from_no_other_site_is_taken()
    {
        await using var site = await SiteUnderTest.StartAsync(WithToken);
        AddFailed(site, "oak");

        using var missing = await site.ActAsync("oak", "retry", token: null);
        Assert.Equal(401, (int)missing.StatusCode);
        Assert.Equal("Bearer", missing.Headers.WwwAuthenticate.ToString());
        Assert.Equal(401, await StatusAsync(site.ActAsync("oak", "retry", SiteUnderTest.Token[..^1])));
        Assert.Equal(
            401, await StatusAsync(site.ActAsync("oak", "retry", null, ("Cookie", $"token={SiteUnderTest.Token}"))));
        const string inAddress = "/api/v1/projects/oak/retry?token=" + SiteUnderTest.Token;
        Assert.Equal(401, await StatusAsync(site.SendAsync(HttpMethod.Post, inAddress)));
        foreach (var header in new[] { ("Origin", "https://evil.example"), ("Sec-Fetch-Site", "cross-site") })
            Assert.Equal(403, await StatusAsync(site.ActAsync("oak", "retry", SiteUnderTest.Token, header)));
        Assert.Null(RequestOf(site, "oak"));

        using var taken = await site.ActAsync(
            "oak", "retry", SiteUnderTest.Token, ("Origin", site.Address.GetLeftPart(UriPartial.Authority)));
        Assert.Equal(202, (int)taken.StatusCode);
        using var body = JsonDocument.Parse(await taken.Content.ReadAsStringAsync(Cancellation));
        Assert.StartsWith(
            "it will be taken up anew", body.RootElement.GetProperty("words").GetString(), StringComparison.Ordinal);
        Assert.Equal(RequestKind.Retry, RequestOf(site, "oak")!.Kind);
        Assert.Equal("127.0.0.1", RequestOf(site, "oak")!.From);
    }

    [Fact]
    public async Task Wrong_tokens_are_slowed_down_and_say_when_to_try_again()
    {
        await using var site = await SiteUnderTest.StartAsync(WithToken);
        for (var guess = 0; guess < 10; guess++)
            Assert.Equal(401, await StatusAsync(site.ActAsync("oak", "retry", $"wrong-{guess}-wrong-wrong")));

        using var refused = await site.ActAsync("oak", "retry", "wrong-again-wrong-wrong");

        Assert.Equal(429, (int)refused.StatusCode);
        Assert.Equal("60", refused.Headers.RetryAfter!.ToString());
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
        AddFailed(site, "oak");
        Assert.Equal(202, await StatusAsync(site.ActAsync("oak", "retry"))); // Whoever has it must be able to stop a run.
    }

    [Fact]
    public async Task A_flood_of_requests_is_refused_with_when_to_try_again()
    {
        await using var site = await SiteUnderTest.StartAsync(WithToken);
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(_ => site.ActAsync("oak", "retry", token: null)));

        var refused = answers.Where(answer => (int)answer.StatusCode == 429).ToList();

        Assert.NotEmpty(refused);
        Assert.All(refused, answer => Assert.NotNull(answer.Headers.RetryAfter));
        Assert.Equal(200, await StatusAsync(site.SendAsync(HttpMethod.Get, "/healthz")));
        Assert.All(answers, answer => answer.Dispose());
    }

    [Fact]
    public async Task Whoever_has_the_token_is_kept_out_by_nobody_who_has_not()
    {
        await using var site = await SiteUnderTest.StartAsync(WithToken);
        AddFailed(site, "oak");
        for (var time = 0; time < 100; time++)
        {
            await StatusAsync(site.ActAsync("oak", "retry", time % 2 == 0 ? null : "wrong-wrong-wrong-wrong"));
            Assert.Equal(404, await StatusAsync(site.SendAsync(HttpMethod.Post, "/nothing")));
        }

        Assert.Equal(202, await StatusAsync(site.ActAsync("oak", "retry")));
    }

    [Fact]
    public async Task What_is_refused_again_and_again_is_told_ten_times_and_then_as_a_number()
    {
        await using var site = await SiteUnderTest.StartAsync(WithToken);
        AddFailed(site, "oak");
        var (time, told) = (new FakeTimeProvider(), new LogLines<ActionsApi>());
        var known = site.The<KnownAddress>();
        using var check = new TokenCheck(() => SiteUnderTest.Token);
        using var api = new ActionsApi(
            site.The<RequestDesk>(), check, new OtherSites(known), site.The<PublicWords>(), time, told);
        for (var guess = 0; guess < 50; guess++)
            await api.AnswerAsync(Asking("wrong-wrong-wrong-wrong"), "oak", RequestKind.Stop);
        await api.AnswerAsync(Asking(SiteUnderTest.Token), "oak", RequestKind.Retry);

        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(12, told.All.Count);
        Assert.All(told.AllWithLevel.Take(10), line => Assert.Equal(
            "Warning: 10.0.0.7 asks to Stop oak: refused (401), The token is not the right one.", line));
        Assert.StartsWith(
            "Information: 10.0.0.7 asks to Retry oak: accepted", told.AllWithLevel[10], StringComparison.Ordinal);
        Assert.Equal(
            "Warning: 10.0.0.7 was refused 40 further requests to retry or stop within a minute", told.AllWithLevel[11]);
    }

    [Fact]
    public async Task A_token_that_is_changed_in_the_settings_counts_at_once()
    {
        var settings = new FixedOptions<DashboardOptions>(
            new DashboardOptions { Listen = "http://127.0.0.1:0", Token = SiteUnderTest.Token });
        await using var site = await SiteUnderTest.StartAsync(
            services => services.AddSingleton<IOptionsMonitor<DashboardOptions>>(settings));
        AddFailed(site, "oak");

        settings.CurrentValue = settings.CurrentValue with { Token = "another-0123456789" };

        Assert.Equal(401, await StatusAsync(site.ActAsync("oak", "retry")));
        Assert.Equal(202, await StatusAsync(site.ActAsync("oak", "retry", "another-0123456789")));
    }

    [Fact]
    public async Task The_page_behind_a_proxy_that_asks_by_another_name_may_act()
    {
        await using var site = await SiteUnderTest.StartAsync(
            WithToken, "--Notifications:LinkBase=https://ofo.example.org");
        AddFailed(site, "oak");

        Assert.Equal(
            403, await StatusAsync(site.ActAsync("oak", "retry", SiteUnderTest.Token, ("Origin", "https://evil.example"))));
        Assert.Equal(
            202, await StatusAsync(site.ActAsync("oak", "retry", SiteUnderTest.Token, ("Origin", "https://ofo.example.org"))));
    }

    [Theory]
    [InlineData("pine")]
    [InlineData("..")]
    [InlineData("../oak")]
    [InlineData("/etc")]
    [InlineData(".ofo-watcher")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("oak\n620: forged")]
    public async Task A_project_that_has_no_results_is_not_found_whatever_its_name(string project)
    {
        await using var site = await SiteUnderTest.StartAsync(WithToken);
        AddFailed(site, "oak");

        Assert.Equal(404, await StatusAsync(site.ActAsync(project, "retry")));
        Assert.Null(RequestOf(site, "oak"));
    }

    [Fact]
    public async Task What_cannot_be_done_as_the_project_stands_is_a_conflict_with_the_reason()
    {
        await using var site = await SiteUnderTest.StartAsync(WithToken);
        AddFailed(site, "oak");
        Directory.CreateDirectory(site.Share.Result("pine"));

        Assert.Equal("no run of it is under way", await ConflictAsync(site, "oak", "stop"));
        Assert.Equal("it has not ended and is not held", await ConflictAsync(site, "pine", "retry"));
        Directory.CreateDirectory(site.Share.Result("elm"));
        MarkerStore.Write(site.Share.Result("elm"), SampleMarkers.Failed with { Project = "elm" });
        Assert.Equal("it is not on the share", await ConflictAsync(site, "elm", "retry"));
        Assert.Equal(202, await StatusAsync(site.ActAsync("oak", "retry")));
        Assert.Equal("an earlier request waits to be taken up", await ConflictAsync(site, "oak", "retry"));
    }

    private static DefaultHttpContext Asking(string token)
    {
        var context = new DefaultHttpContext { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };
        context.Connection.RemoteIpAddress = IPAddress.Parse("10.0.0.7");
        context.Request.Headers.Authorization = $"Bearer {token}";
        return context;
    }

    private static async Task<string?> ConflictAsync(SiteUnderTest site, string project, string action)
    {
        using var answer = await site.ActAsync(project, action);
        Assert.Equal(409, (int)answer.StatusCode);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation));
        return problem.RootElement.GetProperty("detail").GetString();
    }

    private static async Task<int> StatusAsync(Task<HttpResponseMessage> asked)
    {
        using var answer = await asked;
        return (int)answer.StatusCode;
    }

    private static void AddFailed(SiteUnderTest site, string project)
    {
        Directory.CreateDirectory(site.Share.Result(project));
        MarkerStore.Write(site.Share.Result(project), SampleMarkers.Failed with { Project = project });
        site.The<ProjectCatalog>().Replace(new Dictionary<string, ProjectUpload>
        {
            [project] = new()
            {
                Project = project,
                Folder = site.Share.Project(project),
                Entry = UploadEntries.First(UploadEntries.Photos),
            },
        });
    }

    private static ProjectRequest? RequestOf(SiteUnderTest site, string project) =>
        new MarkerStore().Read(site.Share.Result(project)).Request?.Request;
}
