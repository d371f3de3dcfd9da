namespace OfoWatcher.Tests.Commands;

public sealed class OnceCommandTests : IDisposable
{
    private readonly Share share = new();

    public void Dispose() => share.Dispose();

    [Fact]
    public async Task Passes_settle_an_upload_run_it_and_mark_it()
    {
        share.Upload("site", complete: false);

        var first = await share.RunAsync("once");
        Assert.Equal(0, first.ExitCode);
        Assert.Contains(
            first.Output, line => line.EndsWith("Z site: found, 15 photos, " + Size(15), StringComparison.Ordinal));
        Assert.DoesNotContain(first.Output, line => line.Contains("launched", StringComparison.Ordinal));

        Assert.Equal("COMPLETED.json", await share.PassUntilMarkedAsync("site"));
        var product = Assert.Single(Directory.GetFiles(share.Output, "product.txt", SearchOption.AllDirectories));
        Assert.StartsWith(Path.Combine(share.Output, "site", "site-"), product, StringComparison.Ordinal);

        // What the photos told is kept for the next look at them.
        Assert.Equal(
            15, OfoWatcher.Survey.Photos.PhotoCache.Load(Path.Combine(share.Output, ".ofo-watcher", "survey", "site")).Count);

        var last = await share.RunAsync("once");
        Assert.Equal((0, 0), (last.ExitCode, last.Output.Count)); // Nothing changed, so there is nothing to tell.
    }

    [Fact]
    public async Task A_pass_without_its_input_folder_fails()
    {
        Directory.Delete(share.Input);

        var outcome = await share.RunAsync("once");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains($"Input folder {share.Input} cannot be relied on", Assert.Single(outcome.Output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_output_folder_that_cannot_be_written_fails_the_pass_and_is_told_once()
    {
        Directory.CreateDirectory(Path.Combine(share.Output, ".ofo-watcher", "probe")); // A folder where a file is written.

        var outcome = await share.RunAsync("once");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(
            $"Output folder {share.Output} cannot be written", Assert.Single(outcome.Output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_fails_for_good_makes_that_pass_fail()
    {
        share.Script = "exit 3";
        share.Upload("site");
        var codes = new List<int>();

        await Fixtures.Eventually.TrueAsync(
            async () =>
            {
                codes.Add((await share.RunAsync("once")).ExitCode);
                return share.MarkerOf("site") is not null;
            },
            "the project has a marker");

        Assert.Equal("FAILED.json", share.MarkerOf("site"));
        Assert.Equal(1, codes[^1]);
        Assert.All(codes[..^1], code => Assert.Equal(0, code));
        Assert.Equal(0, (await share.RunAsync("once")).ExitCode); // It failed before, not now.
    }

    [Fact]
    public async Task A_name_from_the_share_forges_no_line()
    {
        const string forged = "2026-06-12 12:00:00Z site: COMPLETED";
        share.Upload("x\n" + forged);

        var outcome = await share.RunAsync("once");

        Assert.Contains(outcome.Output, line => line.Contains("x%0A", StringComparison.Ordinal));
        Assert.DoesNotContain(outcome.Output, line => line.StartsWith(forged, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_bad_upload_is_marked_at_once_and_hides_no_other()
    {
        share.Upload("bad", photos: 3);
        share.Upload("good");

        Assert.Equal("INVALID.json", await share.PassUntilMarkedAsync("bad"));
        Assert.Equal("COMPLETED.json", await share.PassUntilMarkedAsync("good"));
        Assert.True(File.Exists(Path.Combine(share.Output, "bad", "report.json")));
        Assert.Contains(
            "This project may not run",
            await File.ReadAllTextAsync(
                Path.Combine(share.Output, "bad", "report.html"), TestContext.Current.CancellationToken));
        Assert.True(File.Exists(Path.Combine(share.Output, "good", "report.json")));
        Assert.True(File.Exists(Path.Combine(share.Output, "good", "report.html")));
    }

    private string Size(int photos) => OfoWatcher.Platform.Words.Size(
        photos * new FileInfo(Path.Combine(share.Input, "site", "00.JPG")).Length);
}
