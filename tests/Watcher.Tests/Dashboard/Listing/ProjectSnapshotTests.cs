using OfoWatcher.Dashboard.Listing;
using OfoWatcher.Intake;
using OfoWatcher.Reconciling;
using OfoWatcher.Reconciling.Leadership;

namespace OfoWatcher.Tests.Dashboard.Listing;

public sealed class ProjectSnapshotTests
{
    [Fact]
    public void The_version_grows_only_when_something_shown_has_changed()
    {
        var first = Rows.Snapshot(before: null, Rows.Waiting("oak"), Rows.Waiting("ash"));
        var same = ProjectSnapshot.Of(
            Rows.Reading(Rows.Waiting("ash"), Rows.Waiting("oak")), Rows.NoFindings, first, Rows.Noon.AddSeconds(9));

        Assert.Equal(first.Version, same.Version);
        Assert.Equal(Rows.Noon.AddSeconds(9), same.AsOf);
        Assert.Same(first.Rows, same.Rows);
        foreach (var other in new[]
        {
            Rows.Reading(Rows.Waiting("ash"), Rows.Waiting("oak", "for a person")),
            Rows.Reading(Rows.Waiting("ash")),
            Rows.Reading(Rows.Waiting("ash"), Rows.Waiting("oak"), Rows.Waiting("elm")),
            Rows.Reading(Rows.Waiting("ash"), Rows.Waiting("oak")) with { Watcher = "another" },
            Rows.Reading(Rows.Waiting("ash"), Rows.Waiting("oak")) with { Role = WatcherRole.Follower },
        })
        {
            Assert.Equal(first.Version + 1, ProjectSnapshot.Of(other, Rows.NoFindings, first, Rows.Noon).Version);
        }
    }

    [Fact]
    public void It_names_what_is_new_what_is_other_and_what_is_gone()
    {
        var first = Rows.Snapshot(before: null, Rows.Waiting("oak"), Rows.Waiting("ash"), Rows.Waiting("elm"));

        var next = Rows.Snapshot(first, Rows.Waiting("oak"), Rows.Waiting("ash", "for a person"), Rows.Waiting("fir"));

        Assert.Equal(["ash", "elm", "fir"], next.Changed!.Order());
        Assert.Same(first.Rows.Find("oak"), next.Rows.Find("oak"));
    }

    [Fact]
    public void More_than_a_hundred_changes_are_not_named()
    {
        var first = Rows.Snapshot(before: null, Rows.Many(100));
        Assert.Equal(100, first.Changed!.Count);
        Assert.Null(Rows.Snapshot(first, Rows.Many(201)).Changed);
    }

    [Fact]
    public void The_versions_of_a_process_started_later_are_greater()
    {
        var earlier = Rows.Snapshot(before: null, Rows.Waiting("oak"));
        for (var second = 0; second < 5; second++)
            earlier = Rows.Snapshot(earlier, Rows.Waiting("oak", $"{second}"));

        var later = ProjectSnapshot.Of(Rows.Reading(), Rows.NoFindings, null, Rows.Noon.AddSeconds(10));

        Assert.True(later.Version > earlier.Version);
    }

    [Fact]
    public void A_project_that_is_told_twice_is_listed_once_and_does_not_change_all_the_time()
    {
        var first = Rows.Snapshot(before: null, Rows.Waiting("oak", "one"), Rows.Waiting("oak", "two"));
        var next = Rows.Snapshot(first, Rows.Waiting("oak", "one"), Rows.Waiting("oak", "two"));

        Assert.Equal(1, first.Rows.Total);
        Assert.Equal("one", first.Rows.Find("oak")!.Words);
        Assert.Equal(first.Version, next.Version);
    }

    [Fact]
    public void A_row_tells_all_that_is_known_of_a_project()
    {
        var upload = new UploadEntry
        {
            Root = "/share",
            Seen = new UploadObservation { Photos = long.MaxValue, Bytes = 12 },
            FoundAt = Rows.Noon.AddDays(-1),
            SeenAt = Rows.Noon,
            WalkedAt = Rows.Noon,
        };

        Assert.Equal(
            new ProjectRow("oak", ProjectState.Running, "step 2")
            {
                FoundAt = Rows.Noon.AddDays(-1),
                Photos = int.MaxValue,
                Bytes = 12,
                Progress = 0.25,
                Step = "align",
                StepNumber = 2,
                StepCount = 7,
                EstimatedEnd = Rows.Noon,
                Errors = 1,
                Warnings = 3,
            },
            ProjectRow.Of(Rows.Running, upload, new FindingCount(1, 3), null));
        Assert.Equal(
            new ProjectRow("elm", ProjectState.Waiting, "for its turn"),
            ProjectRow.Of(Rows.Waiting("elm"), null, null, null));
    }
}
