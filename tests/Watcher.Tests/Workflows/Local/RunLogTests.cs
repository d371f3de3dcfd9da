using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Workflows.Local;

namespace OfoWatcher.Tests.Workflows.Local;

public sealed class RunLogTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("", null, "")]
    [InlineData("reading\n", null, "")]
    [InlineData("[progress] 0%\n", 0.0, "")]
    [InlineData("[progress] 10%\nother\n[progress] 12.5 %\nother\n", 0.125, "")]
    [InlineData("[progress] 10%\r[progress] 20%\r", 0.2, "")]
    [InlineData("[progress] 250%\n", 1.0, "")]
    [InlineData("[progress] buildDepthMaps: 60%\n", null, "buildDepthMaps: 60%")]
    [InlineData("[progress] matchPhotos: 100%\n[progress] alignCameras: 3%\n", null, "alignCameras: 3%")]
    [InlineData("[progress] alignCameras: 3%\n[progress] 40%\n", 0.4, "alignCameras: 3%")]
    [InlineData("[heartbeat] last: [progress] 99%\n[progress] soon\n[progress] -5%\n", null, "")]
    [InlineData("\u001b[32m[progress] 30%\u001b[0m\n", 0.3, "")]
    public void The_progress_printed_last_counts(string log, double? share, string step) =>
        Assert.Equal(new LogProgress(share, step), RunLog.ReadProgress(Log(log)));

    [Fact]
    public void A_log_that_is_not_there_tells_nothing()
    {
        Assert.Equal(LogProgress.None, RunLog.ReadProgress(folder["none"]));
        Assert.Empty(RunLog.LastLines(folder["none"], 20));
        Assert.Equal(0, RunLog.LengthOf(folder["none"]));
    }

    [Fact]
    public void The_last_lines_are_whole_and_without_blanks_or_colours() =>
        Assert.Equal(
            ["two", "red three", "four"],
            RunLog.LastLines(Log("one\n\ntwo\r\n  \n\u001b[1;31mred\u001b[0m\tthree\nfour"), 3));

    [Fact]
    public void Only_the_end_of_a_large_log_is_read_and_its_first_line_is_whole()
    {
        var log = Log(string.Concat(Enumerable.Range(100_000, 20_000).Select(number => $"line {number}\n")));

        var lines = RunLog.LastLines(log, int.MaxValue);

        Assert.Equal("line 119999", lines[^1]);
        Assert.InRange(lines.Count, 5_000, 6_000);
        Assert.All(lines, line => Assert.Equal("line 119999".Length, line.Length));
    }

    [Fact]
    public void A_line_without_end_is_cut_off_and_bytes_that_are_no_text_do_no_harm()
    {
        File.WriteAllBytes(folder["log"], [.. Enumerable.Repeat((byte)0xFF, 200_000), (byte)'x']);

        Assert.Equal(401, Assert.Single(RunLog.LastLines(folder["log"], 20)).Length);
    }

    private string Log(string text)
    {
        File.WriteAllText(folder["log"], text);
        return folder["log"];
    }
}
