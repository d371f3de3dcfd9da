namespace OfoWatcher.Tests.Intake;

public sealed class ConfigBesideTests : IDisposable
{
    private readonly WatchedShare share = new();

    public void Dispose() => share.Dispose();

    [Theory]
    [InlineData("config.yml")]
    [InlineData("configs/site.yml")]
    public async Task A_configuration_beside_a_project_that_comes_changes_or_goes_is_seen_and_unsettles_nothing(string place)
    {
        share.Write("site/a.JPG");
        var settled = await share.SettleAsync();
        Assert.Equal(0UL, settled.Beside);

        share.Write(place, size: 10);
        var came = await share.ScanAsync(TimeSpan.FromSeconds(30));
        share.Write(place, size: 10, fill: 'y');
        var changed = await share.ScanAsync(TimeSpan.FromSeconds(30));
        var still = await share.ScanAsync(TimeSpan.FromSeconds(30));
        File.Delete(share.PathOf(place));
        var gone = await share.ScanAsync(TimeSpan.FromSeconds(30));

        Assert.NotEqual(0UL, came!.Beside);
        Assert.NotEqual(came.Beside, changed!.Beside);
        Assert.Equal(changed.Beside, still!.Beside);
        Assert.Equal(0UL, gone!.Beside);
        Assert.All([came, changed, still, gone], upload =>
        {
            Assert.Equal(settled.Entry!.Seen, upload.Entry!.Seen);
            Assert.Equal(settled.Entry.SettledAt, upload.Entry.SettledAt);
        });
    }

    [Fact]
    public async Task The_configuration_of_another_project_does_not_count()
    {
        share.Write("site/a.JPG");
        share.Write("configs/other.yml");

        Assert.Equal(0UL, (await share.ScanAsync())!.Beside);
    }
}
