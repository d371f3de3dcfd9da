using OfoWatcher.Intake;
using OfoWatcher.Markers;
using OfoWatcher.Reconciling;
using OfoWatcher.Validation;
using OfoWatcher.Workflows;
using static OfoWatcher.Tests.Reconciling.Sightings;

namespace OfoWatcher.Tests.Reconciling;

public sealed class ProjectPolicyTests
{
    private static readonly ControlFiles Hold = ControlFiles.None with { Hold = true };
    private static readonly ControlFiles Cancel = ControlFiles.None with { Cancel = true };
    private static readonly ControlFiles Retry = ControlFiles.None with { Retry = "7-1.0" };

    private static ProjectDecision Decide(ProjectObservation seen, RunOptions? options = null) =>
        ProjectPolicy.Decide(seen, options ?? Options, Now);

    private static ProjectDecision.Wait AssertWaits(WaitReason why, ProjectObservation seen, RunOptions? options = null)
    {
        var wait = Assert.IsType<ProjectDecision.Wait>(Decide(seen, options));
        Assert.Equal(why, wait.Why);
        return wait;
    }

    private static RunRecord AssertLaunches(ProjectObservation seen, RunOptions? options = null) =>
        Assert.IsType<ProjectDecision.Launch>(Decide(seen, options)).Record;

    private static T AssertMarks<T>(ProjectObservation seen, RunOptions? options = null)
        where T : Marker => Assert.IsType<T>(Assert.IsType<ProjectDecision.Mark>(Decide(seen, options)).Marker);

    [Fact]
    public void A_settled_and_sound_upload_is_launched_as_attempt_1()
    {
        var record = AssertLaunches(Ready());
        Assert.Equal((1, 1, Revision(1).ToString()), (record.Attempt, record.FirstAttempt, record.Revision));
        Assert.Equal(RunName.For(Project, record.Revision, 1), record.Run);
        Assert.Equal(Path.Combine(Output, record.Run), record.Folder);
    }

    [Fact]
    public void An_upload_that_has_not_settled_waits_with_the_reason_that_settling_gives() =>
        Assert.Equal("quiet for 4 of 10 min", AssertWaits(
            WaitReason.Uploading, Ready() with { Settle = new SettleVerdict(false, "quiet for 4 of 10 min") }).Words);

    [Fact]
    public void A_settled_upload_is_looked_at_before_anything_else() =>
        Assert.IsType<ProjectDecision.Validate>(Decide(Ready() with { Report = null }));

    [Fact]
    public void While_the_photos_are_looked_at_the_project_waits() =>
        AssertWaits(WaitReason.Checking, Ready() with { Report = null, Checking = "checking photos, 3 of 20 done" });

    [Fact]
    public void Findings_of_error_severity_end_in_INVALID_and_not_in_a_run()
    {
        var seen = Ready() with { Report = Report(mayRun: false) };
        var marker = AssertMarks<InvalidMarker>(seen);
        Assert.Equal("a.JPG is cut off.", marker.Message);
        Assert.Equal(seen.UploadStamp, marker.UploadStamp);
        Assert.Single(marker.Findings);
    }

    [Theory]
    [InlineData(2, "a.JPG is cut off. And 1 more error.")]
    [InlineData(3, "a.JPG is cut off. And 2 more errors.")]
    public void Further_errors_are_counted_behind_the_first(int errors, string message)
    {
        var report = Report(mayRun: false);
        var many = report with { Findings = [.. Enumerable.Repeat(report.Findings[0], errors)] };

        Assert.Equal(message, AssertMarks<InvalidMarker>(Ready() with { Report = many }).Message);
    }

    [Fact]
    public void An_invalid_project_rests_until_any_of_its_files_changes()
    {
        var seen = Ready();
        Assert.IsType<ProjectDecision.None>(Decide(seen with { Marker = Invalid(seen) }));
        var touched = Entry() with { Seen = Entry().Seen with { Stamp = 99 } };
        AssertLaunches(seen with { Marker = Invalid(seen), Upload = Upload(touched) });
    }

