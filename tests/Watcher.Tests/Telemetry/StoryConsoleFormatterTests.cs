using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OfoWatcher.Telemetry;

namespace OfoWatcher.Tests.Telemetry;

public sealed class StoryConsoleFormatterTests
{
    private static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2026, 6, 12, 12, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(LogLevel.Debug, "")]
    [InlineData(LogLevel.Information, "")]
    [InlineData(LogLevel.Warning, "WARNING ")]
    [InlineData(LogLevel.Error, "ERROR ")]
    [InlineData(LogLevel.Critical, "ERROR ")]
    public void A_line_is_the_time_the_weight_and_the_sentence(LogLevel level, string weight) =>
        Assert.Equal([$"2026-06-12 12:00:00Z {weight}site: found"], Lines(level, "site: found"));

    [Theory]
    [InlineData("a\n2026-06-12 12:00:00Z b: COMPLETED", "a 2026-06-12 12:00:00Z b: COMPLETED")]
    [InlineData("a\r\nb\u0085c\u001b[31md\0e", "a  b c [31md e")]
    public void Control_characters_of_a_name_forge_no_line(string message, string shown) =>
        Assert.Equal([$"2026-06-12 12:00:00Z {shown}"], Lines(LogLevel.Information, message));

    [Fact]
    public void An_exception_stands_indented_below_so_that_its_text_forges_no_line()
    {
        var lines = Lines(LogLevel.Error, "site: failed", new IOException("a\r\n2026-06-12 12:00:00Z b\u001b[2J"));

        Assert.Equal("2026-06-12 12:00:00Z ERROR site: failed", lines[0]);
        Assert.Equal(["    System.IO.IOException: a", "    2026-06-12 12:00:00Z b [2J"], lines[1..]);
    }

    private static string[] Lines(LogLevel level, string message, Exception? exception = null)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var entry = new LogEntry<string>(level, "category", 1, message, exception, (state, _) => state);
        new StoryConsoleFormatter(Clock).Write(entry, null, writer);
        Assert.EndsWith("\n", writer.ToString(), StringComparison.Ordinal);
        return writer.ToString()[..^1].Split('\n');
    }
}
