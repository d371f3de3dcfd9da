using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using OfoWatcher.Dashboard.Pages;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Dashboard.Pages;

/// <summary>The files of the pages, and how they are sent.</summary>
public sealed partial class PageFilesTests : IDisposable
{
    private readonly HttpClient http = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => http.Dispose();

    [Fact]
    public async Task Pages_and_what_they_are_made_of_have_their_types_a_policy_and_are_asked_for_again()
    {
        await using var served = await ServedShare.StartAsync(new TestShare());
        foreach (var (path, type) in new[]
        {
            ("/", "text/html"), ("/projects/oak", "text/html"), ("/projects/%3Cscript%3E", "text/html"),
            ("/assets/list.js", "text/javascript"), ("/assets/base.css", "text/css"),
            ("/assets/icon.svg", "image/svg+xml"),
        })
        {
            using var answer = await GetAsync(served, path);

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
            Assert.Equal("no-cache", answer.Headers.CacheControl!.ToString());
            Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
            Assert.StartsWith(
                "default-src 'none'; script-src 'self'; ",
                Assert.Single(answer.Headers.GetValues("Content-Security-Policy")),
                StringComparison.Ordinal);
            Assert.False(answer.Headers.ETag!.IsWeak);
        }
    }

    [Fact]
    public async Task A_file_that_has_not_changed_is_not_sent_again()
    {
        await using var served = await ServedShare.StartAsync(new TestShare());
        using var first = await GetAsync(served, "/assets/list.js");

        using var again = await GetAsync(served, "/assets/list.js", ("If-None-Match", first.Headers.ETag!.Tag));
        using var other = await GetAsync(served, "/assets/list.js", ("If-None-Match", "\"another\""));

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(first.Headers.ETag, again.Headers.ETag);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Theory]
    [InlineData("gzip, deflate", true)]
    [InlineData("br;q=1.0, gzip;q=0.8", true)]
    [InlineData("gzip;q=0", false)]
    [InlineData("identity", false)]
    public async Task A_file_is_packed_for_those_who_can_unpack_it(string encodings, bool isPacked)
    {
        await using var served = await ServedShare.StartAsync(new TestShare());
        var file = PageFile.ReadAll()["assets/list.js"];

        using var answer = await GetAsync(served, "/assets/list.js", ("Accept-Encoding", encodings));

        Assert.Equal(isPacked ? ["gzip"] : [], answer.Content.Headers.ContentEncoding);
        Assert.Equal(isPacked ? file.PackedTag : file.Tag, answer.Headers.ETag!.Tag);
        await using var body = await answer.Content.ReadAsStreamAsync(Cancellation);
        await using var plain = isPacked ? new GZipStream(body, CompressionMode.Decompress) : body;
        using var bytes = new MemoryStream();
        await plain.CopyToAsync(bytes, Cancellation);
        Assert.Equal(file.Plain, bytes.ToArray());
    }

    [Theory]
    [InlineData("/assets/")]
    [InlineData("/assets/index.html")]
    [InlineData("/assets/..%2fproject.html")]
    [InlineData("/assets/List.js.map")]
    [InlineData("/projects")]
    [InlineData("/projects/oak/more")]
    public async Task Nothing_else_is_served(string path)
    {
        await using var served = await ServedShare.StartAsync(new TestShare());

        using var answer = await GetAsync(served, path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    /// <summary>The policy would refuse them in the browser, one by one and only where they are used.</summary>
    [Fact]
    public void No_file_holds_what_the_policy_forbids_or_fetches_from_elsewhere()
    {
        var files = PageFile.ReadAll().ToDictionary(
            file => file.Key, file => System.Text.Encoding.UTF8.GetString(file.Value.Plain));

        Assert.Contains("assets/list.js", files.Keys);
        Assert.All(files, file => Assert.DoesNotMatch(Elsewhere(), file.Value));
        Assert.All(files.Where(file => file.Key.EndsWith(".html", StringComparison.Ordinal)), file =>
        {
            Assert.DoesNotMatch(Inline(), file.Value);
            Assert.All(
                Assets().Matches(file.Value), asset => Assert.Contains(asset.Groups["path"].Value, files.Keys));
        });
        Assert.All(
            files.Where(file => file.Key.EndsWith(".js", StringComparison.Ordinal)),
            file => Assert.DoesNotMatch(AsHtml(), file.Value));
    }

    private async Task<HttpResponseMessage> GetAsync(
        ServedShare served, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(served.Address, path));
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await http.SendAsync(request, Cancellation);
    }

    [GeneratedRegex(@"https?://(?!www\.w3\.org/2000/svg)", RegexOptions.IgnoreCase)]
    private static partial Regex Elsewhere();

    [GeneratedRegex("""\son\w+=|\sstyle=|<style|<script(?![^>]*\ssrc=)|javascript:""", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();

    [GeneratedRegex("""(?:src|href)="/(?<path>assets/[^"]+)""")]
    private static partial Regex Assets();

    [GeneratedRegex(@"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function")]
    private static partial Regex AsHtml();
}
