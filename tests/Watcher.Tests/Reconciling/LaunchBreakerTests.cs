using Microsoft.Extensions.Time.Testing;
using OfoWatcher.Reconciling;
using OfoWatcher.Workflows;

namespace OfoWatcher.Tests.Reconciling;

public sealed class LaunchBreakerTests
{
    private static readonly Run Refused = new(RunPhase.Failed, Message: "invalid spec: x", IsSpecificationWrong: true);
    private static readonly Run Failed = new(RunPhase.Failed, Message: "out of memory");
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    private readonly FakeTimeProvider time = new();
    private readonly LaunchBreaker breaker;

    public LaunchBreakerTests()
    {
        breaker = new LaunchBreaker(time);
        Assert.Null(breaker.Refusal("v1"));
    }

    [Fact]
    public void Launches_go_on_until_several_runs_in_a_row_were_refused()
    {
        for (var refused = 1; refused < LaunchBreaker.Limit; refused++)
        {
            Assert.False(breaker.NoteEnd(Refused, time.GetUtcNow()));
            Assert.Null(breaker.Refusal("v1"));
        }

        Assert.True(breaker.NoteEnd(Refused, time.GetUtcNow()));
        Assert.Contains("invalid spec: x", breaker.Refusal("v1"), StringComparison.Ordinal);
        Assert.False(breaker.TryPass());
    }

    [Fact]
    public void A_run_that_got_as_far_as_to_fail_by_itself_shows_that_launches_work()
    {
        breaker.NoteEnd(Refused, time.GetUtcNow());
        breaker.NoteEnd(Refused, time.GetUtcNow());
        breaker.NoteEnd(Failed, time.GetUtcNow());
        breaker.NoteEnd(Refused, time.GetUtcNow());

        Assert.Null(breaker.Refusal("v1"));
    }

    [Fact]
    public void The_end_of_a_run_from_before_the_first_refusal_says_nothing_about_launches_now()
    {
        var before = time.GetUtcNow();
        time.Advance(TimeSpan.FromHours(1));
        breaker.NoteEnd(Refused, time.GetUtcNow());
        breaker.NoteEnd(new Run(RunPhase.Succeeded), before);
        breaker.NoteEnd(Refused, time.GetUtcNow());

        Assert.True(breaker.NoteEnd(Refused, time.GetUtcNow()));
        breaker.NoteEnd(Failed, before);
        Assert.NotNull(breaker.Refusal("v1"));
    }

    [Fact]
    public void It_is_told_once_that_launches_stop_however_many_more_are_refused()
    {
        Open();
        var words = breaker.Refusal("v1");

        Assert.False(breaker.NoteEnd(Refused, time.GetUtcNow()));
        Assert.Equal(words, breaker.Refusal("v1"));
    }

    [Fact]
    public void After_a_while_one_run_is_let_through_and_the_others_wait_for_its_end()
    {
        Open();
        time.Advance(Pause);

        Assert.Null(breaker.Refusal("v1"));
        Assert.True(breaker.TryPass());
        Assert.Equal(BreakerState.Trying, breaker.State);
        Assert.False(breaker.TryPass());
        Assert.Contains("one was launched", breaker.Refusal("v1"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(RunPhase.Succeeded))]
    [InlineData(nameof(RunPhase.Failed))]
    public void When_the_one_that_was_tried_was_not_refused_launches_go_on(string phase)
    {
        Open();
        time.Advance(Pause);
        breaker.TryPass();

        breaker.NoteEnd(new Run(Enum.Parse<RunPhase>(phase)), time.GetUtcNow());

        Assert.Null(breaker.Refusal("v1"));
        Assert.True(breaker.TryPass());
        Assert.True(breaker.TryPass());
    }

    [Fact]
    public void When_the_one_that_was_tried_was_refused_too_the_wait_doubles_up_to_an_hour()
    {
        Open();
        foreach (var minutes in new[] { 10, 20, 40, 60, 60 })
        {
            time.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
            Assert.False(breaker.TryPass());
            time.Advance(TimeSpan.FromSeconds(1));
            Assert.True(breaker.TryPass());
            breaker.NoteEnd(Refused, time.GetUtcNow());
        }
    }

    [Fact]
    public void One_that_was_tried_and_is_never_heard_of_does_not_stop_launches_for_ever()
    {
        Open();
        time.Advance(Pause);
        breaker.TryPass();
        time.Advance(Pause);

        Assert.True(breaker.TryPass());
    }

    [Fact]
    public void A_changed_template_lets_launches_go_on_at_once()
    {
        Open();

        Assert.Null(breaker.Refusal("v2"));
        Assert.True(breaker.TryPass());
        Assert.False(breaker.NoteEnd(Refused, time.GetUtcNow()));
        Assert.Null(breaker.Refusal("v2"));
    }

    private void Open()
    {
        for (var refused = 0; refused < LaunchBreaker.Limit; refused++)
            breaker.NoteEnd(Refused, time.GetUtcNow());
        Assert.Equal(BreakerState.Open, breaker.State);
    }
}
