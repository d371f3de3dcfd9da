using OfoWatcher.Telemetry;

namespace OfoWatcher.Tests.Telemetry;

public sealed class HealthBoardTests
{
    [Fact]
    public void Of_many_that_see_the_same_fault_at_once_exactly_one_has_the_news()
    {
        const int seers = 4;
        const int rounds = 2000;
        var board = new HealthBoard();
        var news = new int[2 * rounds];
        using var together = new Barrier(seers);

        var threads = Enumerable.Range(0, seers).Select(_ => new Thread(() =>
        {
            for (var round = 0; round < news.Length; round++)
            {
                together.SignalAndWait();
                if (board.Set(HealthBoard.Engine, round % 2 == 0 ? "the template is missing" : null))
                    Interlocked.Increment(ref news[round]);
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.All(news, count => Assert.Equal(1, count));
        Assert.Empty(board.Faults);
    }
}
