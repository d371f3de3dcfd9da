using OfoWatcher.Notifications;

namespace OfoWatcher.Tests.Notifications;

public sealed class StuckPolicyTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly Standstill Upload = new("uploading, 812", "1 temp file");

    [Fact]
    public void A_project_is_stuck_once_it_has_not_come_on_for_the_whole_time()
    {
        Assert.False(IsStuck(Upload, Watch(Upload, Day - TimeSpan.FromMinutes(1))));
        Assert.True(IsStuck(Upload, Watch(Upload, Day)));
    }

    [Fact]
    public void One_photo_more_begins_it_anew()
    {
        var before = Watch(Upload, TimeSpan.FromHours(23));
        var more = Upload with { Key = "uploading, 813" };

        var at = before.SeenAt.AddHours(1);

        Assert.Equal(new StandstillEntry(more.Key, at, at, TimeSpan.Zero), StuckPolicy.Look(before, more, Day, at));
    }

    [Fact]
    public void Other_words_for_the_same_begin_nothing_anew()
    {
        var before = Watch(Upload, TimeSpan.FromHours(23));

        var after = StuckPolicy.Look(before, Upload with { Why = "2 temp files" }, Day, before.SeenAt.AddHours(1));

        Assert.Equal(Events.Now, after.Since);
        Assert.True(IsStuck(Upload, after));
    }

    [Fact]
    public void A_run_has_three_times_the_time_that_it_may_take()
    {
        var run = new Standstill("oak-1, build_depth_maps, 46", "run oak-1", TimeSpan.FromHours(20));

        Assert.False(IsStuck(run, Watch(run, TimeSpan.FromHours(59))));
        Assert.True(IsStuck(run, Watch(run, TimeSpan.FromHours(60))));
        Assert.True(IsStuck(run with { Takes = TimeSpan.FromHours(1) }, Watch(run, Day)));
    }

    [Fact]
    public void A_week_in_which_nobody_looked_does_not_make_it_stuck()
    {
        var before = Watch(Upload, TimeSpan.FromHours(1));

        var after = StuckPolicy.Look(before, Upload, Day, before.SeenAt.AddDays(7));

        Assert.Equal(TimeSpan.FromHours(1 + 6), after.Still);
        Assert.False(IsStuck(Upload, after));
    }

    [Fact]
    public void A_clock_that_is_set_back_begins_it_anew_or_counts_as_no_time()
    {
        var before = Watch(Upload, TimeSpan.FromHours(10));

        Assert.Equal(before.Still, StuckPolicy.Look(before, Upload, Day, before.SeenAt.AddHours(-1)).Still);
        Assert.Equal(TimeSpan.Zero, StuckPolicy.Look(before, Upload, Day, before.SeenAt.AddHours(-11)).Still);
    }

    private static bool IsStuck(Standstill now, StandstillEntry entry) => StuckPolicy.IsStuck(entry, now, Day);

    /// <summary>What is remembered after looks each half hour.</summary>
    private static StandstillEntry Watch(Standstill now, TimeSpan time)
    {
        var entry = StuckPolicy.Look(null, now, Day, Events.Now);
        for (var left = time; left > TimeSpan.Zero; left -= TimeSpan.FromMinutes(30))
        {
            var step = left < TimeSpan.FromMinutes(30) ? left : TimeSpan.FromMinutes(30);
            entry = StuckPolicy.Look(entry, now, Day, entry.SeenAt + step);
        }

        return entry;
    }
}
