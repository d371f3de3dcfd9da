using OfoWatcher.Notifications.ClusterEvents;

namespace OfoWatcher.Tests.Notifications;

public sealed class ClusterEventFoldTests
{
    private static readonly ClusterObject Pod = new("v1", "Pod", "argo", "ofo-watcher-0", "uid");
    private static readonly ClusterEvent Stuck = new(Pod, "ProjectStuck", "oak is stuck", IsWarning: true);

    private readonly ClusterEventFold fold = new();

    [Fact]
    public void What_happens_again_within_minutes_is_counted_in_one_Event()
    {
        var first = fold.Next(Stuck, Events.Now)!;
        var again = fold.Next(Stuck, Events.Now.AddMinutes(9))!;
        var more = fold.Next(Stuck, Events.Now.AddMinutes(18))!;
        var later = fold.Next(Stuck, Events.Now.AddMinutes(29))!;

        Assert.Equal([1, 2, 3, 1], new[] { first, again, more, later }.Select(write => write.Count));
        Assert.Equal([first.Name, first.Name], [again.Name, more.Name]);
        Assert.NotEqual(first.Name, later.Name);
        Assert.StartsWith("ofo-watcher-0.", first.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void What_could_not_be_written_is_a_new_one_when_it_comes_again()
    {
        fold.Next(Stuck, Events.Now);
        fold.Forget(Stuck);

        Assert.Equal(1, fold.Next(Stuck, Events.Now)!.Count);
    }

    [Fact]
    public void A_thousand_things_about_one_object_do_not_flood_the_cluster()
    {
        var written = Enumerable.Range(0, 1000).Count(number => Next($"{number}", Events.Now));

        Assert.Equal(25, written);
        Assert.True(fold.Next(Stuck with { About = Pod with { Name = "oak-1" } }, Events.Now) is not null);
        Assert.False(Next("a", Events.Now.AddMinutes(4)));
        Assert.True(Next("b", Events.Now.AddMinutes(10)));

        bool Next(string message, DateTimeOffset now) => fold.Next(Stuck with { Message = message }, now) is not null;
    }

    [Fact]
    public void Two_at_one_moment_have_different_names() =>
        Assert.NotEqual(fold.Next(Stuck, Events.Now)!.Name, fold.Next(Stuck with { Message = "b" }, Events.Now)!.Name);
}
