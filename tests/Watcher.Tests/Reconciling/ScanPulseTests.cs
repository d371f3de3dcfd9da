using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using OfoWatcher.Commands;
using OfoWatcher.Intake;
using OfoWatcher.Platform;
using OfoWatcher.Reconciling;
using OfoWatcher.Reconciling.Leadership;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Reconciling;

public sealed class ScanPulseTests
{
    private readonly FakeTimeProvider time = new();
    private readonly FixedOptions<IntakeOptions> settings = new(new IntakeOptions());
    private readonly LeadershipStatus leadership = new() { Role = WatcherRole.Leader };
    private readonly ScanPulse pulse;

    public ScanPulseTests() => pulse = new ScanPulse(settings, leadership, time);

    [Theory]
    [InlineData("00:00:01", "00:10:00")] // Ten missed scans prove nothing on a machine that was paused for a moment.
    [InlineData("00:00:30", "00:10:00")]
    [InlineData("00:05:00", "00:50:00")]
    [InlineData("1.00:00:00", "10.00:00:00")]
    public void A_leader_is_dead_when_no_scan_came_for_ten_intervals_and_ten_minutes(string interval, string bound)
    {
        settings.CurrentValue = new IntakeOptions { ScanInterval = TimeSpan.Parse(interval) };
        pulse.Scheduled();

        time.Advance(TimeSpan.Parse(bound));
        Assert.Null(pulse.Fault);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.StartsWith("no scan began for ", pulse.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scan_that_ended_counts_from_its_end()
    {
        pulse.Scheduled();
        pulse.PassBegan();
        time.Advance(TimeSpan.FromHours(1));
        pulse.PassEnded();

        Assert.Null(pulse.Fault);
        time.Advance(TimeSpan.FromMinutes(11));
        Assert.NotNull(pulse.Fault);
    }

    [Fact]
    public void A_scan_under_way_is_alive_however_long_it_takes()
    {
        pulse.Scheduled();
        pulse.PassBegan();
        time.Advance(TimeSpan.FromDays(3));

        Assert.Null(pulse.Fault);
    }

    [Fact]
    public void Nothing_is_said_of_a_cron_schedule_and_missed_scans_count_from_the_change_back()
    {
        pulse.Scheduled();
        settings.CurrentValue = new IntakeOptions { ScanCron = "0 0 3 * * ?" };
        time.Advance(TimeSpan.FromDays(1));
        Assert.Null(pulse.Fault);

        settings.CurrentValue = new IntakeOptions();
        pulse.Scheduled();
        Assert.Null(pulse.Fault);
    }

    [Theory]
    [InlineData("Starting")]
    [InlineData("Follower")]
    public void One_that_does_not_lead_makes_no_scans_and_lives(string role)
    {
        pulse.Scheduled();
        time.Advance(TimeSpan.FromDays(1));
        leadership.Role = Enum.Parse<WatcherRole>(role);

        Assert.Null(pulse.Fault);
    }

    [Fact]
    public void A_new_leader_is_not_judged_before_its_scans_are_scheduled()
    {
        time.Advance(TimeSpan.FromDays(1));

        Assert.Null(pulse.Fault);
    }

    [Fact]
    public async Task A_pass_gives_its_signs_when_it_begins_and_when_it_ends()
    {
        using var share = new TestShare();
        share.AddPhotos("oak");
        var builder = WatcherHost.CreateBuilder([.. share.Settings, "--Logging:LogLevel:Default=None"]);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton(pulse);
        string? during = "never looked";
        builder.Services.AddSingleton<ObserveUpload>((folder, root, marker, onEntry, cancellation) =>
        {
            during = pulse.Fault;
            return UploadWalk.Observe(folder, root, marker, onEntry, cancellation);
        });
        using var host = builder.Build();
        using var exclusive =
            await OutputLock.TakeAsync(host.Services.GetRequiredService<OutputFolder>(), TimeProvider.System);
        pulse.Scheduled();
        time.Advance(TimeSpan.FromHours(1));
        Assert.NotNull(pulse.Fault);

        await host.Services.GetRequiredService<ScanPass>().RunAsync(TestContext.Current.CancellationToken);

        Assert.Null(during);
        Assert.Null(pulse.Fault);
        time.Advance(TimeSpan.FromHours(1));
        Assert.NotNull(pulse.Fault);
    }
}
