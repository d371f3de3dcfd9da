using OfoWatcher.Intake;

namespace OfoWatcher.Tests.Intake;

public sealed class SettlePolicyTests
{
    private static readonly IntakeOptions Options =
        new() { QuietPeriod = Minutes(10), StalePartialAfter = Minutes(24 * 60) };
    private static readonly UploadObservation Photos = UploadEntries.Photos;

    [Fact]
    public void One_observation_never_settles_whatever_it_claims() =>
        Assert.False(IsSettled(UploadEntries.First(Photos) with { QuietFor = Minutes(1000) }));

    [Theory]
    [InlineData(0, false)]
    [InlineData(599, false)]
    [InlineData(600, true)]
    [InlineData(601, true)]
    public void Two_equal_observations_settle_once_they_are_the_quiet_period_apart(int seconds, bool expected) =>
        Assert.Equal(expected, IsSettled(UploadEntries.First(Photos).After(TimeSpan.FromSeconds(seconds))));

    [Fact]
    public void Quiet_time_adds_up_over_observations()
    {
        var entry = UploadEntries.First(Photos);
        for (var scan = 1; scan <= 19; scan++)
        {
            entry = entry.After(TimeSpan.FromSeconds(30));
            Assert.False(IsSettled(entry));
        }

        Assert.True(IsSettled(entry.After(TimeSpan.FromSeconds(30))));
    }

    [Theory]
    [InlineData(0, 1, "no whole file yet")]
    [InlineData(0, 0, "0 files, 0 bytes")]
    [InlineData(1, 0, "1 file, 1 byte")]
    public void An_upload_is_described_by_what_has_arrived(int files, int partials, string words)
    {
        var seen = new UploadObservation { Files = files, Bytes = files, Partial = new PartialFiles(partials, 1, ".a") };

        Assert.Equal(words, SettlePolicy.Describe(seen));
    }

    public static TheoryData<string> Changes =>
        ["revision", "time stamp of a file", "count", "bytes", "newest", "partial", "skipped"];

    [Theory]
    [MemberData(nameof(Changes))]
    public void Any_change_of_what_is_seen_starts_the_wait_anew(string what)
    {
        var changed = what switch
        {
            "revision" => Photos with { Revision = new Revision(2) },
            "time stamp of a file" => Photos with { Stamp = 2 },
            "count" => Photos with { Files = 814 },
            "bytes" => Photos with { Bytes = 1 },
            "newest" => Photos with { NewestChange = UploadEntries.Noon },
            "partial" => UploadEntries.WithPartials(1),
            _ => Photos with { Skipped = new SkippedEntries(1, "x") },
        };
        var settled = UploadEntries.First(Photos).After(Minutes(10)) with { SettledAt = UploadEntries.Noon };

        var entry = settled.After(Minutes(1000), changed);

        Assert.False(IsSettled(entry));
        Assert.Null(entry.SettledAt);
        Assert.Equal((1, TimeSpan.Zero), (entry.Sightings, entry.QuietFor));
        Assert.False(IsSettled(entry.After(Minutes(9)))); // Whatever was quiet before does not count.
    }

    [Fact]
    public void A_word_from_the_pilot_does_not_start_the_wait_anew_and_is_heard()
    {
        var settled = UploadEntries.First(Photos).After(Minutes(10)) with { SettledAt = UploadEntries.Noon };

        var entry = settled.After(Minutes(1), Photos with { Control = new ControlFiles(false, Hold: true, false, "1-2") });

        Assert.True(IsSettled(entry));
        Assert.Equal(UploadEntries.Noon, entry.SettledAt);
        Assert.Equal("1-2", entry.Seen.Control.Retry);
    }

    [Fact]
    public void A_change_and_a_change_back_is_two_changes()
    {
        var entry = UploadEntries.First(Photos).After(Minutes(9));
        entry = entry.After(Minutes(1), Photos with { Stamp = 2 }).After(Minutes(1), Photos);
        Assert.False(IsSettled(entry));
        Assert.Equal(1, entry.Sightings);
    }

