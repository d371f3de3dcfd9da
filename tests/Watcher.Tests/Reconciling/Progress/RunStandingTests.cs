using OfoWatcher.Reconciling;
using OfoWatcher.Reconciling.Progress;
using OfoWatcher.Workflows;
using static OfoWatcher.Tests.Reconciling.Sightings;

namespace OfoWatcher.Tests.Reconciling.Progress;

public sealed class RunStandingTests
{
    private static readonly RunRecord Planned = Record() with { Plan = Plan(hours: 8) };
    private static readonly string Begin = $"run {Planned.Run}, attempt 1";

    private static RunStep Step(string name, RunPhase phase) => new(name, phase, Now, null, 1);

    private static string Words(Run? run, double? hours = 8) =>
        RunStanding.Of(Planned, run, hours is { } whole ? TimeSpan.FromHours(whole) : null, Now).Describe(Planned, Now);

    [Fact]
    public void A_run_is_told_with_its_step_its_progress_its_end_and_what_the_engine_says()
    {
        var run = new Run(
            RunPhase.Running, 0.5, "waits for a licence\nand more", Now.AddHours(-4),
            Steps: [Step("setup", RunPhase.Succeeded), Step("match_photos", RunPhase.Running)]);

        Assert.Equal(
            Begin + ", step 2 of 3 (match_photos), 50 % done, ends about 2026-06-12 14:00 UTC (in 4 h); "
            + "waits for a licence",
            Words(run));
    }

    [Fact]
    public void A_run_that_has_not_started_tells_what_it_may_take()
    {
        Assert.Equal(Begin + ", takes about 8 h", Words(null));
        Assert.Equal(
            Begin + ", takes about 8 h; no node is free", Words(new Run(RunPhase.Pending, Message: "no node is free")));
        Assert.Equal(Begin, Words(null, hours: null));
    }

    [Fact]
    public void A_run_that_should_have_ended_is_overdue() =>
        Assert.Equal(Begin + ", overdue by 3 h", Words(new Run(RunPhase.Running, StartedAt: Now.AddHours(-11.5))));

    [Fact]
    public void A_run_without_a_start_is_reckoned_from_its_launch() =>
        Assert.Equal(
            Begin + ", ends about 2026-06-12 17:00 UTC (in 7 h)", Words(new Run(RunPhase.Running)));

    [Fact]
    public void Between_two_steps_the_latest_is_told_and_one_that_was_not_planned_without_its_number()
    {
        Assert.Equal(
            Begin + ", step 1 of 3 (setup)",
            Words(new Run(RunPhase.Running, Steps: [Step("setup", RunPhase.Succeeded)]), null));
        Assert.Equal(
            Begin + ", step upload", Words(new Run(RunPhase.Running, Steps: [Step("upload", RunPhase.Running)]), null));
    }

    [Fact]
    public void What_the_engine_says_is_cut_to_one_bearable_line()
    {
        var words = Words(new Run(RunPhase.Running, Message: "\u001b[31m" + new string('x', 100_000)), null);

        Assert.True(words.Length < 600, $"{words.Length} characters");
        Assert.DoesNotContain('\u001b', words);
    }

    [Theory]
    [InlineData(0.289999, 28)]
    [InlineData(0.29, 29)]
    [InlineData(1.7, 100)]
    [InlineData(-1.0, 0)]
    public void Percents_are_whole_and_none_is_told_before_it_is_reached(double progress, int percent) =>
        Assert.Equal(percent, new RunStanding(Progress: progress).Percent);

    [Fact]
    public void The_words_can_be_read_back_from_the_status_file_whatever_the_engine_says()
    {
        var run = new Run(
            RunPhase.Running, 0.5, ", step 9 of 9 (lies), 99 % done, ends about 2001-01-01 00:00 UTC", Now.AddHours(-4),
            Steps: [Step("match_photos", RunPhase.Running)]);
        var status = ProjectStatus.Parse("oak", "Running: " + Words(run))!;

        Assert.Equal(
            ("match_photos", 2, 3, 0.5, Now.AddHours(4)),
            (status.Step, status.StepNumber, status.StepCount, status.Progress, status.EstimatedEnd));
        var bare = ProjectStatus.Parse("oak", "Running: " + Words(run with { Progress = null, Steps = [] }, null))!;
        Assert.Equal((null, null, null), (bare.Step, bare.Progress, bare.EstimatedEnd));
    }

    [Theory]
    [InlineData("run x, attempt 1, 99999 % done")]
    [InlineData("run x, attempt 1, ends about 9999-99-99 99:99 UTC")]
    [InlineData("run x, attempt 1, step 99999999999 of 3 (setup)")]
    [InlineData("run is being stopped: cancelled by the pilot")]
    public void Odd_words_in_the_status_file_are_only_words(string words)
    {
        var status = ProjectStatus.Parse("oak", "Running: " + words)!;

        Assert.Equal((null, null, null), (status.StepNumber, status.Progress, status.EstimatedEnd));
        Assert.Equal(words, status.Words);
    }

    [Fact]
    public void Times_to_come_change_by_steps_and_are_never_in_the_past()
    {
        Assert.Equal("2026-06-12 10:05 UTC (within 5 min)", Moments.About(Now.AddSeconds(1), TimeSpan.FromSeconds(1)));
        Assert.Equal("2026-06-12 10:05 UTC (within 5 min)", Moments.About(Now.AddMinutes(5), TimeSpan.FromMinutes(5)));
        Assert.Equal("2026-06-12 13:15 UTC (in 3.3 h)", Moments.About(Now.AddMinutes(181), TimeSpan.FromMinutes(181)));
        Assert.Equal("2026-06-13 16:00 UTC (in 30 h)", Moments.About(Now.AddHours(29.4), TimeSpan.FromHours(29.4)));
    }

    [Fact]
    public void The_log_is_told_each_step_and_each_quarter_once()
    {
        var story = new RunStory();
        (bool, bool) Note(string? step, double? progress, string run = "oak-1") =>
            story.Note("oak", run, new RunStanding(step, Progress: progress));

        Assert.Equal((true, false), Note("setup", 0.1));
        Assert.Equal((false, false), Note("setup", 0.2));
        Assert.Equal((false, true), Note("setup", 0.25));
        Assert.Equal((false, false), Note(null, null)); // The engine could not tell for a moment.
        Assert.Equal((false, false), Note("setup", 0.3));
        Assert.Equal((true, true), Note("match_photos", 0.8));
        Assert.Equal((true, false), Note("setup", 0.1, run: "oak-2"));
    }
}
