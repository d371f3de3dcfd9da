using OfoWatcher.Markers;
using OfoWatcher.Platform;
using OfoWatcher.Reconciling;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Reconciling;

public sealed class BaselineTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly OutputFolder output;
    private readonly Baseline baseline;

    public BaselineTests()
    {
        output = new OutputFolder(folder.Path);
        baseline = new Baseline(output);
    }

    public void Dispose() => folder.Dispose();

    private bool IsHeld(string project) => baseline.Find(project, BacklogPolicy.Hold).IsHeld;

    [Fact]
    public void Projects_of_a_roots_first_scan_are_held_and_later_ones_are_not()
    {
        Assert.Equal(1, baseline.Note("/share", "1:1", ["old"]));
        Assert.Equal(0, baseline.Note("/share", "1:1", ["old", "new"]));
        Assert.True(IsHeld("old"));
        Assert.False(IsHeld("new"));
    }

    [Fact]
    public void Nothing_is_held_when_the_settings_say_process() =>
        Assert.Equal(BaselineStanding.None, NoteAndFind(BacklogPolicy.Process));

    private BaselineStanding NoteAndFind(BacklogPolicy policy)
    {
        baseline.Note("/share", "1:1", ["old"]);
        return baseline.Find("old", policy);
    }

    [Fact]
    public void A_project_with_results_is_not_held()
    {
        Directory.CreateDirectory(folder["done"]);
        File.WriteAllText(folder["done", MarkerStore.Completed], "{}");
        Directory.CreateDirectory(folder["running", "running-1"]);
        File.WriteAllText(folder["running", "running-1", "run.json"], "{}");
        Directory.CreateDirectory(folder["waiting"]);
        Assert.Equal(1, baseline.Note("/share", "1:1", ["done", "running", "waiting"]));
        Assert.True(IsHeld("waiting"));
    }

    [Fact]
    public void A_root_that_was_empty_and_is_another_volume_now_was_not_mounted_then()
    {
        baseline.Note("/share", "1:1", []);
        Assert.Equal(2, baseline.Note("/share", "2:64", ["a", "b"]));
        Assert.True(IsHeld("a"));
    }

    [Fact]
    public void The_first_project_on_an_empty_share_is_not_held()
    {
        baseline.Note("/share", "1:1", []);
        Assert.Equal(0, baseline.Note("/share", "1:1", ["first"]));
        Assert.False(IsHeld("first"));
    }

    [Fact]
    public void A_volume_with_projects_may_get_another_number_at_a_reboot()
    {
        baseline.Note("/share", "1:1", ["old"]);
        Assert.Equal(0, baseline.Note("/share", "9:9", ["old", "new"]));
        Assert.False(IsHeld("new"));
    }

    [Fact]
    public void Adopted_projects_are_known_by_their_revision_and_released_ones_are_new()
    {
        baseline.Note("/share", "1:1", ["a", "b"]);
        baseline.Adopt(new Dictionary<string, string> { ["a"] = "r1" });
        Assert.Equal(new BaselineStanding(false, "r1"), baseline.Find("a", BacklogPolicy.Hold));
        Assert.True(baseline.Release("b"));
        Assert.False(baseline.Release("b"));
        Assert.Empty(baseline.Held);
    }

    [Fact]
    public void What_another_process_wrote_is_taken_over()
    {
        baseline.Note("/share", "1:1", ["a"]);
        var other = new Baseline(output);
        other.Refresh();
        other.Adopt(new Dictionary<string, string> { ["a"] = "r1" });
        File.SetLastWriteTimeUtc(output.BaselineFile, DateTime.UnixEpoch);
        baseline.Refresh();
        Assert.Equal("r1", baseline.Find("a", BacklogPolicy.Hold).AdoptedRevision);
    }

    [Theory]
    [InlineData("{ \"held\": [ ")]
    [InlineData("{ \"held\": null }")]
    public void A_damaged_file_is_told_and_never_taken_for_an_empty_one(string text)
    {
        File.WriteAllText(output.BaselineFile, text);
        var fault = Assert.Throws<IOException>(baseline.Refresh);
        Assert.Contains("baseline.json is damaged", fault.Message, StringComparison.Ordinal);
    }
}
