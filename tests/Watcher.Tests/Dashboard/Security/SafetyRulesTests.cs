using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OfoWatcher.Dashboard.Security;
using OfoWatcher.Intake;
using OfoWatcher.Notifications;
using OfoWatcher.Platform;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Dashboard.Security;

/// <summary>The rules by themselves, where a request over the loopback could not show them.</summary>
public sealed class SafetyRulesTests
{
    private static readonly IServiceProvider Services = new ServiceCollection().AddLogging().BuildServiceProvider();

    private static readonly PublicWords Places = new(
        new OutputFolder("/data/share/out"),
        new FixedOptions<IntakeOptions>(new IntakeOptions { InputRoots = ["/data/share"] }));

    [Theory]
    [InlineData("The output folder /data/share/out does not exist.", "The output folder <output> does not exist.")]
    [InlineData("/data/share/out/oak/COMPLETED.json is damaged", "<output>/oak/COMPLETED.json is damaged")]
    [InlineData("cannot read /data/share: denied; '/data/share/oak'", "cannot read <share>: denied; '<share>/oak'")]
    [InlineData("/data/shared and /data/share-2", "/data/shared and /data/share-2")]
    [InlineData("nothing", "nothing")]
    public void Places_of_this_machine_are_called_by_what_they_are(string words, string expected) =>
        Assert.Equal(expected, Places.Of(words));

    [Theory]
    [InlineData(null, null, false)]
    [InlineData("same-origin", null, false)]
    [InlineData("none", null, false)]
    [InlineData("cross-site", null, true)]
    [InlineData("same-site", null, true)]
    [InlineData("cross-site", "http://ofo.example:8080", true)]
    [InlineData("same-origin", "http://evil.example", false)] // No page can write that header.
    [InlineData(null, "http://ofo.example:8080", false)]
    [InlineData(null, "https://OFO.example:8080", false)]
    [InlineData(null, "http://ofo.example", true)]
    [InlineData(null, "http://evil.example:8080", true)]
    [InlineData(null, "null", true)]
    [InlineData(null, "", true)]
    public void A_page_of_another_site_is_told_by_what_its_browser_says(string? site, string? origin, bool isOther)
    {
        var request = Request("POST", "/", "10.0.0.1").Request;
        request.Host = new HostString("ofo.example:8080");
        if (site is not null)
            request.Headers["Sec-Fetch-Site"] = site;
        if (origin is not null)
            request.Headers.Origin = origin;

        Assert.Equal(isOther, new OtherSites(Known("")).Sent(request));
    }

    [Theory]
    [InlineData("https://xn--frh-ioa.example.org", false)]
    [InlineData("https://XN--frh-ioa.example.org:443", false)]
    [InlineData("http://xn--frh-ioa.example.org", true)]
    [InlineData("https://xn--frh-ioa.example.org:8443", true)]
    [InlineData("https://evil.example", true)]
    [InlineData("null", true)]
    public void A_page_at_the_address_that_people_use_is_no_other_site_whatever_a_proxy_asks_by(string origin, bool isOther)
    {
        var request = Request("POST", "/", "127.0.0.1").Request;
        request.Host = new HostString("localhost:8080");
        request.Headers.Origin = origin;

        Assert.Equal(isOther, new OtherSites(Known("https://früh.example.org/")).Sent(request));
    }

    [Theory]
    [InlineData("GET", "/healthz", "Probe")]
    [InlineData("GET", "/metrics", "Probe")]
    [InlineData("GET", "/", "Read")]
    [InlineData("GET", "/api/v1/projects", "Read")]
    [InlineData("GET", "/api/v1/events", "Listen")]
    [InlineData("GET", "/api/v1/projects/oak", "Look")]
    [InlineData("GET", "/api/v1/projects/oak/runs/a/log.txt", "Download")]
    [InlineData("GET", "/api/v1/projects/oak/runs/a/config.yml", "Download")]
    [InlineData("GET", "/api/v1/projects/oak/report.html", "Download")]
    [InlineData("GET", "/api/v1/Projects/oak/Products/a/output/b.tif", "Download")]
    [InlineData("GET", "/api/v1/projects/oak/", "Look")]
    [InlineData("GET", "/api/v1/projects/", "Read")]
    [InlineData("GET", "/api/v1/events/", "Listen")]
    [InlineData("GET", "/healthz/", "Probe")]
    [InlineData("GET", "/api/v1/projects/oak/products/a/b.tif", "Download")]
    [InlineData("POST", "/healthz", "Read")]
    [InlineData("POST", "/nothing", "Read")]
    [InlineData("POST", "/api/v1/projects/oak", "Read")]
    [InlineData("POST", "/api/v1/projects/oak/products/retry", "Read")]
    [InlineData("POST", "/api/v1/projects/oak/retry", "Act")]
    [InlineData("POST", "/api/v1/projects/oak/Stop/", "Act")]
    public void What_a_request_costs_is_told_by_its_address(string method, string path, string expected) =>
        Assert.Equal(expected, RequestClasses.Of(Request(method, path, "10.0.0.1").Request).ToString());

