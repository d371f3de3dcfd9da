using OfoWatcher.Intake;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Intake;

/// <summary>
/// Folders that the watcher may not read. The looks are taken without root's power to read everything.
/// </summary>
public sealed class UnreadableFolderTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly WatchedShare share = new() { Observe = ObserveAsNobody };

    public UnreadableFolderTests()
    {
        share.Write("site/x/a.JPG");
        share.Write("fine/a.JPG");
        Shell.Run(share.Beside("."), "chmod -R go+rX .");
    }

    public void Dispose()
    {
        Shell.Run(share.Root, "chmod -R u+rwX .");
        share.Dispose();
    }

    [Theory]
    [InlineData("chmod 000 site", "cannot read the folder: Permission denied")]
    [InlineData("chmod 000 site/x", "cannot read x: Permission denied")]
    [InlineData("chmod 444 site/x", "cannot read x/a.JPG: Permission denied")] // Names may be read, files not.
    public async Task It_is_reported_once_tried_again_and_the_rest_goes_on(string change, string fault)
    {
        Shell.Run(share.Root, change);
        for (var scan = 0; scan < 3; scan++)
        {
            var upload = await share.ScanAsync(share.Options.QuietPeriod);
            Assert.Equal(new UploadFault(UploadFaultKind.Unreadable, fault), upload!.Fault);
            Assert.Null(upload.Entry);
        }

        Assert.NotNull(share.Catalog.Find("fine")!.Entry!.SettledAt);
        Assert.Equal(1, share.Log.Count($"site: {fault}; tried again at each scan"));

        Shell.Run(share.Root, "chmod -R a+rX site");
        Assert.Null((await share.ScanAsync(Interval))!.Fault);
        Assert.Equal(1, share.Log.Count("site: can be read again"));
    }

    [Fact]
    public async Task A_settled_project_that_becomes_unreadable_keeps_what_is_known_of_it()
    {
        var settled = await share.SettleAsync();
        Shell.Run(share.Root, "chmod 000 site/x; touch site/b.JPG");
        var upload = await share.ScanAsync(Interval);
        Assert.Equal(UploadFaultKind.Unreadable, upload!.Fault!.Kind);
        Assert.Equal(settled.Entry, upload.Entry);
    }

    [Fact]
    public async Task The_same_name_readable_elsewhere_makes_it_no_news_at_each_scan()
    {
        share.Options = share.Options with { InputRoots = [share.Root, share.OtherRoot] };
        Shell.Run(share.Root, "chmod 000 site; mkdir ../other/site; touch ../other/site/a.JPG");
        for (var scan = 0; scan < 3; scan++)
            await share.ScanAsync(Interval);
        Assert.Equal(1, share.Log.Count("tried again at each scan"));
        Assert.Equal(0, share.Log.Count("can be read again"));
    }

    // A scan's thread is its own; what it may read is set for it alone.
    private static (UploadObservation Seen, FolderStamps Folders) ObserveAsNobody(
        RawPath folder, string root, string completeMarker, Action? onEntry, CancellationToken cancellationToken) =>
        AsNobody.Run(() => UploadWalk.Observe(folder, root, completeMarker, onEntry, cancellationToken));
}
