using OfoWatcher.Workflows;
using OfoWatcher.Workflows.Argo;
using static OfoWatcher.Tests.Workflows.Argo.ArgoRuns;

namespace OfoWatcher.Tests.Workflows.Argo;

public sealed class WorkflowRevivalsTests
{
    private static readonly RunRecord Failed =
        Record() with { ClosedAt = Now, Result = "failed", EndPhase = RunPhase.Failed };

    [Fact]
    public void A_run_that_ended_as_its_record_says_is_no_news() =>
        Assert.Null(Find(Failed, Sighting(Failed, RunPhase.Failed)));

    [Theory]
    [InlineData(nameof(RunPhase.Pending))]
    [InlineData(nameof(RunPhase.Running))]
    public void A_run_that_goes_again_is_one(string phase) =>
        Assert.Equal(Failed.Run, Find(Failed, Sighting(Failed, Enum.Parse<RunPhase>(phase)))?.Workflow);

    [Fact]
    public void A_run_that_ended_otherwise_than_its_record_says_was_retried_while_nobody_looked() =>
        Assert.Equal(Failed, Find(Failed, Sighting(Failed, RunPhase.Succeeded))?.Record);

    [Fact]
    public void A_run_of_which_the_engine_never_said_how_it_ended_is_judged_and_stays_so() =>
        Assert.Null(Find(Failed with { EndPhase = null }, Sighting(Failed, RunPhase.Succeeded)));

    [Fact]
    public void A_resubmitted_run_is_followed_by_its_new_name_also_when_it_has_ended()
    {
        var again = Sighting(Failed, RunPhase.Succeeded, Failed.Run + "-x7k2p", minute: 5);

        var revival = Find(Failed, Sighting(Failed, RunPhase.Failed), again);

        Assert.Equal((again.Name, again.CreatedAt), (revival?.Workflow, revival?.CreatedAt ?? default));
    }

    [Fact]
    public void Of_several_resubmissions_the_latest_counts_and_those_before_the_followed_one_are_no_news()
    {
        var first = Sighting(Failed, RunPhase.Failed, Failed.Run + "-aaaaa", minute: 5);
        var second = Sighting(Failed, RunPhase.Failed, Failed.Run + "-bbbbb", minute: 9);
        Assert.Equal(second.Name, Find(Failed, first, second)?.Workflow);

        var followed = Failed with { Workflow = second.Name, WorkflowCreatedAt = second.CreatedAt };
        Assert.Null(Find(followed, first, second, Sighting(Failed, RunPhase.Failed)));
    }

    [Fact]
    public void One_that_goes_comes_before_one_that_has_ended()
    {
        var goes = Sighting(Failed, RunPhase.Running, Failed.Run + "-aaaaa", minute: 5);
        var ended = Sighting(Failed, RunPhase.Succeeded, Failed.Run + "-bbbbb", minute: 9);

        Assert.Equal(goes.Name, Find(Failed, ended, goes)?.Workflow);
    }

    [Fact]
    public void A_run_of_other_imagery_or_of_another_engine_or_without_a_record_is_not_the_projects_run()
    {
        var goes = Sighting(Failed, RunPhase.Running);

        Assert.Null(WorkflowRevivals.Find([goes], "another revision", [Failed]));
        Assert.Null(WorkflowRevivals.Find([goes], Revision, [Failed with { Engine = "local" }]));
        Assert.Null(WorkflowRevivals.Find([goes], Revision, []));
        Assert.Null(WorkflowRevivals.Find([goes with { Run = "other-1" }], Revision, [Failed]));
    }

    private static Revival? Find(RunRecord record, params WorkflowSighting[] seen) =>
        WorkflowRevivals.Find(seen, Revision, [record]);
}
