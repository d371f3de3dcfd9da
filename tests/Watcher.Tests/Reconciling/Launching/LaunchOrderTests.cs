using FsCheck;
using FsCheck.Fluent;
using OfoWatcher.Reconciling.Launching;
using static OfoWatcher.Tests.Reconciling.Sightings;

namespace OfoWatcher.Tests.Reconciling.Launching;

public sealed class LaunchOrderTests
{
    private static readonly Dictionary<string, int> Nothing = [];
    private static readonly string[] Roots = ["/a", "/b", "/c"];

    private static readonly Gen<LaunchCandidate> AnyCandidate =
        from root in Gen.Elements(Roots)
        from priority in Gen.Elements(-10, 0, 0, 0, 10)
        from minutes in Gen.Choose(0, 3000)
        from hours in Gen.Frequency((1, Gen.Constant((double?)null)), (5, Gen.Choose(1, 5).Select(h => (double?)h)))
        select new LaunchCandidate("", root, priority, Now.AddMinutes(-minutes), hours);

    private static readonly Gen<LaunchCandidate[]> AnyLine =
        AnyCandidate.ArrayOf()
            .Select(line => line.Select((one, index) => one with { Project = $"p{index}" }).ToArray());

    private static readonly Gen<Dictionary<string, int>> AnyRuns =
        from a in Gen.Choose(0, 3)
        from b in Gen.Choose(0, 3)
        select new Dictionary<string, int> { ["/a"] = a, ["/b"] = b };

    private static readonly Gen<OrderPolicy> AnyPolicy =
        Gen.Elements(OrderPolicy.FirstSettled, OrderPolicy.SmallestFirst);

    private static LaunchCandidate One(
        string project, string root = "/a", int priority = 0, double settledHoursAgo = 0, double? hours = null) =>
        new(project, root, priority, Now.AddHours(-settledHoursAgo), hours);

    private static IEnumerable<string> Names(
        OrderPolicy policy, Dictionary<string, int> going, params LaunchCandidate[] waiting) =>
        LaunchOrder.Line(waiting, going, policy, Now).Select(candidate => candidate.Project);

    private static IReadOnlyList<LaunchCandidate> Line(
        OrderPolicy policy, Dictionary<string, int> going, IEnumerable<LaunchCandidate> waiting) =>
        LaunchOrder.Line(waiting, going, policy, Now);

