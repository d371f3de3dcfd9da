using OfoWatcher.Markers;
using OfoWatcher.Reconciling;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Reconciling;

public sealed class StatusBoardTests
{
    [Fact]
    public void A_status_that_could_not_be_written_is_written_when_it_is_posted_again()
    {
        using var folder = new TemporaryFolder();
        var board = new StatusBoard(new StatusFile());
        var failed = new ProjectStatus("oak", ProjectState.Failed, "exit code 1");
        File.WriteAllText(folder["oak"], "in the way of the folder");
        Assert.ThrowsAny<IOException>(() => board.Post(folder["oak"], failed));
        Assert.Null(board.Find("oak"));

        File.Delete(folder["oak"]);
        Assert.Null(board.Post(folder["oak"], failed));
        Assert.Equal("Failed: exit code 1", StatusFile.Read(folder["oak"]));
        Assert.True(board.AnyNewlyFailed);
    }

    [Fact]
    public void A_project_stays_stuck_whatever_is_posted_until_it_comes_on()
    {
        using var folder = new TemporaryFolder();
        var board = new StatusBoard(new StatusFile());
        var since = new DateTimeOffset(2026, 6, 12, 12, 0, 0, TimeSpan.Zero);
        board.Post(folder["oak"], new ProjectStatus("oak", ProjectState.Waiting, "for room"));
        board.NoteStuck("oak", since);

        var before = board.Post(folder["oak"], new ProjectStatus("oak", ProjectState.Waiting, "for room, still"));

        Assert.Equal(("for room", since), (before!.Words, before.StuckSince));
        Assert.Equal(("for room, still", since), (board.Find("oak")!.Words, board.Find("oak")!.StuckSince));
        var version = board.Version;
        board.NoteStuck("oak", null);
        Assert.NotEqual(version, board.Version);
        Assert.Null(board.Find("oak")!.StuckSince);
    }
}