    [Fact]
    public void An_accept_file_wakes_an_invalid_project_though_no_photo_changed_and_lets_it_run_once_it_is_accepted()
    {
        var before = Ready();
        var seen = Ready(control: ControlFiles.None with { Accept = "7-1.0" }) with { Marker = Invalid(before) };
        Assert.IsType<ProjectDecision.Validate>(Decide(seen with { Report = null }));

        var report = Report(mayRun: false);
        var accepted = report with { Findings = [report.Findings[0] with { Accepted = true }] };
        AssertLaunches(seen with { Report = accepted });
        Assert.Equal(seen.UploadStamp, AssertMarks<InvalidMarker>(seen with { Report = report }).UploadStamp);
        Assert.IsType<ProjectDecision.None>(Decide(seen with { Marker = Invalid(seen) }));
    }

    [Fact]
    public void A_count_that_was_mended_and_settings_that_were_changed_wake_an_invalid_project()
    {
        var seen = Ready(control: ControlFiles.None with { CompleteState = "7-1.0" }) with { Criteria = "strict" };
        var mended = Ready(control: ControlFiles.None with { CompleteState = "7-2.0" }) with { Criteria = "strict" };

        Assert.IsType<ProjectDecision.None>(Decide(seen with { Marker = Invalid(seen) }));
        AssertLaunches(mended with { Marker = Invalid(seen) });
        AssertLaunches(seen with { Marker = Invalid(seen), Criteria = "lenient" });
    }

    [Theory]
    [InlineData(FindingCodes.OutputSpace, true)]
    [InlineData(FindingCodes.PhotoCutOff, false)]
    public void What_may_be_mended_elsewhere_is_looked_at_again_after_an_hour(string code, bool isLookedAtAgain)
    {
        var report = Report(mayRun: false);
        var seen = Ready() with { Report = report with { Findings = [report.Findings[0] with { Code = code }] } };
        var marker = AssertMarks<InvalidMarker>(seen);

        Assert.Equal(isLookedAtAgain ? Now.AddHours(1) : null, marker.LookAgainAt);
        var later = Ready() with { Marker = marker, Report = null };
        Assert.IsType<ProjectDecision.None>(ProjectPolicy.Decide(later, Options, Now.AddMinutes(59)));
        Assert.Equal(
            isLookedAtAgain, ProjectPolicy.Decide(later, Options, Now.AddMinutes(60)) is ProjectDecision.Validate);
        // The clock stood wrong when the marker was written.
        Assert.Equal(isLookedAtAgain, ProjectPolicy.Decide(later, Options, Now.AddDays(-9)) is ProjectDecision.Validate);
    }

    [Fact]
    public void An_accepted_finding_is_no_error_in_the_words_of_INVALID()
    {
        var report = Report(mayRun: false);
        var other = report.Findings[0] with { Message = "b.JPG is cut off.", Accepted = true };
        var seen = Ready() with { Report = report with { Findings = [other, report.Findings[0]] } };

        var marker = AssertMarks<InvalidMarker>(seen);

        Assert.Equal("a.JPG is cut off.", marker.Message);
        Assert.Equal(2, marker.Findings.Count);
    }

    [Theory]
    [InlineData("COMPLETED")]
    [InlineData("FAILED")]
    public void An_accept_file_changes_nothing_of_a_project_that_ran(string end)
    {
        var seen = Ready(control: ControlFiles.None with { Accept = "7-1.0" }) with
        {
            Marker = end == "FAILED" ? Failed() : Completed(),
            Records = [Record(open: false)],
        };

        Assert.IsType<ProjectDecision.None>(Decide(seen));
    }

    [Fact]
    public void An_invalid_project_is_looked_at_again_when_a_configuration_beside_it_changes()
    {
        var seen = Ready() with { Upload = Upload(Entry()) with { Beside = 7 } };
        Assert.IsType<ProjectDecision.None>(Decide(seen with { Marker = Invalid(seen) }));
        AssertLaunches(seen with { Marker = Invalid(seen), Upload = Upload(Entry()) with { Beside = 8 } });
        AssertLaunches(seen with { Marker = Invalid(seen), Upload = Upload(Entry()) });
    }

