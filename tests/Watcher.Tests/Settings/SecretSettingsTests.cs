using FluentValidation;
using Microsoft.Extensions.Configuration;
using OfoWatcher.Platform;
using OfoWatcher.Settings;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Settings;

public sealed class SecretSettingsTests
{
    private const string Wrong = "swordfish";

    [Theory]
    [InlineData("short")]
    [InlineData("with a space in it, and long")]
    [InlineData("with-a-line-break-at-its-end\n")]
    public void A_token_that_is_none_is_refused_without_being_shown(string token)
    {
        var fault = Assert.Single(SettingsText.FaultsOf(("Dashboard:Token", token)));

        Assert.Equal(
            "Dashboard:Token is *** but must be empty or 16 to 256 letters, digits and signs of ASCII, no spaces",
            fault);
    }

    [Theory]
    [InlineData("Part:Key", Wrong)]
    [InlineData("Part:Number", Wrong)]
    [InlineData("Part:List", Wrong)]
    [InlineData("Part:List:0", Wrong)]
    [InlineData("Part:Map", Wrong)]
    [InlineData("Part:Map:a", Wrong)]
    public void No_kind_of_secret_is_shown(string key, string value)
    {
        var faults = new List<string>();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build();
        SettingsSection.Read(configuration, "Part", new PartValidator(), faults);

        var fault = Assert.Single(faults);
        Assert.DoesNotContain(Wrong, fault, StringComparison.Ordinal);
        Assert.Contains(SecretAttribute.Mask, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Key", true)]
    [InlineData("key", true)]
    [InlineData("Inner.Key", true)]
    [InlineData("Inners[3].Key", true)]
    [InlineData("ByName:mine:Key", true)]
    [InlineData("Inner.Open", false)]
    [InlineData("ByName:Key:Open", false)]
    public void What_is_secret_within_a_part_is_found(string path, bool isSecret) =>
        Assert.Equal(isSecret, SecretAttribute.IsOn(typeof(Part), path));

    [Fact]
    public async Task No_command_says_the_token()
    {
        using var share = new TestShare();
        foreach (var token in new[] { "swordfish", "swordfish-swordfish" })
        {
            foreach (var command in new[] { "once", "status", "retry" })
            {
                string[] words = command == "retry" ? [command, "oak"] : [command];
                var outcome = await WatcherProcess.RunAsync(
                    "/", [.. words, .. share.Settings], "env", $"Dashboard__Token={token}");

                Assert.DoesNotContain(outcome.Output, line => line.Contains("swordfish", StringComparison.Ordinal));
                Assert.DoesNotContain(outcome.Error, line => line.Contains("swordfish", StringComparison.Ordinal));
            }
        }
    }

    private sealed record Part
    {
        [Secret]
        public string Key { get; init; } = "";

        [Secret]
        public int Number { get; init; }

        [Secret]
        public IReadOnlyList<string> List { get; init; } = [];

        [Secret]
        public IReadOnlyDictionary<string, int> Map { get; init; } = new Dictionary<string, int>();

        public Inner Inner { get; init; } = new();

        public IReadOnlyList<Inner> Inners { get; init; } = [];

        public IReadOnlyDictionary<string, Inner> ByName { get; init; } = new Dictionary<string, Inner>();
    }

    private sealed record Inner
    {
        [Secret]
        public string Key { get; init; } = "";

        public string Open { get; init; } = "";
    }

    private sealed class PartValidator : AbstractValidator<Part>
    {
        public PartValidator()
        {
            RuleFor(part => part.Key).Empty().WithMessage("must be empty");
            RuleFor(part => part.List).Empty().WithMessage("must be empty");
        }
    }
}