    [Theory]
    [InlineData("GET", "/", "10.0.0.1", true)]
    [InlineData("GET", "/", "127.0.0.1", false)]
    [InlineData("GET", "/healthz", "10.0.0.1", false)]
    [InlineData("GET", "/metrics", "10.0.0.1", false)]
    [InlineData("GET", "/api/v1/projects/oak/map.svg", "127.0.0.1", true)]
    [InlineData("POST", "/nothing", "10.0.0.1", true)]
    [InlineData("POST", "/api/v1/projects/oak/retry", "10.0.0.1", false)] // Its token decides.
    public void Only_what_costs_something_is_limited(string method, string path, string from, bool isLimited)
    {
        using var limits = RateLimits.Create();
        var refused = false;
        for (var request = 0; request < 5000 && !refused; request++)
        {
            using var lease = limits.AttemptAcquire(Request(method, path, from));
            refused = !lease.IsAcquired;
        }

        Assert.Equal(isLimited, refused);
        using var other = limits.AttemptAcquire(Request(method, path, "10.0.0.2"));
        Assert.True(other.IsAcquired, "another client is not held up");
    }

    [Fact]
    public void One_address_cannot_take_all_the_places_of_listeners()
    {
        using var limits = RateLimits.Create();
        var leases = Enumerable.Range(0, RateLimits.MostListeners + 10)
            .Select(_ => limits.AttemptAcquire(Request("GET", "/api/v1/events", "10.0.0.1"))).ToList();

        Assert.Equal(RateLimits.MostListeners, leases.Count(lease => lease.IsAcquired));
        using var other = limits.AttemptAcquire(Request("GET", "/api/v1/events", "10.0.0.2"));
        Assert.True(other.IsAcquired);
        leases[0].Dispose();
        using var next = limits.AttemptAcquire(Request("GET", "/api/v1/events", "10.0.0.1"));
        Assert.True(next.IsAcquired);
        leases.ForEach(lease => lease.Dispose());
    }

    [Fact]
    public void One_machine_cannot_be_many_by_its_network_of_IPv6()
    {
        Assert.Equal(Key("2001:db8::1"), Key("2001:db8::ffff:2"));
        Assert.NotEqual(Key("2001:db8::1"), Key("2001:db8:0:1::1"));
        Assert.Equal(IPAddress.Parse("10.0.0.1"), Key("::ffff:10.0.0.1"));

        static IPAddress Key(string address) => AddressKey.Of(Request("GET", "/", address));
    }

    [Fact]
    public async Task A_failure_is_told_to_the_log_and_not_to_whoever_asked()
    {
        var log = new LogLines<ErrorAnswers>();
        var context = Request("GET", "/api/v1/projects", "10.0.0.1");
        using var body = new MemoryStream();
        context.Response.Body = body;

        await new ErrorAnswers(Places, log).InvokeAsync(
            context, _ => throw new InvalidOperationException("the password is swordfish"));

        Assert.Equal(500, context.Response.StatusCode);
        Assert.Equal("Error: GET /api/v1/projects could not be answered", Assert.Single(log.AllWithLevel));
        var answer = Encoding.UTF8.GetString(body.ToArray());
        Assert.DoesNotContain("swordfish", answer, StringComparison.Ordinal);
        Assert.Contains("the watcher's log tells what", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_volume_that_failed_is_a_503_that_does_not_say_where_it_is_mounted()
    {
        var log = new LogLines<ErrorAnswers>();
        var context = Request("GET", "/api/v1/projects", "10.0.0.1");
        using var body = new MemoryStream();
        context.Response.Body = body;

        await new ErrorAnswers(Places, log).InvokeAsync(context, _ => throw new IOException("/data/share/out is gone"));

        Assert.Equal(503, context.Response.StatusCode);
        Assert.Contains("<output> is gone", Encoding.UTF8.GetString(body.ToArray()), StringComparison.Ordinal);
        Assert.Empty(log.All);
    }

    private static KnownAddress Known(string address) =>
        new(new FixedOptions<NotificationOptions>(new NotificationOptions { LinkBase = address }));

    private static DefaultHttpContext Request(string method, string path, string from)
    {
        var context = new DefaultHttpContext { RequestServices = Services };
        (context.Request.Method, context.Request.Path) = (method, path);
        context.Connection.RemoteIpAddress = IPAddress.Parse(from);
        return context;
    }
}
