using OfoWatcher.Intake;
using OfoWatcher.Survey.Photos;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Validation;

namespace OfoWatcher.Tests.Validation;

public sealed class ImageryInventoryTests : IDisposable
{
    private static readonly byte[] Whole = JpegBytes.Noise(32, 32);

    private readonly TemporaryFolder folder = new();
    private readonly string cache;

    public ImageryInventoryTests()
    {
        Directory.CreateDirectory(folder["share/site/100MEDIA"]);
        Directory.CreateDirectory(folder["output/.ofo-watcher"]);
        cache = folder["output/.ofo-watcher/survey/site"];
        for (var number = 0; number < 10; number++)
            File.WriteAllBytes(folder[$"share/site/100MEDIA/{number}.JPG"], Whole);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_added_photo_costs_one_photo()
    {
        Assert.Equal(10, Take().Examined);
        Assert.Equal(0, Take().Examined);
        File.WriteAllBytes(folder["share/site/new.JPG"], Whole);

        var inventory = Take();

        Assert.Equal((1, 11), (inventory.Examined, inventory.Photos.Count));
        Assert.Equal(0, Take().Examined);
    }

    [Theory]
    [InlineData(200, 8, false, false)]
    [InlineData(200, 8, true, false)]
    [InlineData(0, 400, false, true)]
    [InlineData(0, 400, true, true)]
    public void A_photo_or_two_that_cannot_be_read_are_faults_and_many_are_the_share_failing(
        int others, int lost, bool keepsFolder, bool isShare)
    {
        for (var number = 0; number < others; number++)
            File.WriteAllBytes(folder[$"share/site/100MEDIA/more-{number:000}.JPG"], Whole);
        Directory.CreateDirectory(folder["share/site/102MEDIA"]);
        for (var number = 0; number < lost; number++)
            File.WriteAllBytes(folder[$"share/site/102MEDIA/{number}.JPG"], Whole);
        var goes = new GoesAway(folder["share/site/102MEDIA"], keepsFolder);

        ImageryInventory Look() => ImageryInventory.Take(
            folder["share/site"], IntakeOptions.DefaultCompleteMarker, null, goes, TestContext.Current.CancellationToken);

        if (isShare)
        {
            Assert.ThrowsAny<IOException>(Look);
            return;
        }

        var faulty = Look().Photos.Where(photo => photo.Fault is not null).ToList();
        Assert.Equal(lost, faulty.Count);
        Assert.All(faulty, photo => Assert.Equal(PhotoFaultKind.Unreadable, photo.Fault!.Kind));
    }

    /// <summary>Takes a folder, or the files in it, away between the listing of the files and the look at them.</summary>
    private sealed class GoesAway(string path, bool keepsFolder) : IProgress<int>
    {
        private readonly Lock gate = new();

        public void Report(int value)
        {
            if (value == 0)
                return;
            lock (gate) // Holds up the other readers until it is gone.
            {
                foreach (var file in Directory.Exists(path) ? Directory.GetFiles(path) : [])
                    File.Delete(file);
                if (!keepsFolder && Directory.Exists(path))
                    Directory.Delete(path);
            }
        }
    }

    [Fact]
    public void What_comes_from_the_cache_is_what_was_found()
    {
        File.WriteAllBytes(folder["share/site/cut.JPG"], Whole[..^2]);
        var first = Take();
        var second = Take();

        Assert.Equal(first.Photos, second.Photos);
        Assert.Equal(32, second.Photos[0].Metadata!.Width);
        Assert.Single(second.Photos, photo => photo.Fault?.Kind == PhotoFaultKind.CutOff);
        Assert.Equal(1, second.Examined); // The one with the fault, which may have been mended.
    }

    [Fact]
    public void A_photo_that_was_written_over_is_looked_at_again_although_its_size_and_time_are_the_same()
    {
        var file = folder["share/site/100MEDIA/3.JPG"];
        var written = new DateTime(2026, 6, 12, 10, 30, 0, DateTimeKind.Utc); // To be set again to the nanosecond.
        File.SetLastWriteTimeUtc(file, written);
        Take();
        FileClock.Tick();
        File.WriteAllBytes(file, [.. Whole[..^2], 0, 0]);
        File.SetLastWriteTimeUtc(file, written);

        var inventory = Take();

        Assert.Equal(1, inventory.Examined);
        Assert.Single(inventory.Photos, photo => photo.Fault is not null);
    }

    [Fact]
    public void A_photo_that_went_away_leaves_the_cache()
    {
        Take();
        var before = new FileInfo(cache).Length;
        File.Delete(folder["share/site/100MEDIA/3.JPG"]);

        Assert.Equal((0, 9), (Take().Examined, Take().Photos.Count));
        Assert.True(new FileInfo(cache).Length < before);
    }

    [Fact]
    public void A_damaged_cache_costs_time_only()
    {
        Take();
        File.WriteAllBytes(cache, [1, 2, 3]);

        Assert.Equal((10, null), (Take().Examined, Take().CacheFault));
        Assert.Equal(0, Take().Examined);
    }

    [Fact]
    public void A_cache_that_cannot_be_written_costs_nothing()
    {
        File.WriteAllText(folder["output/.ofo-watcher/survey"], "no folder");

        var inventory = Take();

        Assert.Equal(10, inventory.Photos.Count(photo => photo.Fault is null));
        Assert.NotNull(inventory.CacheFault);
    }

    [Fact]
    public void Without_a_cache_file_nothing_is_kept()
    {
        Take(null);

        Assert.Empty(Directory.GetFileSystemEntries(folder["output/.ofo-watcher"]));
    }

    [Fact]
    public void Photos_with_the_same_content_have_the_same_hash_and_others_do_not()
    {
        File.WriteAllBytes(folder["share/site/other.JPG"], JpegBytes.Noise(32, 32, seed: 2));
        File.WriteAllBytes(folder["share/site/longer.JPG"], [.. Whole, 0]);

        var photos = Take().Photos.ToLookup(photo => photo.Content);

        Assert.Equal([1, 1, 10], photos.Select(same => same.Count()).Order());
    }

    [Fact]
    public void More_photos_than_any_mission_has_are_not_looked_at()
    {
        var inventory = Take(cache, most: 7);

        Assert.True(inventory.IsTooLarge);
        Assert.Equal(7, inventory.Photos.Count);
        Assert.False(Take(cache, most: 10).IsTooLarge);
    }

    [Fact]
    public void The_file_that_ends_an_upload_is_no_photo_whatever_it_is_called()
    {
        File.WriteAllText(folder["share/site/DONE.JPG"], "");

        var inventory = ImageryInventory.Take(
            folder["share/site"], "DONE.JPG", null, null, TestContext.Current.CancellationToken);

        Assert.Equal(10, inventory.Photos.Count);
    }

    private ImageryInventory Take() => Take(cache);

    private ImageryInventory Take(string? cacheFile, int most = ImageryInventory.MostPhotos) => ImageryInventory.Take(
        folder["share/site"], IntakeOptions.DefaultCompleteMarker, cacheFile, null,
        TestContext.Current.CancellationToken, most);
}
