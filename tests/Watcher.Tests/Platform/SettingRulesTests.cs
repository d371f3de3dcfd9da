using FluentValidation;
using OfoWatcher.Platform;

namespace OfoWatcher.Tests.Platform;

public sealed class SettingRulesTests
{
    [Fact]
    public void Each_fault_is_one_line_with_the_key_the_value_and_what_is_allowed() =>
        Assert.Equal(
            [
                "Part:Number is 11 but must be a whole number from 1 to 10",
                "Part:Wait is \"1.02:03:04\" but must be a time from 00:00:01 to 1.00:00:00 "
                    + "([days.]hours:minutes:seconds)",
                "Part:Text is \"x\" but wrong",
                "Part:Missing is nothing but wrong",
                "Part:List is [a, b] but wrong",
                "Part:List:1 is \"b\" but wrong",
            ],
            new PartValidator().Validate(new Part()).Errors.Select(error => SettingRules.Describe("Part", error)));

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public void The_ends_of_a_range_belong_to_it(int number, bool isGood)
    {
        var validator = new InlineValidator<Part>();
        validator.RuleFor(part => part.Number).Within(1, 10);
        validator.RuleFor(part => part.Wait).Within(TimeSpan.FromDays(1), TimeSpan.FromDays(10));
        Assert.Equal(
            isGood, validator.Validate(new Part { Number = number, Wait = TimeSpan.FromDays(number) }).IsValid);
    }

    private sealed record Part
    {
        public int Number { get; init; } = 11;

        public TimeSpan Wait { get; init; } = new(1, 2, 3, 4);

        public string Text { get; init; } = "x";

        public string? Missing { get; init; }

        public IReadOnlyList<string> List { get; init; } = ["a", "b"];
    }

    private sealed class PartValidator : AbstractValidator<Part>
    {
        public PartValidator()
        {
            RuleFor(part => part.Number).Within(1, 10);
            RuleFor(part => part.Wait).Within(TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
            RuleFor(part => part.Text).Equal("y").WithMessage("wrong");
            RuleFor(part => part.Missing).NotNull().WithMessage("wrong");
            RuleFor(part => part.List).Must(list => list.Count == 0).WithMessage("wrong");
            RuleForEach(part => part.List).Equal("a").WithMessage("wrong");
        }
    }
}
