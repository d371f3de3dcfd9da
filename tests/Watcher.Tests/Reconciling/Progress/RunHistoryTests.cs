using OfoWatcher.Reconciling.Progress;
using OfoWatcher.Workflows;
using static OfoWatcher.Tests.Reconciling.Sightings;

namespace OfoWatcher.Tests.Reconciling.Progress;

public sealed class RunHistoryTests
{
    private readonly RunHistory history = new();

    private static RunRecord Planned(double hours, bool takesConfig = true, string engine = "test") =>
        Record() with { Plan = Plan(hours, takesConfig), Engine = engine };

    private void Finish(
        string project, double estimated, double actual, int endedHour = 0, bool takesConfig = true,
        string engine = "test", RunPhase? endPhase = RunPhase.Succeeded)
    {
        var record = Planned(estimated, takesConfig, engine) with
        {
            Project = project,
            Run = project + "-1",
            ClosedAt = Now.AddHours(endedHour),
            EndPhase = endPhase,
        };
        var marker = Completed() with
        {
            Project = project,
            Run = record.Run,
            StartedAt = Now.AddHours(endedHour - actual),
            EndedAt = Now.AddHours(endedHour),
        };
        history.Learn(project, marker, [record]);
    }

    private double? Hours(double estimated, bool takesConfig = true, string engine = "test") =>
        history.TimeOf(Planned(estimated, takesConfig, engine))?.TotalHours;

    [Fact]
    public void Without_finished_runs_the_estimate_counts_as_it_is() => Assert.Equal(8, Hours(8)!.Value, 6);

    [Fact]
    public void One_run_that_was_twice_as_long_moves_the_estimate_by_a_quarter_of_that_on_a_logarithmic_scale()
    {
        Finish("oak", estimated: 4, actual: 8);

        Assert.Equal(8 * Math.Pow(2, 1 / 4.0), Hours(8)!.Value, 6);
    }

    [Fact]
    public void A_run_that_was_gone_teaches_nothing_since_nobody_saw_its_end()
    {
        Finish("oak", estimated: 4, actual: 80, endPhase: null);

        Assert.Equal(8, Hours(8)!.Value, 6);
    }

    [Fact]
    public void Many_runs_move_it_nearly_all_the_way_and_one_odd_run_does_not_move_it()
    {
        for (var number = 0; number < 16; number++)
            Finish($"p{number}", estimated: 1 + number, actual: 2 * (1 + number));
        Finish("stuck", estimated: 1, actual: 900);

        Assert.Equal(8 * Math.Pow(2, 17 / 20.0), Hours(8)!.Value, 6);
    }

    [Fact]
    public void Only_the_latest_runs_count_in_whatever_order_they_are_read()
    {
        for (var number = 0; number < RunHistory.Latest; number++)
            Finish($"new{number}", estimated: 4, actual: 4, endedHour: 100 + number);
        for (var number = 0; number < 50; number++)
            Finish($"old{number}", estimated: 4, actual: 40, endedHour: number);

        Assert.Equal(8, Hours(8)!.Value, 6);
    }

    [Fact]
    public void A_marker_read_again_counts_once()
    {
        for (var look = 0; look < 10; look++)
            Finish("oak", estimated: 4, actual: 8);

        Assert.Equal(8 * Math.Pow(2, 1 / 4.0), Hours(8)!.Value, 6);
    }

    [Fact]
    public void Another_engine_and_runs_without_a_configuration_are_told_apart()
    {
        Finish("oak", estimated: 4, actual: 8, engine: "argo");

        Assert.Equal(8, Hours(8)!.Value, 6);
        Assert.Null(Hours(8, takesConfig: false));
        foreach (var project in new[] { "a", "b", "c" })
            Finish(project, estimated: 1, actual: 0.01, takesConfig: false);
        Assert.Equal(0.08, Hours(8, takesConfig: false)!.Value, 6);
        Assert.Equal(8, Hours(8)!.Value, 6);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(1e300)]
    public void What_is_no_estimate_neither_teaches_nor_tells_anything(double estimated)
    {
        Finish("oak", estimated, actual: 8);

        Assert.Null(Hours(estimated));
        Assert.Equal(8, Hours(8)!.Value, 6);
    }

    [Fact]
    public void Failed_runs_and_markers_without_times_or_records_teach_nothing()
    {
        history.Learn("oak", Failed(), [Planned(4)]);
        history.Learn("fir", Completed(), [Planned(4)]);
        history.Learn("elm", Completed() with { StartedAt = Now.AddHours(-9), EndedAt = Now }, []);
        history.Learn("ash", Completed() with { StartedAt = Now.AddHours(9), EndedAt = Now }, [Planned(4)]);
        Finish("odd", estimated: 0.01, actual: 11);

        Assert.Equal(8, Hours(8)!.Value, 6);
        Assert.Null(history.TimeOf(Record()));
    }
}
