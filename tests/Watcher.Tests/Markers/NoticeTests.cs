using OfoWatcher.Markers;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Markers;

public sealed class NoticeTests : IDisposable
{
    private readonly TemporaryFolder project = new();

    public void Dispose() => project.Dispose();

    [Fact]
    public void Who_is_to_be_told_and_who_was_stands_in_the_marker_and_nothing_does_when_nobody_is()
    {
        var marker = SampleMarkers.Completed with
        {
            Notice = new Notice
            {
                Id = "00ff",
                Due = ["lab"],
                Delivered = new Dictionary<string, DateTimeOffset> { ["chat"] = SampleMarkers.Noon },
                GivenUp = new Dictionary<string, string> { ["old"] = "it answered 410" },
            },
        };
        MarkerStore.Write(project.Path, SampleMarkers.Completed);
        var without = File.ReadAllText(project[MarkerStore.Completed]);
        MarkerStore.Write(project.Path, marker);

        var read = new MarkerStore().Read(project.Path).Marker!.Notice!;
        Assert.Equal(("00ff", "lab"), (read.Id, Assert.Single(read.Due)));
        Assert.Equal(marker.Notice.Delivered, read.Delivered);
        Assert.Equal(marker.Notice.GivenUp, read.GivenUp);
        Assert.DoesNotContain("notice", without, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_notice_that_holds_only_what_is_due_can_be_read()
    {
        MarkerStore.Write(project.Path, SampleMarkers.Completed);
        var path = project[MarkerStore.Completed];
        File.WriteAllText(
            path,
            File.ReadAllText(path).Replace(
                "\"schemaVersion\": 1,", "\"schemaVersion\": 1, \"notice\": { \"id\": \"1\", \"due\": [] },",
                StringComparison.Ordinal));

        var read = new MarkerStore().Read(project.Path).Marker!.Notice!;
        Assert.Empty(read.Delivered);
        Assert.Empty(read.GivenUp);
    }

    [Fact]
    public void A_marker_that_somebody_deleted_does_not_come_back_by_a_note_in_it()
    {
        MarkerStore.Rewrite(project.Path, SampleMarkers.Completed);

        Assert.Empty(Directory.EnumerateFileSystemEntries(project.Path));
    }
}
