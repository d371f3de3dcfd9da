using System.Net.Http.Headers;
using OfoWatcher.Dashboard.Projects;
using OfoWatcher.Markers;

namespace OfoWatcher.Tests.Dashboard.Projects;

public sealed class ProjectFilesTests : IAsyncDisposable
{
    private readonly ServedShare served = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => served.DisposeAsync();

    [Theory]
    [InlineData("report.html", "text/html; charset=utf-8", "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'")]
    [InlineData("map.svg", "image/svg+xml", "sandbox; default-src 'none'; style-src 'unsafe-inline'")]
    [InlineData("runs/{run}/config.yml", "text/plain; charset=utf-8", "sandbox; default-src 'none'")]
    [InlineData("runs/{run}/log.txt", "text/plain; charset=utf-8", "sandbox; default-src 'none'")]
    public async Task Files_of_a_project_are_shown_and_may_do_nothing(string path, string type, string policy)
    {
        var run = served.Complete("oak").Run;
        served.Write("oak", path.Replace("runs/{run}", run, StringComparison.Ordinal), "<script>alert(1)</script>");
        await served.StartAsync();

        using var answer = await served.SendAsync(
            $"/api/v1/projects/oak/{path.Replace("{run}", run, StringComparison.Ordinal)}");

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType!.ToString());
        Assert.Equal([policy], answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
        Assert.Null(answer.Content.Headers.ContentDisposition);
        Assert.Equal("<script>alert(1)</script>", await answer.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task A_run_that_keeps_no_log_of_its_own_gives_the_one_of_automate_metashape()
    {
        var run = served.Complete("oak", "output/oak_log.txt").Run;
        await served.StartAsync();

        Assert.Equal((200, "product"), await served.GetAsync($"/api/v1/projects/oak/runs/{run}/log.txt"));
        Assert.Equal("product", (await served.FindAsync("oak")).GetProperty("log").GetProperty("lines")[0].GetString());
    }

    [Theory]
    [InlineData("oak_ortho.tif", "attachment; filename=oak_ortho.tif; filename*=UTF-8''oak_ortho.tif")]
    [InlineData("a \"b\"; c=d.tif", "attachment; filename=\"a \\\"b\\\"; c=d.tif\"; filename*=UTF-8''a%20%22b%22%3B%20c%3Dd.tif")]
    [InlineData("süd\n<b>%41.tif", "attachment; filename=\"s_d_<b>%41.tif\"; filename*=UTF-8''s%C3%BCd%0A%3Cb%3E%2541.tif")]
    public async Task A_product_is_fetched_as_a_file_of_its_own_name(string name, string disposition)
    {
        var product = served.Complete("oak", $"output/sub folder/{name}").Products[0].Path;
        await served.StartAsync();

        using var answer = await served.SendAsync(UrlOf(product));

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal([disposition], answer.Content.Headers.GetValues("Content-Disposition"));
        Assert.Equal("application/octet-stream", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal(["sandbox; default-src 'none'"], answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Equal("product", await answer.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task A_large_product_comes_whole_and_in_parts()
    {
        var product = served.Complete("oak", "output/a.tif").Products[0].Path;
        var bytes = new byte[5_000_001];
        new Random(1).NextBytes(bytes);
        await File.WriteAllBytesAsync(served.Share.Result("oak", product), bytes, Cancellation);
        await served.StartAsync();

        using var whole = await served.SendAsync(UrlOf(product));
        using var part = await served.SendAsync(UrlOf(product), headers: ("Range", "bytes=1048570-3000000"));
        using var end = await served.SendAsync(UrlOf(product), headers: ("Range", "bytes=-3"));
        using var head = await served.SendAsync(UrlOf(product), HttpMethod.Head);
        using var behind = await served.SendAsync(UrlOf(product), headers: ("Range", "bytes=5000001-"));

        Assert.Equal(bytes, await whole.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Equal(206, (int)part.StatusCode);
        Assert.Equal(new ContentRangeHeaderValue(1_048_570, 3_000_000, 5_000_001), part.Content.Headers.ContentRange);
        Assert.Equal(bytes[1_048_570..3_000_001], await part.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Equal(bytes[^3..], await end.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Equal((200, 5_000_001L), ((int)head.StatusCode, head.Content.Headers.ContentLength));
        Assert.Equal(416, (int)behind.StatusCode);
    }

    [Fact]
    public async Task A_part_of_a_product_that_has_changed_meanwhile_is_the_whole_new_one()
    {
        var product = served.Complete("oak", "output/a.tif").Products[0].Path;
        await served.StartAsync();
        using var first = await served.SendAsync(UrlOf(product));
        served.Write("oak", product, "another product");

        using var rest = await served.SendAsync(
            UrlOf(product), headers: [("Range", "bytes=3-"), ("If-Range", first.Headers.ETag!.ToString())]);

        Assert.Equal((200, "another product"), ((int)rest.StatusCode, await rest.Content.ReadAsStringAsync(Cancellation)));
    }

    [Fact]
    public async Task Only_what_the_marker_names_is_a_product()
    {
        var marker = served.Complete("oak", "output/a.tif");
        served.Write("oak", $"{marker.Run}/output/b.tif", "secret");
        served.Write("oak", "beside.txt", "secret");
        served.Write(marker with
        {
            Products =
            [
                .. marker.Products, new("beside.txt", 6), new($"{marker.Run}/../beside.txt", 6),
                new($"{marker.Run}/missing", 6), new($"{marker.Run}/output", 6), new("/etc/passwd", 6),
                new($"{marker.Run}//etc/passwd", 6), new($"{marker.Run}/./output/b.tif", 6),
            ],
        });
        await served.StartAsync();

        Assert.Equal(200, (await served.GetAsync(UrlOf(marker.Products[0].Path))).Status);
        foreach (var path in new[]
        {
            $"{marker.Run}/output/b.tif", "beside.txt", $"{marker.Run}/missing", $"{marker.Run}/output",
            $"{marker.Run}/config.yml", "COMPLETED.json", "",
        })
        {
            Assert.Equal((path, 404), (path, (await served.GetAsync(UrlOf(path))).Status));
        }
    }

    [Fact]
    public async Task Without_a_marker_that_says_completed_there_are_no_products()
    {
        var marker = served.Complete("oak", "output/a.tif");
        MarkerStore.Remove(served.Share.Result("oak"));
        await served.StartAsync();

        Assert.Equal(404, (await served.GetAsync(UrlOf(marker.Products[0].Path))).Status);
    }

    [Fact]
    public async Task No_link_is_followed_anywhere_on_the_way()
    {
        var marker = served.Complete("oak", "output/file.tif", "output/folder/inner.tif", "output/hard.tif");
        var secret = served.Write("elm", "secret/inner.tif", "secret");
        foreach (var path in new[] { "report.html", "map.svg", $"{marker.Run}/config.yml", $"{marker.Run}/log.txt" })
            File.CreateSymbolicLink(served.Share.Result("oak", path), secret);
        File.Delete(served.Share.Result("oak", marker.Run, "output", "file.tif"));
        File.CreateSymbolicLink(served.Share.Result("oak", marker.Run, "output", "file.tif"), secret);
        Directory.Delete(served.Share.Result("oak", marker.Run, "output", "folder"), recursive: true);
        Directory.CreateSymbolicLink(
            served.Share.Result("oak", marker.Run, "output", "folder"), Path.GetDirectoryName(secret)!);
        Directory.CreateSymbolicLink(served.Share.Result("linked"), served.Share.Result("elm"));
        await served.StartAsync();

        var answers = new List<(string, int)>();
        foreach (var path in new[]
        {
            "oak/report.html", "oak/map.svg", $"oak/runs/{marker.Run}/config.yml", $"oak/runs/{marker.Run}/log.txt",
            $"oak/products/{marker.Run}/output/file.tif", $"oak/products/{marker.Run}/output/folder/inner.tif",
        })
        {
            answers.Add((path, (await served.GetAsync($"/api/v1/projects/{path}")).Status));
        }

        Assert.All(answers, answer => Assert.Equal(404, answer.Item2));
        Assert.Equal(200, (await served.GetAsync(UrlOf(marker.Products[2].Path))).Status);
        var oak = await served.FindAsync("oak");
        Assert.False(oak.GetProperty("report").GetBoolean());
        Assert.False(oak.TryGetProperty("log", out _));
    }

    [Theory]
    [InlineData("/api/v1/projects/../../etc/passwd")]
    [InlineData("/api/v1/projects/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/api/v1/projects/..%2f..%2fetc%2fpasswd/report.html")]
    [InlineData("/api/v1/projects/%2e%2e%2felm/report.html")]
    [InlineData("/api/v1/projects/..\\elm/report.html")]
    [InlineData("/api/v1/projects/%252e%252e/report.html")]
    [InlineData("/api/v1/projects/./report.html")]
    [InlineData("/api/v1/projects/oak/products/../../elm/report.html/x")]
    [InlineData("/api/v1/projects/oak/products/{run}/%2e%2e/%2e%2e/elm/report.html")]
    [InlineData("/api/v1/projects/oak/products/{run}%2foutput%2f..%2f..%2f..%2felm%2freport.html")]
    [InlineData("/api/v1/projects/oak/products/{run}/output/..%2f..%2f..%2felm/report.html")]
    [InlineData("/api/v1/projects/oak/products//etc/passwd")]
    [InlineData("/api/v1/projects/oak/products/%2fetc%2fpasswd")]
    [InlineData("/api/v1/projects/oak/products/{run}/output/a.tif%00.html")]
    [InlineData("/api/v1/projects/oak%00/report.html")]
    [InlineData("/api/v1/projects/oak/runs/..%2f..%2felm/log.txt")]
    [InlineData("/api/v1/projects/oak/runs/%2e%2e/log.txt")]
    [InlineData("/api/v1/projects/oak/runs/{run}%2f../log.txt")]
    [InlineData("/api/v1/projects/.ofo-watcher/runs/x/log.txt")]
    [InlineData("/api/v1/projects/%ff%fe/report.html")]
    [InlineData("/api/v1/projects/<script>/report.html")]
    public async Task Nothing_outside_of_the_project_can_be_had_by_any_way_of_writing_it(string target)
    {
        var marker = served.Complete("oak", "output/a.tif");
        served.Write("elm", "report.html", "secret");
        served.Write("elm", "log.txt", "secret");
        served.Write("", "log.txt", "secret");
        served.Write(".ofo-watcher", "x/log.txt", "secret");
        await served.StartAsync();

        var answer = await served.SendRawAsync(target.Replace("{run}", marker.Run, StringComparison.Ordinal));

        Assert.Matches(@"\AHTTP/1\.1 (400|404) ", answer);
        Assert.DoesNotContain("secret", answer);
        Assert.DoesNotContain("root:", answer);
        Assert.DoesNotContain(served.Share.Output, answer);
        Assert.DoesNotContain("<script>", answer);
    }

    [Fact]
    public async Task The_elm_of_these_tests_can_be_had_by_its_own_name()
    {
        served.Write("elm", "report.html", "secret");
        await served.StartAsync();

        Assert.Contains("secret", await served.SendRawAsync("/api/v1/projects/elm/report.html"));
        Assert.Contains("secret", await served.SendRawAsync("/api/v1/projects/e%6cm/report.html"));
    }

    [Fact]
    public async Task Only_a_few_products_are_sent_at_once_and_all_else_goes_on()
    {
        var marker = served.Complete("oak", "output/a.tif");
        var product = UrlOf(marker.Products[0].Path);
        served.Write("oak", "map.svg", "<svg/>");
        served.Write("oak", $"{marker.Run}/log.txt", "said");
        using (var large = File.OpenWrite(served.Share.Result("oak", marker.Products[0].Path)))
            large.SetLength(200_000_000);
        await served.StartAsync();
        var going = new List<HttpResponseMessage>();
        for (var download = 0; download < FileSender.MostProducts; download++)
            going.Add(await served.SendAsync(product));

        using var refused = await served.SendAsync(product);

        Assert.All(going, answer => Assert.Equal(200, (int)answer.StatusCode));
        Assert.Equal(503, (int)refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(10), refused.Headers.RetryAfter!.Delta);
        using (var head = await served.SendAsync(product, HttpMethod.Head))
            Assert.Equal((200, 200_000_000L), ((int)head.StatusCode, head.Content.Headers.ContentLength));
        Assert.Equal(200, (await served.GetAsync("/api/v1/projects/oak/map.svg")).Status);
        Assert.Equal((200, "said"), await served.GetAsync($"/api/v1/projects/oak/runs/{marker.Run}/log.txt"));
        await served.FindAsync("oak");

        going.ForEach(answer => answer.Dispose());
        await Fixtures.Eventually.TrueAsync(
            async () =>
            {
                using var again = await served.SendAsync(product);
                return (int)again.StatusCode == 200;
            },
            "a place is free again");
    }

    private static string UrlOf(string product) =>
        "/api/v1/projects/oak/products/" + string.Join('/', product.Split('/').Select(Uri.EscapeDataString));
}
