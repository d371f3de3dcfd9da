using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OfoWatcher.Intake;
using Quartz;

namespace OfoWatcher.Reconciling;

/// <summary>Schedules the scan as the settings say, and anew when they change.</summary>
internal sealed class ScanSchedule(
    ISchedulerFactory schedulers, IOptionsMonitor<IntakeOptions> settings, ScanPulse pulse)
    : IHostedService, IDisposable
{
    private static readonly TriggerKey Trigger = new("scan");

    private IDisposable? subscription;
    private (TimeSpan, string) scheduled;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var options = settings.CurrentValue;
        scheduled = (options.ScanInterval, options.ScanCron);
        await scheduler.ScheduleJob(
            JobBuilder.Create<ScanJob>().WithIdentity(ScanJob.Key).Build(),
            Build(options),
            cancellationToken: cancellationToken);
        pulse.Scheduled();
        subscription = settings.OnChange(changed => _ = RescheduleAsync(scheduler, changed));
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => subscription?.Dispose();

    private async Task RescheduleAsync(IScheduler scheduler, IntakeOptions options)
    {
        if (scheduled == (options.ScanInterval, options.ScanCron))
            return;
        scheduled = (options.ScanInterval, options.ScanCron);
        pulse.Scheduled();
        await scheduler.RescheduleJob(Trigger, Build(options));
    }

    private static ITrigger Build(IntakeOptions options)
    {
        var trigger = TriggerBuilder.Create().WithIdentity(Trigger).StartNow();
        return (options.ScanCron.Length > 0
            ? trigger.WithCronSchedule(options.ScanCron)
            : trigger.WithSimpleSchedule(schedule => schedule.WithInterval(options.ScanInterval).RepeatForever()))
            .Build();
    }
}
