using OfoWatcher.Platform;

namespace OfoWatcher.Tests.Platform;

public sealed class WordsTests
{
    [Theory]
    [InlineData(0, "0 bytes")]
    [InlineData(1, "1 byte")]
    [InlineData(999, "999 bytes")]
    [InlineData(1000, "1.0 kB")]
    [InlineData(1234, "1.2 kB")]
    [InlineData(99_949, "99.9 kB")]
    [InlineData(99_950, "100 kB")]
    [InlineData(999_499, "999 kB")]
    [InlineData(999_500, "1.0 MB")]
    [InlineData(6_100_000_000, "6.1 GB")]
    [InlineData(long.MaxValue, "9.2 EB")]
    public void Sizes_have_two_or_three_digits_and_a_decimal_unit(long bytes, string words) =>
        Assert.Equal(words, Words.Size(bytes));

    [Theory]
    [InlineData(0, "0 photos")]
    [InlineData(1, "1 photo")]
    [InlineData(812, "812 photos")]
    [InlineData(12345, "12345 photos")]
    public void One_is_singular(long number, string words) => Assert.Equal(words, Words.Count(number, "photo"));

    [Fact]
    public void A_plural_may_be_given() =>
        Assert.Equal(("1 launch", "2 launches"), (Words.Count(1, "launch", "launches"), Words.Count(2, "launch", "launches")));

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(99, "99 s")]
    [InlineData(100, "2 min")]
    [InlineData(600, "10 min")]
    [InlineData(5999, "100 min")]
    [InlineData(6000, "1.7 h")]
    [InlineData(12_600, "3.5 h")]
    [InlineData(172_800, "2 days")]
    [InlineData(216_000, "2.5 days")]
    public void Times_are_in_a_unit_that_fits(int seconds, string words) =>
        Assert.Equal(words, Words.Time(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(0, 600, "0 of 10 min")]
    [InlineData(299, 600, "4 of 10 min")] // Not yet five.
    [InlineData(600, 600, "10 of 10 min")]
    [InlineData(5, 30, "5 of 30 s")]
    [InlineData(90, 150, "1 of 2.5 min")]
    [InlineData(7200, 86_400, "2 of 24 h")]
    public void Progress_is_in_the_unit_of_the_whole_and_never_ahead_of_itself(int part, int whole, string words) =>
        Assert.Equal(words, Words.TimeOf(TimeSpan.FromSeconds(part), TimeSpan.FromSeconds(whole)));
}
