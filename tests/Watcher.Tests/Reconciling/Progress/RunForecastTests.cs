using FsCheck;
using FsCheck.Fluent;
using OfoWatcher.Reconciling.Progress;
using static OfoWatcher.Tests.Reconciling.Sightings;

namespace OfoWatcher.Tests.Reconciling.Progress;

public sealed class RunForecastTests
{
    private static RunForecast? Of(double? wholeHours, double? progress, double goneHours) => RunForecast.Of(
        wholeHours is { } hours ? TimeSpan.FromHours(hours) : null, progress, TimeSpan.FromHours(goneHours), Now);

    [Theory]
    [InlineData(8.0, null, 3.0, 5.0)] // By the estimate alone.
    [InlineData(8.0, 0.0, 3.0, 8.0)] // Nothing is done yet, so all of it is left.
    [InlineData(8.0, 0.25, 2.0, 6.0)] // It keeps to the estimate.
    [InlineData(8.0, 0.75, 6.0, 2.0)]
    [InlineData(8.0, 0.5, 8.0, 5.0)] // Half as fast: 4 h by the estimate, 8 h by its pace, the latter with a quarter.
    [InlineData(8.0, 1.0, 20.0, 0.0)]
    [InlineData(null, 0.25, 2.0, 6.0)] // By its pace alone.
    [InlineData(8.0, null, -3.0, 8.0)] // A clock went backwards.
    public void What_is_left_follows_from_the_estimate_and_the_pace(
        double? whole, double? progress, double gone, double left) =>
        Assert.Equal(new RunForecast(Now.AddHours(left)), Of(whole, progress, gone));

    [Fact]
    public void A_run_that_should_have_ended_is_overdue_and_has_no_end() =>
        Assert.Equal(new RunForecast(null, TimeSpan.FromHours(2)), Of(8, null, 10));

    [Theory]
    [InlineData(null, null, 3.0)]
    [InlineData(null, 0.0, 3.0)]
    [InlineData(null, 0.04, 3.0)]
    [InlineData(90_000.0, null, 3.0)]
    [InlineData(null, 0.05, 9_000_000.0)]
    public void Nothing_is_told_when_too_little_is_known_or_it_would_be_years(
        double? whole, double? progress, double gone) =>
        Assert.Null(Of(whole, progress, gone));

    [Fact]
    public void The_end_is_never_in_the_past_and_a_run_that_keeps_to_its_estimate_is_told_exactly()
    {
        var runs =
            from whole in Gen.Choose(1, 6000)
            from part in Gen.Choose(1, 1000)
            from gone in Gen.Choose(-100, 20_000)
            select (Whole: TimeSpan.FromMinutes(whole), Part: part / 1000.0, Gone: TimeSpan.FromMinutes(gone));
        var property = Prop.ForAll(runs.ToArbitrary(), run =>
        {
            var onTime = RunForecast.Of(run.Whole, run.Part, run.Whole * run.Part, Now)!;
            return RunForecast.Of(run.Whole, run.Part, run.Gone, Now)!.End >= Now
                && (onTime.End!.Value - (Now + (run.Whole * (1 - run.Part)))).Duration() < TimeSpan.FromSeconds(2);
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), property);
    }
}
