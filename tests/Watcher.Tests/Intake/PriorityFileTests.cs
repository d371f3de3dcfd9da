using System.Text;
using OfoWatcher.Intake;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Intake;

public sealed class PriorityFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("", 10)]
    [InlineData(" \r\n", 10)]
    [InlineData("20", 20)]
    [InlineData("+20\n", 20)]
    [InlineData("\uFEFF-100\r\n", -100)]
    [InlineData("0", 0)]
    public void A_whole_number_counts_and_an_empty_file_means_soon(string text, int priority) =>
        Assert.Equal(new PriorityWish(priority), PriorityFile.Parse(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("101", "101")]
    [InlineData("-101", "-101")]
    [InlineData("99999999999999999999", "99999999999999999999")]
    [InlineData("soon", "soon")]
    [InlineData("1 2", "1 2")]
    [InlineData("1.5", "1.5")]
    [InlineData("a\u001b[31mb\nc", "a?[31mb?c")]
    [InlineData("a sentence that is longer than anybody reads", "a sentence that is l…")]
    public void Anything_else_counts_as_none_and_is_shown_in_safe_and_short_words(string text, string shown)
    {
        var wish = PriorityFile.Parse(Encoding.UTF8.GetBytes(text));

        Assert.Equal(0, wish.Value);
        Assert.Equal(
            $"_PRIORITY holds “{shown}” and counts as none: it takes a whole number from -100 to 100, or nothing",
            wish.Fault);
    }

    [Fact]
    public void Of_gigabytes_only_the_first_bytes_are_read()
    {
        using (var file = File.Create(folder["zeros"]))
            file.SetLength(20L << 30);
        File.WriteAllText(folder["blanks"], new string(' ', 1000) + "5");

        Assert.All(["zeros", "blanks"], name => Assert.NotNull(PriorityFile.Read(folder[name]).Fault));
    }

    [Fact]
    public void A_file_that_is_not_for_the_watchers_eyes_or_gone_counts_as_none()
    {
        Directory.CreateDirectory(folder["inner"]);

        Assert.All(
            ["inner", "missing"],
            name => Assert.Equal(
                new PriorityWish(0, "_PRIORITY cannot be read, so it counts as none"),
                PriorityFile.Read(folder[name])));
    }
}