    private static void Holds<T>(Gen<T> values, Func<T, bool> property, int tests = 1000) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(tests), Prop.ForAll(values.ToArbitrary(), property));

    [Fact]
    public void The_first_settled_goes_first_unless_the_smallest_does_by_the_setting()
    {
        LaunchCandidate[] waiting =
        [
            One("large", settledHoursAgo: 3, hours: 30), One("small", settledHoursAgo: 1, hours: 2),
            One("unknown", settledHoursAgo: 2),
        ];
        Assert.Equal(["large", "unknown", "small"], Names(OrderPolicy.FirstSettled, Nothing, waiting));
        Assert.Equal(["small", "large", "unknown"], Names(OrderPolicy.SmallestFirst, Nothing, waiting));
    }

    [Fact]
    public void A_priority_comes_before_turns_and_size()
    {
        var going = new Dictionary<string, int> { ["/a"] = 3 };
        LaunchCandidate[] waiting =
            [One("later", "/b", -1, 9, 1), One("urgent", "/a", 5, 0, 99), One("usual", "/b", 0, 9, 1)];
        Assert.Equal(["urgent", "usual", "later"], Names(OrderPolicy.SmallestFirst, going, waiting));
    }

    [Fact]
    public void The_root_with_the_fewest_runs_goes_first_and_then_they_take_turns()
    {
        var going = new Dictionary<string, int> { ["/a"] = 2 };
        LaunchCandidate[] waiting =
        [
            One("a1", settledHoursAgo: 9), One("a2", settledHoursAgo: 8),
            One("b1", "/b", settledHoursAgo: 4), One("b2", "/b", settledHoursAgo: 3),
            One("b3", "/b", settledHoursAgo: 2), One("b4", "/b", settledHoursAgo: 1),
        ];
        Assert.Equal(["b1", "b2", "a1", "b3", "a2", "b4"], Names(OrderPolicy.FirstSettled, going, waiting));
    }

    [Fact]
    public void Small_runs_do_not_pass_one_that_has_waited_for_a_day()
    {
        Assert.Equal(
            ["oldest", "old", "small", "large"],
            Names(
                OrderPolicy.SmallestFirst, Nothing, One("small", hours: 1), One("old", settledHoursAgo: 24, hours: 40),
                One("oldest", settledHoursAgo: 25, hours: 50), One("large", settledHoursAgo: 23.9, hours: 60)));
    }

    [Fact]
    public void Everybody_is_in_line_once_and_the_line_does_not_depend_on_who_came_first() =>
        Holds(
            from waiting in AnyLine
            from going in AnyRuns
            from policy in AnyPolicy
            from shuffled in Gen.Shuffle(waiting)
            select (waiting, shuffled, going, policy),
            given =>
            {
                var line = Line(given.policy, given.going, given.waiting);
                return line.SequenceEqual(Line(given.policy, given.going, given.shuffled))
                    && line.OrderBy(one => one.Project, StringComparer.Ordinal)
                        .SequenceEqual(given.waiting.OrderBy(one => one.Project, StringComparer.Ordinal));
            });

    [Fact]
    public void Projects_of_one_root_are_in_a_total_order() =>
        Holds(
            from waiting in AnyLine
            from policy in AnyPolicy
            select (waiting, comparer: LaunchOrder.ComparerOf(policy, Now)),
            given => given.waiting.All(a => given.waiting.All(b =>
                Math.Sign(given.comparer.Compare(a, b)) == -Math.Sign(given.comparer.Compare(b, a))
                && (given.comparer.Compare(a, b) == 0) == (a == b)
                && given.waiting.All(c => given.comparer.Compare(a, b) >= 0 || given.comparer.Compare(b, c) >= 0
                    || given.comparer.Compare(a, c) < 0))));

    [Fact]
    public void No_root_gets_more_than_one_run_ahead_of_another_that_has_projects_in_line() =>
        Holds(
            from waiting in AnyLine
            from policy in AnyPolicy
            select (waiting: waiting.Select(one => one with { Priority = 0 }).ToArray(), policy),
            given =>
            {
                var line = Line(given.policy, Nothing, given.waiting);
                return Enumerable.Range(0, line.Count).All(count =>
                {
                    var runs = line.Take(count).CountBy(one => one.Root).ToDictionary();
                    var left = line.Skip(count).Select(one => one.Root).Distinct();
                    return left.All(root => runs.All(other => other.Value <= runs.GetValueOrDefault(root) + 1));
                });
            });

    [Fact]
    public void However_many_smaller_ones_keep_coming_everybody_goes_in_bounded_time() =>
        Holds(
            from first in AnyLine
            from policy in AnyPolicy
            from places in Gen.Choose(1, 3)
            select (first: first.Select(one => one with { Priority = 0, SettledAt = Now }).ToArray(), policy, places),
            given =>
            {
                // In each hour more small projects come to all roots than there are places.
                var waiting = given.first.ToList();
                var longest = LaunchOrder.Patience.TotalHours + given.first.Length;
                for (var hour = 0; hour <= longest; hour++)
                {
                    var now = Now.AddHours(hour);
                    var gone = LaunchOrder.Line(waiting, Nothing, given.policy, now).Take(given.places).ToList();
                    waiting.RemoveAll(gone.Contains);
                    waiting.AddRange(Roots.Select(root => new LaunchCandidate($"new-{hour}{root}", root, 0, now, 0.5)));
                }

                return !waiting.Exists(given.first.Contains);
            },
            tests: 100);
}
