using OfoWatcher.Metashape;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Metashape;

public sealed class MetashapeLogTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("Photos added: 812\nRun Completed: 20260612T1430\n", true)]
    [InlineData("Run Completed: 20260612T1430", true)]
    [InlineData("Photos added: 812\n", false)]
    [InlineData("said 'Run Completed'\n", false)]
    [InlineData("", false)]
    public void A_run_came_to_its_end_when_a_line_of_its_log_says_so(string log, bool isCompleted)
    {
        File.WriteAllText(folder["oak_log.txt"], log);

        Assert.Equal(isCompleted, MetashapeLog.SaysCompleted(folder.Path, "oak", null));
    }

    [Fact]
    public void The_end_is_found_behind_a_long_log()
    {
        File.WriteAllText(folder["oak_log.txt"], new string('x', 500_000) + "\nRun Completed: 20260612T1430\n");

        Assert.True(MetashapeLog.SaysCompleted(folder.Path, "oak", null));
    }

    [Fact]
    public void Without_a_log_or_with_that_of_another_project_nothing_is_known()
    {
        File.WriteAllText(folder["oak_b_log.txt"], "Run Completed: 20260612T1430\n");

        Assert.False(MetashapeLog.SaysCompleted(folder.Path, "oak", null));
        Assert.False(MetashapeLog.SaysCompleted(folder["none"], "oak", null));
    }

    [Fact]
    public void A_log_from_before_the_run_went_again_tells_of_an_earlier_try()
    {
        File.WriteAllText(folder["oak_log.txt"], "Run Completed: 20260612T1430\n");
        var written = new DateTimeOffset(File.GetLastWriteTimeUtc(folder["oak_log.txt"]));

        Assert.False(MetashapeLog.SaysCompleted(folder.Path, "oak", written.AddSeconds(1)));
        Assert.True(MetashapeLog.SaysCompleted(folder.Path, "oak", written.AddSeconds(-1)));
    }
}
