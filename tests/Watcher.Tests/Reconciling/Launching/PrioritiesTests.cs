using OfoWatcher.Intake;
using OfoWatcher.Reconciling.Launching;

namespace OfoWatcher.Tests.Reconciling.Launching;

public sealed class PrioritiesTests
{
    private static readonly Dictionary<string, int> Patterns =
        new() { ["fire-*"] = 50, ["*"] = -1, ["fire-drill-?"] = -20 };

    [Theory]
    [InlineData("fire-12", 50)]
    [InlineData("FIRE-12", 50)]
    [InlineData("fire-drill-3", -20)]
    [InlineData("oak", -1)]
    public void The_longest_pattern_that_matches_counts(string project, int priority) =>
        Assert.Equal(priority, Priorities.Of(project, null, Patterns));

    [Fact]
    public void What_the_pilot_says_wins_unless_it_says_nothing_that_counts()
    {
        Assert.Equal(7, Priorities.Of("fire-12", new PriorityWish(7), Patterns));
        Assert.Equal(0, Priorities.Of("fire-12", new PriorityWish(0), Patterns));
        Assert.Equal(50, Priorities.Of("fire-12", new PriorityWish(0, "holds “soon”"), Patterns));
        Assert.Equal(0, Priorities.Of("fire-12", null, new Dictionary<string, int>()));
    }

    [Fact]
    public void The_status_tells_the_priority_and_what_does_not_count()
    {
        Assert.Equal("", Priorities.Describe(0, null));
        Assert.Equal("priority 50; ", Priorities.Describe(50, null));
        Assert.Equal("it is no number; priority -1; ", Priorities.Describe(-1, new PriorityWish(0, "it is no number")));
    }
}
