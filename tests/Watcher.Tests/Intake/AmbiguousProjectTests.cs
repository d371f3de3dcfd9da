using OfoWatcher.Intake;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Intake;

/// <summary>One name under two roots is one finding for both.</summary>
public sealed class AmbiguousProjectTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly WatchedShare share = new();

    public AmbiguousProjectTests()
    {
        share.Options = share.Options with { InputRoots = [share.Root, share.OtherRoot] };
        share.Write("site/a.JPG");
        Directory.CreateDirectory(Path.Combine(share.OtherRoot, "site"));
        File.WriteAllText(Path.Combine(share.OtherRoot, "site", "b.JPG"), "");
    }

    private void AssertNamesBoth(UploadFault? fault)
    {
        Assert.Equal(UploadFaultKind.Ambiguous, fault?.Kind);
        Assert.Equal([Path.Combine(share.OtherRoot, "site"), Path.Combine(share.Root, "site")], fault!.Folders);
        Assert.All(fault.Folders, folder => Assert.Contains(folder, fault.Words, StringComparison.Ordinal));
    }

    public void Dispose() => share.Dispose();

    [Fact]
    public async Task Both_folders_are_named_and_never_mixed()
    {
        share.Write("single/a.JPG");
        await share.ScanAsync();
        var upload = await share.ScanAsync(share.Options.QuietPeriod);
        AssertNamesBoth(upload!.Fault);
        Assert.Equal(1, upload.Entry!.Seen.Files);
        Assert.Null(share.Catalog.Find("single")!.Fault);
    }

    [Theory]
    [InlineData("mv other away")]
    [InlineData("mv other away; mkdir other")]
    [InlineData("mv share away")]
    [InlineData("mv share away; mv other away2")]
    public async Task They_stay_so_while_a_root_is_unavailable(string change)
    {
        await share.ScanAsync();
        Shell.Run(share.Beside("."), change);
        for (var scan = 0; scan < 3; scan++)
        {
            var upload = await share.ScanAsync(share.Options.QuietPeriod);
            AssertNamesBoth(upload!.Fault);
        }
    }

    [Fact]
    public async Task They_stay_so_after_a_restart_while_a_root_is_unavailable()
    {
        await share.ScanAsync();
        Shell.Run(share.Beside("."), "mv other away");
        Assert.Null(share.Restart());
        Assert.Equal(UploadFaultKind.Ambiguous, (await share.ScanAsync(Interval))!.Fault!.Kind);
    }

    [Fact]
    public async Task One_that_is_renamed_leaves_the_other_to_go_its_way()
    {
        await share.ScanAsync();
        Directory.Move(Path.Combine(share.OtherRoot, "site"), Path.Combine(share.OtherRoot, "site2"));
        Assert.Equal(UploadFaultKind.Ambiguous, (await share.ScanAsync(Interval))!.Fault!.Kind);
        Assert.Null((await share.ScanAsync(Interval))!.Fault);
        Assert.Equal(share.PathOf("site"), share.Catalog.Find("site")!.Folder);
        Assert.Null(share.Catalog.Find("site2")!.Fault);
    }

    [Fact]
    public async Task An_empty_folder_of_the_same_name_is_no_second_project()
    {
        File.Delete(Path.Combine(share.OtherRoot, "site", "b.JPG"));
        Assert.Null((await share.ScanAsync())!.Fault);
    }
}
