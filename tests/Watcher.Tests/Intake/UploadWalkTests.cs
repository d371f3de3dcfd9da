using OfoWatcher.Intake;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Intake;

public sealed class UploadWalkTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public UploadWalkTests() => Directory.CreateDirectory(Site);

    private string Site => folder["share", "site"];

    public void Dispose()
    {
        Sh(folder.Path, "rm -rf share"); // .NET cannot delete names that are no text.
        folder.Dispose();
    }

    [Fact]
    public void Files_photos_and_bytes_are_counted_through_all_folders()
    {
        Sh("head -c 100 /dev/zero > a.JPG; mkdir -p x/y; head -c 20 /dev/zero > x/y/b.tif; "
            + "echo hi > x/notes.txt; : > empty.jpg");
        var seen = Observe();
        Assert.Equal((4, 3, 123), (seen.Files, seen.Photos, seen.Bytes));
        Assert.Equal(
            (PartialFiles.None, SkippedEntries.None, ControlFiles.None), (seen.Partial, seen.Skipped, seen.Control));
        Assert.False(seen.IsEmpty);
    }

    [Fact]
    public void An_untouched_folder_is_seen_alike_each_time()
    {
        Sh("mkdir x; echo 1 > a.JPG; echo 2 > x/b.JPG; echo 3 > .c.JPG.AbCdEf; ln -s /etc x/out");
        Assert.Equal(Observe(), Observe());
    }

    [Fact]
    public void The_same_files_elsewhere_in_another_order_and_at_another_time_are_the_same_revision()
    {
        Sh("for i in 1 2 3 4 5; do echo $i > $i.JPG; done; mkdir x; echo x > x/x.JPG");
        Sh("mkdir ../copy ../copy/x; for i in x/x 3 1 5 2 4; do cat $i.JPG > ../copy/$i.JPG; done; "
            + "touch -d 2001-01-01 ../copy/*");
        var (first, copy) = (Observe(), UploadEntries.Observe(folder, "share/copy"));
        Assert.Equal(first.Revision, copy.Revision);
        Assert.NotEqual(first.Stamp, copy.Stamp);
    }

    [Theory]
    [InlineData("echo more >> a.JPG")]
    [InlineData("mv a.JPG b.JPG")]
    [InlineData("mkdir x; mv a.JPG x")]
    [InlineData("rm a.JPG")]
    [InlineData("echo 1 > b.JPG")]
    [InlineData("echo 1 > sub/accept.txt")] // A control file counts right in the project's folder only.
    public void Another_set_of_paths_or_sizes_is_another_revision(string change)
    {
        Sh("echo 1 > a.JPG; echo 2 > z.JPG; mkdir sub");
        var before = Observe().Revision;
        Sh(change);
        Assert.NotEqual(before, Observe().Revision);
    }

    [Theory]
    [InlineData("echo 2 > a.JPG")]
    [InlineData("touch -d 2001-01-01 a.JPG")]
    [InlineData("chmod 600 a.JPG")] // Only the change time tells.
    [InlineData("cp --preserve=timestamps a.JPG ../x; mv ../x a.JPG")]
    // As rsync -a sets it back.
    [InlineData("echo 2 > ../x; touch -r a.JPG ../x; cat ../x > a.JPG; touch -r ../x a.JPG")]
    public void A_change_that_keeps_paths_and_sizes_is_seen_all_the_same(string change)
    {
        // The other file is newer than any change, so that the newest time of all tells nothing.
        Sh("echo 1 > a.JPG; touch -d 2024-01-01 a.JPG; echo 2 > z.JPG; touch -d 2100-01-01 z.JPG");
        var before = Observe();
        Sh(change);
        var after = Observe();
        Assert.Equal(before.Revision, after.Revision);
        Assert.NotEqual(before, after);
    }

    [Theory]
    [InlineData("touch -d @0 b.JPG", "b.JPG")]
    [InlineData("touch -d @0.83 b.JPG", "b.JPG")] // What a stopped rsync -aP leaves.
    [InlineData("touch -d @-5 b.JPG", "b.JPG")]
    [InlineData("echo 1 > .b.JPG.XctmS1", ".b.JPG.XctmS1")]
    [InlineData("mkdir .rsync-partial; echo 1 > .rsync-partial/b.JPG", ".rsync-partial/b.JPG")]
    [InlineData("mkdir -p x/.~tmp~; echo 1 > x/.~tmp~/.hidden", "x/.~tmp~/.hidden")]
    [InlineData("mkdir -p .rsync-partial/deep; echo 1 > .rsync-partial/deep/_HOLD", ".rsync-partial/deep/_HOLD")]
    [InlineData("echo 1 > b.JPG.a1b2c3d4.partial", "b.JPG.a1b2c3d4.partial")]
    public void An_unfinished_file_is_noted(string change, string example)
    {
        Sh("echo 1 > a.JPG");
        Sh(change);
        var seen = Observe();
        Assert.Equal((1, example), (seen.Partial.Count, seen.Partial.Example));
        Assert.False(seen.Control.Hold);
    }

    [Fact]
    public void A_temp_file_is_no_part_of_the_revision_but_a_file_of_1970_is()
    {
        Sh("echo 1 > a.JPG; echo 1 > b.JPG");
        var whole = Observe();
        Sh("touch -d @0 b.JPG; echo 1 > c.JPG.part");
        var seen = Observe();
        Assert.Equal(whole.Revision, seen.Revision);
        Assert.Equal((2, 2, 4), (seen.Files, seen.Photos, seen.Bytes));
        Assert.Equal((2, "b.JPG"), (seen.Partial.Count, seen.Partial.Example));
    }

    [Fact]
    public void A_temp_file_that_grows_is_another_observation()
    {
        Sh("echo 1 > a.JPG; echo 1 > b.JPG.part");
        var before = Observe();
        Sh("echo 2 >> b.JPG.part");
        Assert.NotEqual(before.Partial, Observe().Partial);
    }

    [Fact]
    public void A_folder_with_nothing_but_a_temp_file_is_not_empty()
    {
        Sh("echo 1 > .a.JPG.AbCdEf");
        Assert.False(Observe().IsEmpty);
    }

    [Theory]
    [InlineData("mkdir -p a/b/c")]
    [InlineData("touch .DS_Store ._a.JPG Thumbs.db desktop.ini .nfs0001 .hidden")]
    [InlineData("mkdir .Trash; touch .Trash/a.JPG; mkdir -p x/.thumbnails; touch x/.thumbnails/a.jpg")]
    [InlineData("touch _HOLD _CANCEL _RETRY _PRIORITY accept.txt _UPLOADED")]
    public void Litter_hidden_folders_and_control_files_are_no_content(string change)
    {
        Sh(change);
        Assert.True(Observe().IsEmpty);
    }

    [Fact]
    public void Control_files_are_told_apart()
    {
        Sh("touch a.JPG _HOLD");
        Assert.Equal(new ControlFiles(false, true, false, null), Observe().Control);
        Sh("rm _HOLD; touch _CANCEL");
        Assert.Equal(new ControlFiles(false, false, true, null), Observe().Control);
        Sh("rm _CANCEL; touch _UPLOADED");
        Assert.Equal(
            new ControlFiles(true, false, false, null), Observe().Control with { CompleteState = null });
    }

    [Fact]
    public void Each_state_of_the_upload_complete_marker_is_told_apart_and_none_of_them_changes_the_upload()
    {
        Sh("touch a.JPG");
        var before = Observe();
        Sh("echo 812 > _UPLOADED");
        var first = Observe();
        Sh("echo 793 > _UPLOADED");

        Assert.Null(before.Control.CompleteState);
        Assert.NotNull(first.Control.CompleteState);
        Assert.NotEqual(first.Control.CompleteState, Observe().Control.CompleteState);
        Assert.Equal((before.Revision, before.Stamp), (first.Revision, first.Stamp));
    }

    [Fact]
    public void Each_state_of_an_accept_file_is_told_apart_and_none_of_them_changes_the_upload()
    {
        Sh("touch a.JPG");
        var before = Observe();
        Assert.Null(before.Control.Accept);
        Sh("echo photo-empty > accept.txt");
        var first = Observe();
        Assert.NotNull(first.Control.Accept);
        Assert.Equal(first, Observe());
        Sh("echo photo-cut-off >> accept.txt; touch -d 2001-01-01 accept.txt");
        Assert.NotEqual(first.Control.Accept, Observe().Control.Accept);
        Assert.Equal((before.Revision, before.Stamp, before.Files), (first.Revision, first.Stamp, first.Files));
        Sh("mkdir in; mv accept.txt in");
        Assert.Null(Observe().Control.Accept);
    }

    [Fact]
    public void A_priority_is_read_in_the_projects_own_folder_and_is_no_content()
    {
        Sh("touch a.JPG; mkdir in; echo 5 > in/_PRIORITY");
        var before = Observe();
        Assert.Null(before.Control.Priority);
        Sh("rm in/_PRIORITY; echo 20 > _PRIORITY");
        var after = Observe();
        Assert.Equal(new PriorityWish(20), after.Control.Priority);
        Assert.Equal(before.Files - 1, after.Files);
        Sh("rm _PRIORITY; mkfifo _PRIORITY");
        Assert.Null(Observe().Control.Priority);
    }

    [Fact]
    public void Each_retry_file_has_a_name_of_its_own()
    {
        Sh("touch a.JPG _RETRY");
        var first = Observe().Control.Retry;
        Assert.NotNull(first);
        Assert.Equal(first, Observe().Control.Retry);
        Sh("touch -d 2001-01-01 _RETRY");
        Assert.NotEqual(first, Observe().Control.Retry);
    }

    [Fact]
    public void The_newest_change_is_of_any_file_by_either_of_its_times()
    {
        Sh("echo 1 > a.JPG; touch -d 2100-05-01T00:00:00Z a.JPG; echo 2 > b.JPG");
        Assert.Equal(new DateTimeOffset(2100, 5, 1, 0, 0, 0, TimeSpan.Zero), Observe().NewestChange);
        Sh("touch -d 2001-01-01 a.JPG b.JPG");
        Assert.True(Observe().NewestChange.Year > 2001); // The change time cannot be set back.
    }

    [Fact]
    public void Names_that_are_no_text_or_hold_control_characters_are_counted_and_can_be_shown()
    {
        Sh("echo 1 > $'\\xff\\xfe.JPG'; echo 1 > $'new\\nline.JPG'; echo 1 > $'\\a\\e[31m.JPG'; "
            + "mkdir $'d\\xff'; echo 1 > $'d\\xff/a.JPG'");
        var seen = Observe();
        Assert.Equal((4, 4), (seen.Files, seen.Photos));
        Sh("mv $'\\xff\\xfe.JPG' $'\\xff\\xfd.JPG'");
        Assert.NotEqual(seen.Revision, Observe().Revision);
        Sh("echo 1 > $'\\xff\\n%.part'");
        Assert.Equal("%FF%0A%25.part", Observe().Partial.Example);
    }

    [Fact]
    public void Nesting_is_followed_64_folders_deep_and_no_deeper()
    {
        Sh("p=.; for i in $(seq 64); do p=$p/d; done; mkdir -p $p; echo 1 > $p/a.JPG");
        Assert.Equal(1, Observe().Files);
        Sh("p=.; for i in $(seq 65); do p=$p/d; done; mkdir -p $p");
        var fault = Assert.Throws<FolderUnreadableException>(Observe);
        Assert.EndsWith("it lies deeper than 64 folders", fault.Message, StringComparison.Ordinal);
        Assert.False(fault.IsGone);
    }

    [Fact]
    public void Names_as_long_as_they_can_be_are_followed()
    {
        Sh("n=$(printf 'n%.0s' $(seq 250)); for i in $(seq 12); do mkdir $n; cd $n; done; echo 1 > $n.JPG");
        Assert.Equal(1, Observe().Photos);
    }

    [Fact]
    public void A_pipe_or_socket_named_like_a_photo_is_passed_over_and_does_not_block()
    {
        Sh("echo 1 > a.JPG; mkfifo x.JPG; ln -s x.JPG y.JPG");
        var seen = Observe();
        Assert.Equal(1, seen.Files);
        Assert.Equal(new SkippedEntries(2, "x.JPG is neither a file nor a folder"), seen.Skipped);
    }

    [Fact]
    public void A_folder_that_is_gone_is_told_from_one_that_cannot_be_read()
    {
        Directory.Delete(Site);
        var gone = Assert.Throws<FolderUnreadableException>(Observe);
        Assert.True(gone.IsGone);
        Assert.Equal("cannot read the folder: No such file or directory", gone.Message);

        Sh(folder.Path, "mkdir -p elsewhere; ln -s ../elsewhere share/site");
        Assert.False(Assert.Throws<FolderUnreadableException>(Observe).IsGone);
    }

    [Fact]
    public void A_walk_can_be_called_off()
    {
        Sh("echo 1 > a.JPG");
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() =>
            UploadWalk.Observe(RawPath.Of(Site), folder["share"], "_UPLOADED", null, source.Token));
    }

    [Fact]
    public async Task Files_that_come_and_go_during_the_walk_disturb_nothing()
    {
        Sh("for i in $(seq 200); do echo 1 > $i.JPG; mkdir $i; done");
        using var stop = new CancellationTokenSource();
        var writer = Task.Run(() => Churn(stop.Token), TestContext.Current.CancellationToken);
        try
        {
            // Of 200 files at most one is on its way at any time, yet a folder read meanwhile may show it twice or not.
            for (var walk = 0; walk < 100; walk++)
                Assert.InRange(Observe().Files, 1, 400);
        }
        finally
        {
            await stop.CancelAsync();
            await writer;
        }

        Assert.Equal(200, Observe().Files);
    }

    private void Churn(CancellationToken stop)
    {
        var random = new Random(1);
        while (!stop.IsCancellationRequested)
        {
            var name = $"{random.Next(1, 201)}";
            File.Move(Path.Combine(Site, name + ".JPG"), Path.Combine(Site, name, "moved.JPG"));
            Directory.Move(Path.Combine(Site, name), Path.Combine(Site, name + "x"));
            Directory.Move(Path.Combine(Site, name + "x"), Path.Combine(Site, name));
            File.Move(Path.Combine(Site, name, "moved.JPG"), Path.Combine(Site, name + ".JPG"));
        }
    }

    private UploadObservation Observe() => UploadEntries.Observe(folder);

    private void Sh(string line) => Sh(Site, line);

    private static void Sh(string at, string line) => Shell.Run(at, line);
}
