using OfoWatcher.Markers;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Markers;

public sealed class MarkerStoreTests : IDisposable
{
    private static readonly string[] All = [MarkerStore.Completed, MarkerStore.Failed, MarkerStore.Invalid];

    private readonly TemporaryFolder project = new();
    private readonly MarkerStore store = new();

    public static TheoryData<string> Names => [.. All];

    public void Dispose() => project.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_marker_reads_as_it_was_written_and_looks_as_it_always_did(string name)
    {
        var marker = SampleMarkers.Of(name);

        MarkerStore.Write(project.Path, marker);
        var reading = store.Read(project.Path);

        GoldenFile.Check(Path.Combine("Markers", name), File.ReadAllText(project[name]));
        Assert.Null(reading.Fault);
        Assert.Empty(reading.Leftovers);
        Assert.IsType(marker.GetType(), reading.Marker);
        Assert.Equivalent(marker, reading.Marker, strict: true);
    }

    [Fact]
    public void No_folder_and_an_empty_folder_hold_no_marker()
    {
        Assert.Equal(MarkerReading.None, store.Read(project["gone"]));
        Assert.Equal(MarkerReading.None, store.Read(project.Path));
        Assert.False(MarkerStore.Remove(project.Path));
    }

    [Fact]
    public void A_project_that_fails_after_it_was_completed_is_left_with_one_marker()
    {
        MarkerStore.Write(project.Path, SampleMarkers.Completed);
        Assert.IsType<CompletedMarker>(store.Read(project.Path).Marker);
        MarkerStore.Write(project.Path, SampleMarkers.Failed);

        Assert.IsType<FailedMarker>(store.Read(project.Path).Marker);
        Assert.Equal(project[MarkerStore.Failed], Assert.Single(Directory.GetFileSystemEntries(project.Path)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void Of_two_markers_that_a_crash_left_the_one_written_later_counts(int minutes)
    {
        MarkerStore.Write(project.Path, SampleMarkers.Failed);
        File.Move(project[MarkerStore.Failed], project["kept"]);
        MarkerStore.Write(
            project.Path, SampleMarkers.Completed with { WrittenAt = SampleMarkers.Noon.AddMinutes(minutes) });
        File.Move(project["kept"], project[MarkerStore.Failed]);

        var reading = store.Read(project.Path);

        var (latest, leftover) = minutes > 0
            ? (typeof(CompletedMarker), MarkerStore.Failed)
            : (typeof(FailedMarker), MarkerStore.Completed);
        Assert.IsType(latest, reading.Marker);
        Assert.Equal([project[leftover]], reading.Leftovers);
    }

    [Fact]
    public async Task Who_reads_while_another_process_puts_one_marker_in_the_place_of_another_finds_one()
    {
        MarkerStore.Write(project.Path, SampleMarkers.Failed);
        var writing = Task.Run(() =>
        {
            for (var round = 0; round < 200; round++)
                MarkerStore.Write(project.Path, round % 2 == 0 ? SampleMarkers.Completed : SampleMarkers.Failed);
        }, TestContext.Current.CancellationToken);

        while (!writing.IsCompleted)
            Assert.NotNull(new MarkerStore().Read(project.Path).Marker);
        await writing;
    }

    [Fact]
    public void Removing_takes_every_marker_and_nothing_else()
    {
        foreach (var name in All)
            File.WriteAllText(project[name], "");
        File.WriteAllText(project["status.txt"], "");

        Assert.True(MarkerStore.Remove(project.Path));

        Assert.Equal(project["status.txt"], Assert.Single(Directory.GetFileSystemEntries(project.Path)));
    }

    [Theory]
    [InlineData("", "is damaged")]
    [InlineData("{", "is damaged")]
    [InlineData("\0\0\0\0", "is damaged")]
    [InlineData("null", "no schemaVersion")]
    [InlineData("[]", "no schemaVersion")]
    [InlineData("{}", "no schemaVersion")]
    [InlineData("""{"schemaVersion":2,"shape":"new"}""", "has schema version 2, which")]
    [InlineData("""{"schemaVersion":0}""", "has schema version 0, which")]
    [InlineData("""{"schemaVersion":1.5}""", "has schema version 1.5, which")]
    [InlineData("""{"schemaVersion":"1"}""", "has schema version 1, which")]
    [InlineData("""{"schemaVersion":1}""", "is damaged")]
    [InlineData(
        """
        {"schemaVersion":1,"project":"p","revision":null,"writtenAt":"2026-01-01T00:00:00Z","message":"m","findings":[]}
        """,
        "is damaged")]
    public void A_marker_that_cannot_be_relied_on_is_a_fault_that_names_the_file(string content, string fault)
    {
        foreach (var name in All)
        {
            File.WriteAllText(project[name], content);

            var reading = store.Read(project.Path);

            Assert.Null(reading.Marker);
            Assert.StartsWith(project[name] + " ", reading.Fault, StringComparison.Ordinal);
            Assert.Contains(fault, reading.Fault, StringComparison.Ordinal);
            Assert.Contains("the project is left alone", reading.Fault, StringComparison.Ordinal);
            File.Delete(project[name]);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_part_of_a_marker_is_a_fault(string name)
    {
        MarkerStore.Write(project.Path, SampleMarkers.Of(name));
        var whole = File.ReadAllBytes(project[name]);

        for (var length = 0; length < whole.Length - 2; length++)
        {
            File.WriteAllBytes(project[name], whole[..length]);
            Assert.NotNull(new MarkerStore().Read(project.Path).Fault);
        }
    }

    [Fact]
    public void A_marker_of_the_first_version_which_told_less_of_its_run_is_read()
    {
        File.WriteAllText(
            project[MarkerStore.Completed],
            """
            {"schemaVersion":1,"project":"p","revision":"0","writtenAt":"2026-01-01T00:00:00Z","message":"1 product",
             "run":"p-1","engine":"argo","attempt":1,"products":[{"path":"p-1/output/a.tif","bytes":5}]}
            """);

        var marker = Assert.IsType<CompletedMarker>(store.Read(project.Path).Marker);

        Assert.Equal([new Product("p-1/output/a.tif", 5)], marker.Products);
        Assert.Empty(marker.Steps);
        Assert.Null(marker.Photos);
    }

    [Fact]
    public void A_damaged_marker_beside_a_good_one_is_a_fault()
    {
        MarkerStore.Write(project.Path, SampleMarkers.Completed);
        File.WriteAllText(project[MarkerStore.Failed], "{");

        Assert.Contains(MarkerStore.Failed, store.Read(project.Path).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_in_the_place_of_a_marker_is_a_fault()
    {
        Directory.CreateDirectory(project[MarkerStore.Invalid]);

        Assert.Equal(
            $"{project[MarkerStore.Invalid]} is a folder; the project is left alone until it is removed",
            store.Read(project.Path).Fault);
    }

    [Theory]
    [InlineData("mkfifo INVALID.json")]
    [InlineData("ln -s FAILED INVALID.json")]
    [InlineData("ln -s none INVALID.json")]
    [InlineData("cp FAILED INVALID.json; truncate -s 2G INVALID.json")]
    public async Task What_only_has_the_name_of_a_marker_is_a_fault_that_holds_up_nobody(string inItsPlace)
    {
        MarkerStore.Write(project.Path, SampleMarkers.Failed);
        Shell.Run(project.Path, $"mv FAILED.json FAILED; {inItsPlace}");

        var reading = await Task.Run(() => store.Read(project.Path), TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.Equal(
            $"{project[MarkerStore.Invalid]} is a link, a pipe or far too large for a marker; the project is left alone "
            + "until it is removed",
            reading.Fault);
        File.Delete(project[MarkerStore.Invalid]);
        File.Move(project["FAILED"], project[MarkerStore.Failed]);
        Assert.IsType<FailedMarker>(store.Read(project.Path).Marker);
    }

    [Fact]
    public void A_marker_changed_within_the_same_second_and_of_the_same_length_is_seen()
    {
        MarkerStore.Write(project.Path, SampleMarkers.Failed with { Message = "one" });
        var second = new DateTime(2026, 6, 12, 12, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(project[MarkerStore.Failed], second);
        Assert.Equal("one", store.Read(project.Path).Marker!.Message);

        MarkerStore.Write(project.Path, SampleMarkers.Failed with { Message = "two" });
        File.SetLastWriteTimeUtc(project[MarkerStore.Failed], second.AddTicks(1));

        Assert.Equal("two", store.Read(project.Path).Marker!.Message);
    }

    [Fact]
    public void A_marker_that_was_repaired_or_deleted_is_seen()
    {
        File.WriteAllText(project[MarkerStore.Completed], "{");
        Assert.NotNull(store.Read(project.Path).Fault);
        MarkerStore.Write(project.Path, SampleMarkers.Completed);
        Assert.Null(store.Read(project.Path).Fault);
        File.Delete(project[MarkerStore.Completed]);
        Assert.Equal(MarkerReading.None, store.Read(project.Path));
    }

    [Fact]
    public void A_full_volume_leaves_the_old_marker_whole()
    {
        using var volume = SmallVolume.Mount();
        MarkerStore.Write(volume.Path, SampleMarkers.Completed);
        var before = File.ReadAllBytes(Path.Combine(volume.Path, MarkerStore.Completed));
        volume.Fill();

        Assert.ThrowsAny<IOException>(() => MarkerStore.Write(volume.Path, SampleMarkers.Failed));
        Assert.ThrowsAny<IOException>(
            () => MarkerStore.Write(volume.Path, SampleMarkers.Completed with { Message = "new" }));

        Assert.Equal(before, File.ReadAllBytes(Path.Combine(volume.Path, MarkerStore.Completed)));
        Assert.IsType<CompletedMarker>(store.Read(volume.Path).Marker);
        Assert.Equal(2, Directory.GetFileSystemEntries(volume.Path).Length); // The filling and the marker.

        File.Delete(Path.Combine(volume.Path, "filling"));
        MarkerStore.Write(volume.Path, SampleMarkers.Failed);
        Assert.IsType<FailedMarker>(store.Read(volume.Path).Marker);
    }

    [Fact]
    public void A_read_only_volume_leaves_the_old_marker_whole()
    {
        using var volume = SmallVolume.Mount();
        MarkerStore.Write(volume.Path, SampleMarkers.Completed);
        volume.MakeReadOnly();

        Assert.ThrowsAny<IOException>(() => MarkerStore.Write(volume.Path, SampleMarkers.Failed));
        Assert.ThrowsAny<IOException>(() => MarkerStore.Remove(volume.Path));

        Assert.IsType<CompletedMarker>(store.Read(volume.Path).Marker);
        volume.MakeWritable();
    }
}
