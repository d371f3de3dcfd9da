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
}
