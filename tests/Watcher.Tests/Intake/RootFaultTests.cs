using OfoWatcher.Intake;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Intake;

/// <summary>Absence proves nothing: what a missing, emptied or hung root held stays known, with a fault.</summary>
public sealed class RootFaultTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly WatchedShare share = new();

    public RootFaultTests()
    {
        share.Options = share.Options with { InputRoots = [share.Root, share.OtherRoot] };
        Directory.CreateDirectory(Path.Combine(share.OtherRoot, "elsewhere"));
        File.WriteAllText(Path.Combine(share.OtherRoot, "elsewhere", "a.JPG"), "");
    }

    public void Dispose() => share.Dispose();

    [Theory]
    [InlineData("mv share away; mkdir share", "it is empty, where 3 projects lay before; is the volume mounted?")]
    [InlineData("mv share away; mkdir share; touch share/.DS_Store share/readme.txt",
        "it is empty, where 3 projects lay before; is the volume mounted?")]
    [InlineData("mv share away", "cannot read ROOT: No such file or directory")]
    [InlineData("mv share away; touch share", "cannot read ROOT: Not a directory")]
    [InlineData("mv share away; ln -s nowhere share", "cannot read ROOT: No such file or directory")]
    public async Task A_root_that_is_missing_or_empty_is_a_fault_in_every_state_of_its_projects(
        string change, string fault)
    {
        var before = await ThreeStatesAsync();
        Shell.Run(share.Beside("."), change);

        for (var scan = 0; scan < 5; scan++)
        {
            await share.ScanAsync(TimeSpan.FromHours(1));
            AssertUnavailable(before);
            Assert.NotNull(share.Catalog.Find("elsewhere")!.Entry);
            Assert.Null(share.Catalog.Find("elsewhere")!.Fault);
        }

        fault = fault.Replace("ROOT", share.Root, StringComparison.Ordinal);
        var said = $"Input folder {share.Root} cannot be relied on: {fault}.";
        Assert.Equal(1, share.Log.Count(said));
        Assert.Equal(0, share.Log.Count("gone"));

        Shell.Run(share.Beside("."), "rm -rf share; mv away share");
        await share.ScanAsync(Interval);
        AssertBack(before);
        Assert.Equal(1, share.Log.Count($"Input folder {share.Root} is back"));
    }

    [Fact]
    public async Task A_root_that_hangs_holds_up_nothing_else_and_recovers()
    {
        var before = await ThreeStatesAsync();
        using var gate = new ManualResetEventSlim();
        share.Observe = (path, root, marker, onEntry, stop) =>
        {
            if (root == share.Root)
                gate.Wait(CancellationToken.None); // As a system call on a hung mount: it cannot be called off.
            return UploadWalk.Observe(path, root, marker, onEntry, stop);
        };
        await share.ScanWhileTimePassesAsync();
        AssertUnavailable(before);

        // While it hangs, the others go their way, and no more threads are lost to it.
        share.Time.Advance(share.Options.QuietPeriod);
        var walks = share.Walks;
        for (var scan = 0; scan < 3; scan++)
        {
            await share.ScanAsync(Interval);
            AssertUnavailable(before);
        }

        Assert.NotNull(share.Catalog.Find("elsewhere")!.Entry!.SettledAt);
        Assert.InRange(share.Walks - walks, 0, 3);
        Assert.Equal(1, share.Log.Count($"Input folder {share.Root} cannot be relied on: it gave no answer for 60 s."));

        gate.Set();
        await Eventually.TrueAsync(
            async () =>
            {
                await share.ScanOnceAsync();
                return share.Catalog.Find("settled")!.Fault is null;
            },
            "the root answers again");
        AssertBack(before);
        Assert.Equal(1, share.Log.Count($"Input folder {share.Root} is back"));
    }

    [Fact]
    public async Task Two_roots_that_hang_together_are_both_told()
    {
        await ThreeStatesAsync();
        File.WriteAllText(Path.Combine(share.OtherRoot, "elsewhere", "b.JPG"), "");
        using var gate = new ManualResetEventSlim();
        share.Observe = (path, root, marker, onEntry, stop) =>
        {
            gate.Wait(CancellationToken.None);
            return UploadWalk.Observe(path, root, marker, onEntry, stop);
        };
        await share.ScanWhileTimePassesAsync();
        gate.Set();
        Assert.Equal(4, share.Catalog.Projects.Count);
        Assert.All(share.Catalog.Projects.Values, p => Assert.Equal(UploadFaultKind.RootUnavailable, p.Fault!.Kind));
    }

    [Fact]
    public async Task A_root_that_is_slow_but_answers_is_not_hung()
    {
        share.Write("site/a.JPG");
        share.Observe = (path, root, marker, onEntry, stop) =>
        {
            for (var entry = 0; root == share.Root && entry < 10; entry++)
            {
                onEntry!();
                share.Time.Advance(share.Options.StallTimeout / 2);
                stop.WaitHandle.WaitOne(20); // Lets the scan look at its clock, whose timer has just come due.
            }

            return UploadWalk.Observe(path, root, marker, onEntry, stop);
        };
        await share.ScanAsync();
        Assert.Null(share.Catalog.Find("site")!.Fault);
        Assert.Equal(0, share.Log.Count("cannot be relied on"));
    }

    [Fact]
    public async Task After_a_restart_the_projects_of_a_missing_root_are_known_all_the_same()
    {
        var before = await ThreeStatesAsync();
        Shell.Run(share.Beside("."), "mv share away");
        Assert.Null(share.Restart());
        await share.ScanAsync(Interval);
        AssertUnavailable(before);
    }

    [Fact]
    public async Task A_miss_a_fault_and_a_miss_are_two_misses()
    {
        await ThreeStatesAsync();
        Shell.Run(share.Beside("."), "mv share/settled .");
        await share.ScanAsync(Interval);
        Assert.Equal(UploadFaultKind.Missing, share.Catalog.Find("settled")!.Fault!.Kind);
        Shell.Run(share.Beside("."), "mv share away");
        await share.ScanAsync(Interval);
        await share.ScanAsync(Interval);
        Assert.Equal(UploadFaultKind.RootUnavailable, share.Catalog.Find("settled")!.Fault!.Kind);
        Shell.Run(share.Beside("."), "mv away share");
        await share.ScanAsync(Interval);
        Assert.Null(share.Catalog.Find("settled"));
    }

    [Fact]
    public async Task A_root_taken_out_of_the_settings_takes_its_projects_along()
    {
        await ThreeStatesAsync();
        share.Options = share.Options with { InputRoots = [share.OtherRoot] };
        await share.ScanAsync(Interval);
        Assert.Equal(["elsewhere"], share.Catalog.Projects.Keys);
    }

    /// <summary>A project that has settled, one that waits for its quiet period, and one with a temp file.</summary>
    private async Task<Dictionary<string, UploadEntry>> ThreeStatesAsync()
    {
        share.Write("settled/a.JPG");
        await share.SettleAsync("settled");
        share.Write("waiting/a.JPG");
        share.Write("partial/.a.JPG.AbCdEf");
        File.WriteAllText(Path.Combine(share.OtherRoot, "elsewhere", "b.JPG"), "");
        await share.ScanAsync(Interval);
        return share.Catalog.Projects.Values.Where(p => p.Folder.StartsWith(share.Root + "/", StringComparison.Ordinal))
            .ToDictionary(p => p.Project, p => p.Entry!);
    }

    private void AssertUnavailable(Dictionary<string, UploadEntry> before)
    {
        Assert.Equal(3, before.Count);
        foreach (var (project, entry) in before)
        {
            var upload = share.Catalog.Find(project)!;
            Assert.Equal(UploadFaultKind.RootUnavailable, upload.Fault?.Kind);
            Assert.Equal((entry.Seen, entry.SettledAt), (upload.Entry!.Seen, upload.Entry.SettledAt));
            Assert.StartsWith(
                $"the input folder {share.Root} cannot be relied on: ", upload.Fault!.Words, StringComparison.Ordinal);
        }
    }

    private void AssertBack(Dictionary<string, UploadEntry> before)
    {
        Assert.All(before.Keys, project => Assert.Null(share.Catalog.Find(project)!.Fault));
        Assert.Equal(before["settled"].SettledAt, share.Catalog.Find("settled")!.Entry!.SettledAt);
        Assert.Null(share.Catalog.Find("partial")!.Entry!.SettledAt);
    }
}
