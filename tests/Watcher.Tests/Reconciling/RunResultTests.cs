using OfoWatcher.Intake;
using OfoWatcher.Markers;
using OfoWatcher.Reconciling;
using OfoWatcher.Telemetry;
using OfoWatcher.Tests.Markers;
using OfoWatcher.Workflows;

namespace OfoWatcher.Tests.Reconciling;

/// <summary>As what a run is counted that ended.</summary>
public sealed class RunResultTests
{
    private static readonly FailedMarker ForGood = SampleMarkers.Failed with { RetryAt = null };
    private static readonly FailedMarker ForNow = SampleMarkers.Failed with { RetryAt = SampleMarkers.Noon };

    [Fact]
    public void A_run_that_left_its_products_is_completed_whatever_its_engine_remembers()
    {
        Assert.Equal(RunResult.Completed, Of(SampleMarkers.Completed, null));
        Assert.Equal(RunResult.Completed, Of(SampleMarkers.Completed, new Run(RunPhase.Succeeded)));
    }

    [Fact]
    public void A_run_that_failed_is_failed_only_when_no_attempt_follows()
    {
        Assert.Equal(RunResult.Failed, Of(ForGood, new Run(RunPhase.Failed)));
        Assert.Equal(RunResult.Failed, Of(ForGood, null));
        Assert.Equal(RunResult.Retried, Of(ForNow, new Run(RunPhase.Failed)));
    }

    [Fact]
    public void A_run_that_the_engine_took_for_wrong_is_refused_whether_it_is_tried_again_or_not()
    {
        var refused = new Run(RunPhase.Failed, IsSpecificationWrong: true);

        Assert.Equal(RunResult.Refused, Of(ForGood, refused));
        Assert.Equal(RunResult.Refused, Of(ForNow, refused));
    }

    [Fact]
    public void A_run_that_somebody_wanted_to_stop_or_not_to_start_is_stopped_not_failed()
    {
        var stopped = Launched with { Stop = new StopRequest(StopReason.Cancelled, SampleMarkers.Noon) };

        Assert.Equal(RunResult.Stopped, Of(ForGood, new Run(RunPhase.Failed), stopped));
        Assert.Equal(RunResult.Stopped, Of(ForGood, null, Launched with { LaunchedAt = null }));
        Assert.Equal(RunResult.Failed, Of(ForGood, new Run(RunPhase.Failed), Launched with { LaunchedAt = null }));
    }

    private static RunRecord Launched => RunRecord.After(
        null, "oak", new Revision(1).ToString(), "local", "/share/oak", "/out/oak", SampleMarkers.Noon) with
    {
        LaunchedAt = SampleMarkers.Noon,
    };

    private static RunResult Of(Marker marker, Run? run, RunRecord? record = null) => RunResults.Of(
        new ProjectObservation { Project = "oak", Output = "/out/oak", Engine = "local", Run = run },
        marker,
        record ?? Launched);
}