    [Fact]
    public void A_completed_project_rests_whatever_becomes_of_the_configurations_beside_it() =>
        Assert.IsType<ProjectDecision.None>(
            Decide(Ready() with { Marker = Completed(), Upload = Upload(Entry()) with { Beside = 8 } }));

    [Fact]
    public void A_completed_project_rests() =>
        Assert.IsType<ProjectDecision.None>(Decide(Ready() with { Marker = Completed() }));

    [Fact]
    public void Changed_imagery_of_a_completed_project_gets_a_run_of_its_own()
    {
        var record = AssertLaunches(
            Ready(revision: 2) with { Marker = Completed(1), Records = [Record(1, open: false)] });
        Assert.Equal((Revision(2).ToString(), 1), (record.Revision, record.Attempt));
    }

    [Fact]
    public void Changed_imagery_of_a_completed_project_is_left_alone_when_the_settings_say_so() =>
        Assert.IsType<ProjectDecision.None>(Decide(
            Ready(revision: 2) with { Marker = Completed(1) }, Options with { OnChange = ChangePolicy.Ignore }));

    [Fact]
    public void A_failed_project_waits_for_its_next_attempt_and_tells_when()
    {
        var at = Now.AddMinutes(3);
        var wait = AssertWaits(WaitReason.Retry, Ready() with { Marker = Failed(retryAt: at) });
        Assert.Equal(at, wait.Until);
        Assert.Contains("exit code 1", wait.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void When_its_time_has_come_the_next_attempt_of_the_same_series_is_launched()
    {
        var record = AssertLaunches(
            Ready() with { Marker = Failed(retryAt: Now), Records = [Record(open: false)] });
        Assert.Equal((2, 1), (record.Attempt, record.FirstAttempt));
    }

    [Fact]
    public void A_project_that_failed_for_good_rests() =>
        Assert.IsType<ProjectDecision.None>(
            Decide(Ready() with { Marker = Failed(), Records = [Record(open: false)] }));

    [Fact]
    public void A_deleted_marker_means_run_it_again_as_the_first_attempt_of_a_new_series()
    {
        var record = AssertLaunches(Ready() with { Records = [Record(open: false)] });
        Assert.Equal((2, 2), (record.Attempt, record.FirstAttempt));
    }

    [Fact]
    public void A_retry_file_runs_an_ended_project_again_and_the_run_remembers_the_file()
    {
        var seen = Ready(control: Retry) with { Marker = Completed(), Records = [Record(open: false)] };
        var record = AssertLaunches(seen);
        Assert.Equal((2, 2, "7-1.0"), (record.Attempt, record.FirstAttempt, record.RetryFile));
    }

    [Fact]
    public void A_retry_file_is_answered_once()
    {
        var answered = Completed() with { RetryFile = "7-1.0" };
        Assert.IsType<ProjectDecision.None>(Decide(Ready(control: Retry) with { Marker = answered }));
        var invalid = Invalid(Ready(), retryFile: "7-1.0");
        Assert.IsType<ProjectDecision.None>(Decide(Ready(control: Retry) with { Marker = invalid }));
    }

    [Fact]
    public void A_retry_file_makes_invalid_photos_be_looked_at_again()
    {
        var seen = Ready(control: Retry);
        Assert.IsType<ProjectDecision.Validate>(Decide(seen with { Marker = Invalid(Ready()), Report = null }));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_pilot_can_hold_or_cancel_a_project_that_is_not_running(bool hold) =>
        AssertWaits(WaitReason.Pilot, Ready(control: hold ? Hold : Cancel));

    [Fact]
    public void A_project_of_the_backlog_is_held_and_a_retry_file_lets_it_go()
    {
        var held = new BaselineStanding(true, null);
        AssertWaits(WaitReason.Backlog, Ready() with { Baseline = held });
        AssertLaunches(Ready(control: Retry) with { Baseline = held });
    }

    [Fact]
    public void A_project_of_the_backlog_that_was_let_go_is_one_like_any_other()
    {
        var failed = Failed(retryAt: Now.AddMinutes(-1)) with { RetryFile = Retry.Retry };
        var released = Ready(control: Retry) with
        {
            Baseline = new BaselineStanding(true, null),
            Records = [Record(open: false) with { RetryFile = Retry.Retry }],
        };
        Assert.Equal(2, AssertLaunches(released with { Marker = failed }).Attempt);
        Assert.Equal(2, AssertLaunches(released).Attempt);
        var invalid = Invalid(Ready(2), Retry.Retry);
        AssertLaunches(released with { Records = [], Marker = invalid });
    }

    [Fact]
    public void A_deleted_marker_means_run_it_again_also_where_an_adopted_project_was_run_by_hand() =>
        Assert.Equal(2, AssertLaunches(Ready(control: Retry) with
        {
            Baseline = new BaselineStanding(false, Revision(1).ToString()),
            Records = [Record(open: false) with { RetryFile = Retry.Retry }],
        }).Attempt);

    [Fact]
    public void An_attempt_never_gets_the_name_of_an_earlier_one_though_the_clock_was_set_back()
    {
        var first = Record(attempt: 1, open: false) with { IntendedAt = Now.AddYears(1) };
        var second = Record(attempt: 2, open: false);
        Assert.Equal(3, AssertLaunches(Ready() with { Records = [second, first] }).Attempt);
    }

    [Fact]
    public void A_next_attempt_put_off_by_a_wrong_clock_is_not_waited_for() =>
        AssertLaunches(Ready() with { Marker = Failed(retryAt: Now.AddYears(70)), Records = [Record(open: false)] });

    [Fact]
    public void A_run_that_is_gone_after_it_was_to_stop_ends_as_the_stop_was_meant()
    {
        var cancelled = Record() with { Stop = new StopRequest(StopReason.Cancelled, Now) };
        Assert.Null(AssertMarks<FailedMarker>(Ready() with { Records = [cancelled] }).RetryAt);
        var changed = Record() with { Stop = new StopRequest(StopReason.ImageryChanged, Now) };
        Assert.IsType<ProjectDecision.Retire>(Decide(Ready(2) with { Records = [changed] }));
    }

    [Fact]
    public void An_adopted_project_rests_until_its_imagery_changes()
    {
        var adopted = new BaselineStanding(false, Revision(1).ToString());
        Assert.IsType<ProjectDecision.None>(Decide(Ready() with { Baseline = adopted }));
        AssertLaunches(Ready(revision: 2) with { Baseline = adopted });
    }

    [Fact]
    public void Paused_launches_wait_but_runs_are_followed()
    {
        var paused = Options with { PauseLaunches = true };
        AssertWaits(WaitReason.Paused, Ready(), paused);
        AssertWaits(WaitReason.Paused, Ready() with { Records = [Record(launched: false)] }, paused);
        Assert.IsType<ProjectDecision.Follow>(Decide(
            Ready() with { Records = [Record()], Run = new Run(RunPhase.Running) }, paused));
    }

    [Fact]
    public void An_input_folder_that_cannot_be_relied_on_launches_nothing_and_ends_nothing()
    {
        var fault = new UploadFault(UploadFaultKind.RootUnavailable, "the input folder /share is hung");
        var away = Ready() with { Upload = Upload(Entry(), fault) };
        AssertWaits(WaitReason.Share, away);
        Assert.IsType<ProjectDecision.None>(Decide(away with { Marker = Completed() }));
        Assert.IsType<ProjectDecision.Follow>(Decide(
            away with { Records = [Record()], Run = new Run(RunPhase.Running) }));
    }

    [Fact]
    public void A_name_under_two_roots_is_a_finding_but_disturbs_no_earlier_result()
    {
        var twice = new UploadFault(UploadFaultKind.Ambiguous, "several folders have this name")
        {
            Folders = ["/a/x", "/b/x"],
        };
        var seen = Ready() with { Upload = Upload(Entry(), twice), Settle = default, Report = null };
        Assert.IsType<ProjectDecision.Validate>(Decide(seen));
        AssertMarks<InvalidMarker>(seen with { Report = Report(mayRun: false) });
        AssertWaits(WaitReason.Attention, seen with { Marker = Completed() });
    }

    [Fact]
    public void A_damaged_marker_or_record_leaves_the_project_alone() =>
        Assert.Equal("COMPLETED.json is damaged", AssertWaits(
            WaitReason.Attention, Ready() with { Damage = "COMPLETED.json is damaged" }).Words);

    [Fact]
    public void A_project_that_is_not_on_the_share_is_left_alone() =>
        Assert.IsType<ProjectDecision.None>(Decide(Ready() with { Upload = null }));

    [Fact]
    public void A_launch_that_was_written_down_but_never_happened_happens_under_the_same_name()
    {
        var record = Record(launched: false);
        Assert.Equal(record, AssertLaunches(Ready() with { Records = [record] }));
    }

    [Fact]
    public void A_launch_that_never_happened_is_given_up_when_the_imagery_changed_meanwhile() =>
        Assert.IsType<ProjectDecision.Retire>(
            Decide(Ready(revision: 2) with { Records = [Record(1, launched: false)] }));

    [Fact]
    public void A_run_that_was_launched_and_is_gone_without_its_products_failed_and_is_not_launched_again_by_itself()
    {
        var marker = AssertMarks<FailedMarker>(Ready() with { Records = [Record()], Run = null });
        Assert.Equal(1, marker.Attempt);
        Assert.Null(marker.RetryAt);
        Assert.Contains("_RETRY", marker.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_is_gone_and_whose_products_prove_its_end_completes_the_project()
    {
        var marker = AssertMarks<CompletedMarker>(Ready() with
        {
            Records = [Record()],
            Products = [new Product("a.tif", 5)],
            ProductsProveEnd = true,
        });
        Assert.Contains("gone", marker.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_of_another_engine_is_left_alone_until_that_engine_is_back()
    {
        var decision = Decide(Ready() with { Engine = "argo", Records = [Record()] });
        Assert.Equal(WaitReason.Attention, Assert.IsType<ProjectDecision.Wait>(decision).Why);
    }

    [Fact]
    public void A_run_that_the_engine_refused_is_tried_again_however_often_it_was_refused()
    {
        var refused = Ready() with
        {
            Records = [Record() with { Attempt = Options.MaxAttempts }],
            Run = new Run(RunPhase.Failed, Message: "invalid spec", IsSpecificationWrong: true),
        };
        Assert.NotNull(AssertMarks<FailedMarker>(refused).RetryAt);
        Assert.Null(AssertMarks<FailedMarker>(refused with { Run = new Run(RunPhase.Failed) }).RetryAt);
    }

    [Fact]
    public void A_closed_run_that_goes_again_is_the_projects_run_once_more_whatever_its_marker_says()
    {
        var closed = Record() with { ClosedAt = Now, Result = "failed", EndPhase = RunPhase.Failed };
        var revival = new Revival(closed, closed.Run, Now);
        var decision = Decide(Ready() with { Records = [closed], Revival = revival });
        Assert.Equal(revival, Assert.IsType<ProjectDecision.Revive>(decision).Revival);
    }

    [Fact]
    public void A_run_that_succeeded_with_products_completes_the_project_for_its_own_revision()
    {
        var run = new Run(RunPhase.Succeeded, EndedAt: Now);
        var marker = AssertMarks<CompletedMarker>(Ready(revision: 2) with
        {
            Records = [Record(1)],
            Run = run,
            Products = [new Product("a.tif", 5)],
        });
        Assert.Equal(Revision(1).ToString(), marker.Revision);
    }

    [Fact]
    public void A_run_that_succeeded_without_a_product_failed() =>
        Assert.Contains("no product", AssertMarks<FailedMarker>(
            Ready() with { Records = [Record()], Run = new Run(RunPhase.Succeeded) }).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(3, 20)]
    [InlineData(9, 360)]
    [InlineData(60, 360)]
    public void The_wait_after_a_failed_run_doubles_up_to_the_longest(int attempt, int minutes)
    {
        var options = Options with { MaxAttempts = 100 };
        var run = new Run(RunPhase.Failed, Message: "exit code 1");
        var seen = Ready() with { Records = [Record(attempt: attempt)], Run = run };
        Assert.Equal(Now.AddMinutes(minutes), AssertMarks<FailedMarker>(seen, options).RetryAt);
    }

    [Fact]
    public void After_the_last_attempt_of_a_series_there_is_no_next_one()
    {
        var failed = new Run(RunPhase.Failed, Message: "exit code 1");
        Assert.Null(AssertMarks<FailedMarker>(Ready() with { Records = [Record(attempt: 3)], Run = failed }).RetryAt);
        var newSeries = Record(attempt: 4) with { FirstAttempt = 4 };
        Assert.NotNull(AssertMarks<FailedMarker>(Ready() with { Records = [newSeries], Run = failed }).RetryAt);
    }

    [Fact]
    public void A_cancelled_run_is_stopped_and_not_tried_again()
    {
        var seen = Ready(control: Cancel) with { Records = [Record()], Run = new Run(RunPhase.Running) };
        Assert.Equal(StopReason.Cancelled, Assert.IsType<ProjectDecision.Stop>(Decide(seen)).Reason);
        var stopped = Record() with { Stop = new StopRequest(StopReason.Cancelled, Now) };
        Assert.Null(AssertMarks<FailedMarker>(
            seen with { Records = [stopped], Run = new Run(RunPhase.Failed, Message: "stopped") }).RetryAt);
    }

    [Fact]
    public void Changed_imagery_stops_a_run_which_then_leaves_no_marker()
    {
        var seen = Ready(revision: 2) with { Records = [Record(1)], Run = new Run(RunPhase.Running) };
        Assert.Equal(StopReason.ImageryChanged, Assert.IsType<ProjectDecision.Stop>(Decide(seen)).Reason);
        var stopped = Record(1) with { Stop = new StopRequest(StopReason.ImageryChanged, Now) };
        Assert.IsType<ProjectDecision.Retire>(
            Decide(seen with { Records = [stopped], Run = new Run(RunPhase.Failed, Message: "stopped") }));
    }

    [Fact]
    public void Imagery_that_changed_in_one_look_only_stops_nothing()
    {
        var once = Upload(Entry(2) with { RevisionSightings = 1 });
        Assert.IsType<ProjectDecision.Follow>(Decide(
            Ready() with { Upload = once, Records = [Record(1)], Run = new Run(RunPhase.Running) }));
    }

    [Fact]
    public void A_run_goes_on_with_changed_imagery_when_the_settings_say_so() =>
        Assert.IsType<ProjectDecision.Follow>(Decide(
            Ready(revision: 2) with { Records = [Record(1)], Run = new Run(RunPhase.Running) },
            Options with { OnChangeWhileRunning = RunningChangePolicy.Finish }));

    [Fact]
    public void A_stop_that_may_not_have_got_through_is_asked_again()
    {
        var stopped = Record() with { Stop = new StopRequest(StopReason.Cancelled, Now) };
        Assert.IsType<ProjectDecision.Stop>(Decide(
            Ready() with { Records = [stopped], Run = new Run(RunPhase.Running) }));
    }

    [Fact]
    public void A_marker_whose_record_is_still_open_closes_it_and_stays_as_it_is()
    {
        var marker = Completed();
        var mark = Assert.IsType<ProjectDecision.Mark>(Decide(Ready() with { Marker = marker, Records = [Record()] }));
        Assert.Same(marker, mark.Marker);
        Assert.Equal(Record().Run, mark.Closes!.Run);
    }
}
