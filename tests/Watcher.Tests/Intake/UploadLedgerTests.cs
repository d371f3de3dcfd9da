using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Intake;

/// <summary>What is kept between one-shot passes, each of which is a process of its own.</summary>
public sealed class UploadLedgerTests : IDisposable
{
    private readonly WatchedShare share = new();

    public void Dispose() => share.Dispose();

    [Fact]
    public async Task One_shot_passes_settle_an_upload_too()
    {
        share.Write("site/a.JPG");
        for (var pass = 0; pass < 2; pass++)
        {
            Assert.Null((await share.ScanAsync(TimeSpan.FromMinutes(5)))!.Entry!.SettledAt);
            Assert.Null(share.Restart());
        }

        var settled = await share.ScanAsync(TimeSpan.FromMinutes(5));
        Assert.NotNull(settled!.Entry!.SettledAt);
        Assert.Equal(3, settled.Entry.Sightings);

        Assert.Null(share.Restart());
        var later = await share.ScanAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(settled.Entry.SettledAt, later!.Entry!.SettledAt);
        Assert.Equal((1, 1), (share.Log.Count("site: found"), share.Log.Count("site: settled")));
    }

    [Fact]
    public async Task A_pass_glances_at_what_an_earlier_one_saw_settle()
    {
        share.Write("d/a.JPG");
        Shell.Run(share.Root, "mkdir -p site/$'new\\nline'; mv d/a.JPG site/$'new\\nline'; rmdir d");
        await share.SettleAsync();
        var walks = share.Walks;
        share.Restart();
        await share.ScanAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(walks, share.Walks);
    }

    [Fact]
    public async Task A_change_between_two_passes_starts_the_wait_anew()
    {
        share.Write("site/a.JPG");
        await share.ScanAsync();
        share.Restart();
        share.Write("site/a.JPG", fill: 'y');
        Assert.Null((await share.ScanAsync(share.Options.QuietPeriod))!.Entry!.SettledAt);
    }

    [Fact]
    public async Task A_clock_set_back_between_two_passes_counts_as_no_time()
    {
        share.Write("site/a.JPG");
        await share.ScanAsync();
        share.Restart();
        share.Clock.SetCalendar(TimeSpan.FromHours(-5));
        var upload = await share.ScanAsync(share.Options.QuietPeriod);
        Assert.Equal((2, TimeSpan.Zero), (upload!.Entry!.Sightings, upload.Entry.QuietFor));
    }

    [Fact]
    public async Task A_long_gap_between_two_passes_counts_as_a_day_at_most()
    {
        share.Write("site/a.JPG");
        await share.ScanAsync();
        share.Restart();
        Assert.Equal(TimeSpan.FromDays(1), (await share.ScanAsync(TimeSpan.FromDays(400)))!.Entry!.QuietFor);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"schemaVersion\":1}")]
    [InlineData("{\"schemaVersion\":1,\"uploads\":null}")]
    [InlineData("{\"schemaVersion\":1,\"uploads\":{\"/share/site\":null}}")]
    [InlineData("{\"schemaVersion\":1,\"uploads\":{\"/share/site\":{}}}")]
    [InlineData("{\"schemaVersion\":1,\"uploads\":{\"/share/site\":{\"root\":\"/share\",\"seen\":null,"
        + "\"foundAt\":\"2025-01-01T00:00:00Z\",\"seenAt\":\"2025-01-01T00:00:00Z\","
        + "\"walkedAt\":\"2025-01-01T00:00:00Z\"}}}")]
    [InlineData("{\"schemaVersion\":1,\"uploads\":{\"/share/site\":{\"root\":\"/share\",\"seen\":{\"revision\":\"no\"},"
        + "\"foundAt\":\"2025-01-01T00:00:00Z\",\"seenAt\":\"2025-01-01T00:00:00Z\","
        + "\"walkedAt\":\"2025-01-01T00:00:00Z\"}}}")]
    public async Task A_damaged_file_is_told_and_costs_one_more_wait(string content)
    {
        share.Write("site/a.JPG");
        await share.ScanAsync();
        File.WriteAllText(share.Output.LedgerFile, content);

        Assert.NotEmpty(share.Restart(save: false)!);
        var first = await share.ScanAsync(share.Options.QuietPeriod);
        Assert.Equal(1, first!.Entry!.Sightings);
        Assert.Null(share.Restart());
        Assert.NotNull((await share.ScanAsync(share.Options.QuietPeriod))!.Entry!.SettledAt);
    }

    [Fact]
    public void A_file_of_an_unknown_version_is_told()
    {
        File.WriteAllText(share.Output.LedgerFile, "{\"schemaVersion\":7,\"uploads\":{}}");
        Assert.Equal("its schema version is 7, not 1", share.Restart(save: false));
    }

    [Fact]
    public async Task It_is_written_only_when_something_changed()
    {
        share.Write("site/a.JPG");
        await share.SettleAsync();
        share.Restart();
        File.Delete(share.Output.LedgerFile);
        share.Restart();
        Assert.False(File.Exists(share.Output.LedgerFile));
    }

    [Fact]
    public void A_missing_file_is_an_empty_ledger() => Assert.Null(share.Restart(save: false));
}
