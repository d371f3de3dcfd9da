using OfoWatcher.Platform;

namespace OfoWatcher.Tests.Platform;

public sealed class SpellingTests
{
    private static readonly string[] Words = ["photo-empty", "photo-zeroed", "name", "gps-zero"];

    [Theory]
    [InlineData("photo-empty", "photo-empty")]
    [InlineData("Photo_Empty", "photo-empty")]
    [InlineData("foto-empty", "photo-empty")]
    [InlineData("phot-emtpy", "photo-empty")]
    [InlineData("nam", "name")]
    [InlineData("gpszero", "gps-zero")]
    [InlineData("unheard-of", null)]
    [InlineData("x", null)]
    [InlineData("", null)]
    public void A_slip_of_the_pen_is_understood_and_other_words_are_not(string word, string? meant) =>
        Assert.Equal(meant, Spelling.Nearest(word, Words));

    [Fact]
    public void A_word_of_a_million_letters_costs_nothing() =>
        Assert.Null(Spelling.Nearest(new string('a', 1_000_000), Words));
}