    [Fact]
    public void A_temp_file_blocks_until_it_was_unchanged_for_a_day()
    {
        var entry = UploadEntries.First(UploadEntries.WithPartials(1)).After(Minutes(23 * 60 + 59));
        Assert.False(IsSettled(entry));
        Assert.False(SettlePolicy.HasStalePartials(entry, Options));

        entry = entry.After(Minutes(1));
        Assert.True(IsSettled(entry));
        Assert.True(SettlePolicy.HasStalePartials(entry, Options));
    }

    [Fact]
    public void A_temp_file_that_changes_is_never_stale()
    {
        var entry = UploadEntries.First(UploadEntries.WithPartials(1));
        for (var hour = 1UL; hour <= 100; hour++)
        {
            entry = entry.After(Minutes(60), UploadEntries.WithPartials(1, stamp: hour + 1));
            Assert.False(IsSettled(entry));
        }
    }

    [Fact]
    public void A_stale_temp_file_does_not_end_the_wait_for_the_others()
    {
        var entry = UploadEntries.First(UploadEntries.WithPartials(1)).After(Minutes(24 * 60));
        entry = entry.After(Minutes(1), entry.Seen with { Files = 900, Revision = new Revision(9) });
        Assert.True(SettlePolicy.HasStalePartials(entry, Options));
        Assert.False(IsSettled(entry));
        Assert.True(IsSettled(entry.After(Minutes(10))));
    }

    [Fact]
    public void Without_temp_files_none_are_stale() =>
        Assert.False(SettlePolicy.HasStalePartials(UploadEntries.First(Photos).After(Minutes(24 * 60 + 1)), Options));

    [Fact]
    public void The_upload_complete_marker_ends_the_wait_at_once_but_not_that_for_temp_files()
    {
        var complete = new ControlFiles(Complete: true, false, false, null);
        Assert.True(IsSettled(UploadEntries.First(Photos with { Control = complete })));

        var partial = UploadEntries.First(UploadEntries.WithPartials(2) with { Control = complete });
        Assert.False(IsSettled(partial));
        Assert.Equal(
            "2 temp files (sub/.a.JPG.AbCdEf, …); 812 photos, 6.1 GB", SettlePolicy.Assess(partial, Options).Why);
    }

    [Fact]
    public void A_pilot_reads_what_is_waited_for()
    {
        Assert.Equal(
            "2 temp files (sub/.a.JPG.AbCdEf, …); quiet for 4 of 10 min; 812 photos, 6.1 GB",
            Why(UploadEntries.First(UploadEntries.WithPartials(2)).After(Minutes(4.9))));
        Assert.Equal(
            "1 temp file (sub/.a.JPG.AbCdEf); quiet for 10 of 10 min; 812 photos, 6.1 GB",
            Why(UploadEntries.First(UploadEntries.WithPartials(1)).After(Minutes(400))));
        Assert.Equal("quiet for 0 of 10 min; 812 photos, 6.1 GB", Why(UploadEntries.First(Photos)));
        Assert.Equal(
            "quiet for 0 of 10 min; 1 file, 5 bytes",
            Why(UploadEntries.First(Photos with { Files = 1, Photos = 0, Bytes = 5 })));
        Assert.Equal("", Why(UploadEntries.First(Photos).After(Minutes(10))));
    }

    [Fact]
    public void A_revision_is_known_to_have_been_seen_twice_though_times_changed()
    {
        var entry = UploadEntries.First(Photos).After(Minutes(1), Photos with { Stamp = 2 });
        Assert.Equal((1, 2), (entry.Sightings, entry.RevisionSightings));
        Assert.Equal(1, entry.After(Minutes(1), Photos with { Revision = new Revision(3) }).RevisionSightings);
    }

    private static TimeSpan Minutes(double minutes) => TimeSpan.FromMinutes(minutes);

    private static bool IsSettled(UploadEntry entry) => SettlePolicy.Assess(entry, Options).IsSettled;

    private static string Why(UploadEntry entry) => SettlePolicy.Assess(entry, Options).Why;
}
