using OfoWatcher.Intake;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Intake;

/// <summary>From a folder on the share to a settled upload, on one healthy root.</summary>
public sealed class ProjectScannerTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly WatchedShare share = new();

    public void Dispose() => share.Dispose();

    [Fact]
    public async Task An_upload_is_found_grows_and_settles_and_each_is_said_once()
    {
        share.Write("site/a.JPG");
        Assert.Null((await share.ScanAsync())!.Entry!.SettledAt);
        share.Write("site/b.JPG");
        await share.ScanAsync(Interval);
        for (var scan = 1; scan < 20; scan++)
            Assert.Null((await share.ScanAsync(Interval))!.Entry!.SettledAt);
        Assert.Equal("quiet for 9 of 10 min; 2 photos, 20 bytes", share.Why());

        var settled = await share.ScanAsync(Interval);

        Assert.Equal(share.Time.GetUtcNow(), settled!.Entry!.SettledAt);
        Assert.Null(settled.Fault);
        await share.ScanAsync(Interval);
        Assert.Equal(
            ["site: found, 1 photo, 10 bytes", "site: grew to 2 photos, 20 bytes", "site: settled, 2 photos, 20 bytes"],
            share.Log.All);
    }

    [Fact]
    public async Task A_change_after_settling_is_said_and_settles_anew()
    {
        share.Write("site/a.JPG");
        await share.SettleAsync();
        share.Write("site/b.JPG");
        Assert.Null((await share.ScanAsync(Interval))!.Entry!.SettledAt);
        Assert.NotNull((await share.ScanAsync(share.Options.QuietPeriod))!.Entry!.SettledAt);
        Assert.Equal(1, share.Log.Count("site: changed after it had settled, now 2 photos, 20 bytes"));
        Assert.Equal(2, share.Log.Count("site: settled"));
    }

    [Fact]
    public async Task A_control_file_tells_no_second_time_that_the_same_photos_settled()
    {
        share.Write("site/a.JPG");
        await share.SettleAsync();
        share.Write("site/_HOLD");
        Assert.NotNull((await share.ScanAsync(Interval))!.Entry!.SettledAt);
        Assert.Equal(1, share.Log.Count("site: settled"));
    }

    [Fact]
    public async Task A_removed_folder_is_forgotten_by_passes_that_are_processes_of_their_own()
    {
        share.Write("site/a.JPG");
        share.Write("other/a.JPG");
        await share.ScanAsync();
        Directory.Delete(share.PathOf("site"), recursive: true);
        share.Restart();
        Assert.Equal(UploadFaultKind.Missing, (await share.ScanAsync(Interval))!.Fault!.Kind);
        share.Restart();
        Assert.Null(await share.ScanAsync(Interval));
    }

    [Fact]
    public async Task Photos_that_go_away_are_told_as_such()
    {
        share.Write("site/a.JPG");
        var second = share.Write("site/b.JPG");
        await share.ScanAsync();
        File.Delete(second);
        await share.ScanAsync(Interval);
        Assert.Equal(1, share.Log.Count("site: shrank to 1 photo, 10 bytes"));
    }

    [Fact]
    public async Task Old_times_of_files_and_folders_settle_nothing_early()
    {
        share.Write("site/a.JPG");
        Shell.Run(share.Root, "touch -d 2001-01-01 site/a.JPG site"); // As rsync -a leaves them.
        await share.ScanAsync();
        Assert.Null((await share.ScanAsync(share.Options.QuietPeriod - Interval))!.Entry!.SettledAt);
        Assert.NotNull((await share.ScanAsync(Interval))!.Entry!.SettledAt);
    }

    [Fact]
    public async Task A_long_upload_is_told_at_each_half_as_much_again()
    {
        for (var photo = 1; photo <= 30; photo++)
        {
            share.Write($"site/{photo}.JPG");
            await share.ScanAsync(Interval);
        }

        // 1, 2, 3, 5, 8, 12, 18, 27.
        Assert.Equal(7, share.Log.Count("grew to"));
    }

    [Fact]
    public async Task A_same_size_overwrite_in_place_restarts_the_wait()
    {
        share.Write("site/a.JPG");
        await share.ScanAsync();
        await share.ScanAsync(share.Options.QuietPeriod - Interval);
        share.Write("site/a.JPG", fill: 'y');
        Assert.Null((await share.ScanAsync(Interval))!.Entry!.SettledAt);
        Assert.Null((await share.ScanAsync(share.Options.QuietPeriod - Interval))!.Entry!.SettledAt);
        Assert.NotNull((await share.ScanAsync(Interval))!.Entry!.SettledAt);
    }

    [Fact]
    public async Task The_upload_complete_marker_settles_at_the_first_look_but_waits_for_temp_files()
    {
        share.Write("site/a.JPG");
        share.Write("site/_UPLOADED", 0);
        var partial = share.Write("site/b.JPG.part");
        await share.ScanAsync();
        Assert.Null((await share.ScanAsync(share.Options.QuietPeriod))!.Entry!.SettledAt);
        File.Move(partial, share.PathOf("site/b.JPG"));
        var upload = await share.ScanAsync(Interval);
        Assert.NotNull(upload!.Entry!.SettledAt);
        Assert.Equal(2, upload.Entry.Seen.Files);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(24 * 365)]
    public async Task Setting_the_clock_settles_nothing_early_and_holds_nothing_up(int hours)
    {
        share.Write("site/a.JPG");
        await share.ScanAsync();
        share.Clock.SetCalendar(TimeSpan.FromHours(hours));
        Assert.Null((await share.ScanAsync(Interval))!.Entry!.SettledAt);
        Assert.Equal(Interval, share.Catalog.Find("site")!.Entry!.QuietFor);
        share.Clock.SetCalendar(TimeSpan.Zero);
        Assert.Null((await share.ScanAsync(Interval))!.Entry!.SettledAt);
        Assert.NotNull((await share.ScanAsync(share.Options.QuietPeriod - 2 * Interval))!.Entry!.SettledAt);
    }

    [Fact]
    public async Task A_scan_kept_busy_elsewhere_makes_no_quiet_time()
    {
        share.Write("site/a.JPG");
        share.Options =
            share.Options with { InputRoots = [share.Root, share.OtherRoot], StallTimeout = TimeSpan.FromHours(1) };
        Directory.CreateDirectory(Path.Combine(share.OtherRoot, "huge"));
        File.WriteAllText(Path.Combine(share.OtherRoot, "huge", "b.JPG"), "");
        await share.ScanAsync();

        // The second look comes seconds after the first, and the rest of that scan takes eleven minutes.
        using var looked = new ManualResetEventSlim();
        share.Observe = (path, root, marker, onEntry, stop) =>
        {
            if (root == share.OtherRoot)
            {
                looked.Wait(stop);
                share.Time.Advance(TimeSpan.FromMinutes(11));
            }

            var seen = UploadWalk.Observe(path, root, marker, onEntry, stop);
            if (root == share.Root)
                looked.Set();
            return seen;
        };
        var upload = await share.ScanAsync(TimeSpan.FromSeconds(5));

        Assert.Equal((2, TimeSpan.FromSeconds(5)), (upload!.Entry!.Sightings, upload.Entry.QuietFor));
        Assert.Null(upload.Entry.SettledAt);
    }

    [Fact]
    public async Task Empty_folders_hidden_folders_and_files_in_the_root_are_no_projects()
    {
        share.Write("loose.JPG");
        share.Write("notes.txt");
        share.Write(".hidden/a.JPG");
        share.Write(".site.backup/a.JPG");
        share.Write("empty/.DS_Store");
        Directory.CreateDirectory(share.PathOf("empty2/deeper"));
        await share.ScanAsync();
        await share.ScanAsync(Interval);
        Assert.Empty(share.Catalog.Projects);
        Assert.Equal(
            [
                $"Input folder {share.Root} holds 2 file(s) and 0 link(s) outside any project, "
                    + "such as loose.JPG: ignored",
            ],
            share.Log.All);
    }

    [Fact]
    public async Task A_link_in_the_root_is_not_followed_and_said_once()
    {
        Directory.CreateDirectory(share.Beside("elsewhere"));
        File.WriteAllText(Path.Combine(share.Beside("elsewhere"), "a.JPG"), "");
        Shell.Run(share.Root, "ln -s ../elsewhere site");
        Assert.Null(await share.ScanAsync());
        Assert.Null(await share.ScanAsync(Interval));
        Assert.Equal(1, share.Log.Count("0 file(s) and 1 link(s) outside any project, such as site"));
    }

    [Fact]
    public async Task Ignored_folders_and_one_that_holds_the_results_are_no_projects()
    {
        File.WriteAllText(Path.Combine(share.Output.Root, "ortho.tif"), "a product");
        share.Options = share.Options with { InputRoots = [Path.GetDirectoryName(share.Root)!], IgnoredFolders = ["other"] };
        File.WriteAllText(Path.Combine(share.Output.Root, "result.tif"), "");
        File.WriteAllText(Path.Combine(share.OtherRoot, "a.JPG"), "");
        share.Write("a.JPG");
        await share.ScanOnceAsync();
        Assert.Equal(["share"], share.Catalog.Projects.Keys);
    }

    [Fact]
    public async Task Projects_whose_names_are_no_text_or_break_the_rule_are_known_by_a_name_that_can_be_shown()
    {
        Shell.Run(share.Root, "mkdir $'\\xff' $'a\\nb' 'my site'; touch $'\\xff'/a.JPG $'a\\nb'/a.JPG 'my site'/a.JPG");
        await share.ScanAsync();
        await share.ScanAsync(share.Options.QuietPeriod);
        Assert.Equal(["%FF", "a%0Ab", "my site"], share.Catalog.Projects.Keys.Order(StringComparer.Ordinal));
        Assert.All(share.Catalog.Projects.Values, project => Assert.NotNull(project.Entry!.SettledAt));
        Shell.Run(share.Root, "rm -rf $'\\xff'");
    }

    [Fact]
    public async Task A_settled_project_is_glanced_at_and_walked_again_only_when_its_folders_changed()
    {
        share.Write("site/x/a.JPG");
        await share.SettleAsync();
        var walks = share.Walks;
        for (var scan = 0; scan < 5; scan++)
            Assert.NotNull((await share.ScanAsync(Interval))!.Entry!.SettledAt);
        Assert.Equal(walks, share.Walks);

        share.Write("site/x/b.JPG");
        Assert.Null((await share.ScanAsync(Interval))!.Entry!.SettledAt);
        Assert.Equal(walks + 1, share.Walks);
    }

    [Theory]
    [InlineData("rm site/x/a.JPG")]
    [InlineData("mv site/x/a.JPG site/x/c.JPG")]
    [InlineData("mv site/x/a.JPG site/a.JPG")]
    [InlineData("mv site/x site/y")]
    [InlineData("cp -p site/x/a.JPG c; mv c site/x/a.JPG; touch -d 2001-01-01 site/x")]
    [InlineData("mv site old; cp -a old site; rm -r old; echo more >> site/x/a.JPG")]
    public async Task A_glance_sees_what_was_added_removed_or_renamed(string change)
    {
        share.Write("site/x/a.JPG");
        share.Write("site/z.JPG");
        await share.SettleAsync();
        Shell.Run(share.Root, change);
        Assert.Null((await share.ScanAsync(Interval))!.Entry!.SettledAt);
    }

    [Fact]
    public async Task A_glance_sees_a_word_from_the_pilot_and_the_upload_stays_settled()
    {
        share.Write("site/a.JPG");
        await share.SettleAsync();
        share.Write("site/_RETRY");
        var entry = (await share.ScanAsync(Interval))!.Entry!;
        Assert.NotNull(entry.Seen.Control.Retry);
        Assert.NotNull(entry.SettledAt);
        share.Write("site/b.JPG"); // Perhaps within the same tick of the folder's time stamp.
        Assert.Null((await share.ScanAsync(Interval))!.Entry!.SettledAt);
    }

    [Fact]
    public async Task A_priority_that_is_written_anew_in_place_is_seen_at_the_next_scan_and_told()
    {
        share.Write("site/a.JPG");
        File.WriteAllText(share.PathOf("site/_PRIORITY"), "20");
        await share.SettleAsync();
        File.WriteAllText(share.PathOf("site/_PRIORITY"), "soon");
        var entry = (await share.ScanAsync(Interval))!.Entry!;
        Assert.NotNull(entry.SettledAt);
        Assert.NotNull(entry.Seen.Control.Priority!.Fault);
        Assert.Equal(1, share.Log.Count("site: its pilot gives it the priority 20"));
        Assert.Equal(1, share.Log.Count("site: _PRIORITY holds “soon” and counts as none"));
        File.Delete(share.PathOf("site/_PRIORITY"));
        Assert.Null((await share.ScanAsync(Interval))!.Entry!.Seen.Control.Priority);
    }

    [Fact]
    public async Task An_output_folder_among_the_projects_is_none()
    {
        share.Write("site/a.JPG");
        File.WriteAllText(Path.Combine(share.Output.Root, "ortho.tif"), "a product");
        share.Options = share.Options with { InputRoots = [Path.GetDirectoryName(share.Root)!] };
        await share.ScanAsync();
        Assert.Equal([Path.GetFileName(share.Root)], share.Catalog.Projects.Keys);
    }

    [Fact]
    public async Task A_change_in_place_is_seen_at_the_full_scan()
    {
        share.Write("site/a.JPG");
        await share.SettleAsync();
        share.Write("site/a.JPG", size: 20);
        Assert.NotNull((await share.ScanAsync(share.Options.FullScanInterval - Interval))!.Entry!.SettledAt);
        Assert.Null((await share.ScanAsync(Interval))!.Entry!.SettledAt);
    }

    [Fact]
    public async Task A_watched_project_is_walked_at_each_scan()
    {
        share.Write("site/a.JPG");
        await share.SettleAsync();
        share.Write("site/a.JPG", size: 20);
        await share.ScanOnceAsync("site");
        Assert.Null(share.Catalog.Find("site")!.Entry!.SettledAt);
    }

    [Fact]
    public async Task A_project_folder_that_is_gone_stays_known_until_two_scans_missed_it()
    {
        share.Write("site/a.JPG");
        share.Write("stays/a.JPG");
        await share.SettleAsync();
        Directory.Delete(share.PathOf("site"), recursive: true);

        var missed = await share.ScanAsync(Interval);
        Assert.Equal(UploadFaultKind.Missing, missed!.Fault!.Kind);
        Assert.NotNull(missed.Entry!.SettledAt);
        Assert.Equal(0, share.Log.Count("gone"));

        Assert.Null(await share.ScanAsync(Interval));
        Assert.Null(await share.ScanAsync(Interval));
        Assert.Equal(1, share.Log.Count("site: its folder is gone from the share; its results stay"));
        Assert.Equal(["stays"], share.Catalog.Projects.Keys);
    }

    [Fact]
    public async Task A_project_folder_that_one_scan_missed_goes_on_as_it_was()
    {
        share.Write("site/a.JPG");
        share.Write("stays/a.JPG");
        await share.SettleAsync();
        for (var time = 0; time < 3; time++)
        {
            Directory.Move(share.PathOf("site"), share.Beside("away"));
            Assert.NotNull((await share.ScanAsync(Interval))!.Fault);
            Directory.Move(share.Beside("away"), share.PathOf("site"));
            Assert.Null((await share.ScanAsync(Interval))!.Fault);
        }

        Assert.Equal(1, share.Log.Count("site: found"));
    }

    [Fact]
    public async Task A_project_emptied_of_its_files_is_a_fault_and_no_empty_upload()
    {
        share.Write("site/a.JPG");
        var settled = await share.SettleAsync();
        File.Delete(share.PathOf("site/a.JPG"));
        var upload = await share.ScanAsync(Interval);
        Assert.Equal(UploadFaultKind.Emptied, upload!.Fault!.Kind);
        Assert.Equal(settled.Entry, upload.Entry);

        share.Write("site/a.JPG");
        // Another file, whatever its size.
        Assert.Null((await share.ScanAsync(share.Options.QuietPeriod))!.Entry!.SettledAt);
    }
}
