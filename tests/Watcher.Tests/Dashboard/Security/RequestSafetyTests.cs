using System.Net;
using System.Text.Json;
using OfoWatcher.Dashboard.Security;
using OfoWatcher.Notifications;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Dashboard.Security;

/// <summary>What the server answers to requests that no page of ours sends.</summary>
public sealed class RequestSafetyTests : IAsyncLifetime
{
    private SiteUnderTest? site;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private SiteUnderTest Site => site!;

    public async ValueTask InitializeAsync() => site = await SiteUnderTest.StartAsync();

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/api/v1/projects")]
    [InlineData("/nothing/here")]
    [InlineData("/api/v1/nothing")]
    public async Task Every_answer_tells_browsers_to_trust_it_with_little(string path)
    {
        using var answer = await Site.SendAsync(HttpMethod.Get, path);

        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("DENY", Header(answer, "X-Frame-Options"));
        Assert.Equal("no-referrer", Header(answer, "Referrer-Policy"));
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Resource-Policy"));
        Assert.Contains("geolocation=()", Header(answer, "Permissions-Policy"), StringComparison.Ordinal);
        Assert.Equal(SecurityHeaders.DefaultPolicy, Header(answer, "Content-Security-Policy"));
        Assert.Equal("no-store", Header(answer, "Cache-Control"));
    }

    [Theory]
    [InlineData("DELETE", "/api/v1/projects/oak", 405)]
    [InlineData("PUT", "/", 405)]
    [InlineData("OPTIONS", "/api/v1/projects", 405)]
    [InlineData("TRACE", "/", 405)]
    [InlineData("POST", "/api/v1/projects", 405)]
    [InlineData("GET", "/api/v1/projects/oak/retry", 405)]
    [InlineData("GET", "/api/v1/projects/oak/stop", 405)]
    [InlineData("POST", "/api/v1/projects/oak/explode", 404)]
    [InlineData("GET", "/api/v1/nothing", 404)]
    public async Task A_method_or_address_that_is_not_answered_is_a_problem_in_plain_words(
        string method, string path, int status)
    {
        using var answer = await Site.SendAsync(new HttpMethod(method), path);

        Assert.Equal(status, (int)answer.StatusCode);
        var body = await answer.Content.ReadAsStringAsync(Cancellation);
        if (!path.StartsWith("/api/", StringComparison.Ordinal))
        {
            Assert.Equal("text/plain", answer.Content.Headers.ContentType!.MediaType);
            return;
        }

        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        using var problem = JsonDocument.Parse(body);
        Assert.Equal(status, problem.RootElement.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.RootElement.GetProperty("title").GetString()!);
        Assert.NotEmpty(problem.RootElement.GetProperty("detail").GetString()!);
    }

    [Fact]
    public async Task HEAD_is_GET_without_a_body()
    {
        using var answer = await Site.SendAsync(HttpMethod.Head, "/healthz");

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal(2, answer.Content.Headers.ContentLength);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Theory]
    [InlineData("GET /../../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "404")]
    [InlineData("GET /api/v1/projects/..%2f..%2fetc%2fpasswd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "404")]
    [InlineData("GET /api/v1/projects/%2e%2e/retry HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "40")]
    [InlineData("GET / HTTP/1.1\r\nConnection: close\r\n\r\n", "400")]
    [InlineData("GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n", "400")]
    [InlineData("NONSENSE\r\n\r\n", "400")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1025\r\nConnection: close\r\n\r\n", "413")]
    public async Task What_is_malformed_or_leads_elsewhere_is_refused(string request, string status) =>
        Assert.StartsWith($"HTTP/1.1 {status}", await Site.SendRawAsync(request), StringComparison.Ordinal);

    [Fact]
    public async Task What_is_too_long_is_refused()
    {
        var letters = new string('a', 20_000);
        var many = string.Concat(Enumerable.Range(0, 100).Select(number => $"X-{number}: 1\r\n"));

        foreach (var (request, status) in new[]
        {
            ($"GET /{letters} HTTP/1.1\r\n", 414),
            ($"GET / HTTP/1.1\r\nHost: x\r\nX: {letters}\r\n\r\n", 431),
            ($"GET / HTTP/1.1\r\nHost: x\r\n{many}\r\n", 431),
        })
            Assert.StartsWith($"HTTP/1.1 {status}", await Site.SendRawAsync(request), StringComparison.Ordinal);
        Assert.Equal(200, (int)(await Site.SendAsync(HttpMethod.Get, "/healthz")).StatusCode);
    }

    [Theory]
    [InlineData("localhost:8080", 200)]
    [InlineData("127.0.0.1", 200)]
    [InlineData("[::1]:8080", 200)]
    [InlineData("192.168.1.7:8080", 200)]
    [InlineData("ofo-watcher", 200)]
    [InlineData("ofo.localhost", 200)]
    [InlineData("evil.example", 421)]
    [InlineData("127.0.0.1.evil.example:8080", 421)]
    public async Task Over_the_loopback_a_name_that_may_be_another_sites_is_not_answered(string host, int status)
    {
        using var answer = await Site.SendAsync(HttpMethod.Get, "/api/v1/projects", ("Host", host));

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    [InlineData("/metrics")]
    public async Task Probes_are_answered_by_any_name(string path)
    {
        using var answer = await Site.SendAsync(HttpMethod.Get, path, ("Host", "ofo.example.org"));

        Assert.NotEqual(421, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_proxy_on_this_machine_may_serve_the_page_by_the_name_that_the_settings_know()
    {
        await using var proxied = await SiteUnderTest.StartAsync("--Notifications:LinkBase=https://ofo.example.org");

        using var known = await proxied.SendAsync(HttpMethod.Get, "/", ("Host", "OFO.example.org"));
        using var other = await proxied.SendAsync(HttpMethod.Get, "/", ("Host", "evil.example"));

        Assert.Equal((200, 421), ((int)known.StatusCode, (int)other.StatusCode));
        Assert.Contains(
            "set Notifications:LinkBase", await other.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public void What_arrives_from_elsewhere_may_bear_any_name()
    {
        var rules = new RequestRules(
            new KnownAddress(new FixedOptions<NotificationOptions>(new NotificationOptions())));

        Assert.True(rules.IsTrusted("ofo.example.org", IPAddress.Parse("10.1.2.3")));
        Assert.True(rules.IsTrusted("ofo-watcher.ofo.svc.cluster.local", IPAddress.Parse("fd00::1")));
        Assert.False(rules.IsTrusted("ofo.example.org", IPAddress.Parse("::ffff:127.0.0.1")));
    }

    private static string Header(HttpResponseMessage answer, string name) => string.Join(
        ", ", answer.Headers.TryGetValues(name, out var values) ? values : []);
}
