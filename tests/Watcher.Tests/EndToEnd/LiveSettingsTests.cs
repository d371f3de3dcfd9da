using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.EndToEnd;

public sealed class LiveSettingsTests
{
    [Fact]
    public async Task Changed_settings_take_effect_without_a_restart_and_wrong_ones_are_told_and_ignored()
    {
        using var share = new TestShare();
        var settings = Path.Combine(share.Folder, "appsettings.json");
        File.WriteAllText(settings, """{ "Runs": { "PauseLaunches": true } }""");
        share.AddPhotos("oak");
        await using var watcher = WatcherProcess.Start(share.Folder, ["run", .. share.Settings]);
        await Eventually.TrueAsync(
            () => share.Status("oak").Contains("paused", StringComparison.Ordinal), "launches are paused");

        File.WriteAllText(settings, """{ "Runs": { "PauseLaunches": true, "MaxAttempts": 0 } }""");
        await watcher.SaysAsync("Runs:MaxAttempts is 0 but");

        File.WriteAllText(
            settings, """{ "Runs": { "PauseLaunches": false }, "Intake": { "ScanCron": "* * * * * ?" } }""");
        await share.CompletedAsync("oak");
    }

    [Fact]
    public async Task A_changed_scan_interval_is_the_one_in_force()
    {
        using var share = new TestShare();
        var settings = Path.Combine(share.Folder, "appsettings.json");
        File.WriteAllText(settings, """{ "Intake": { "ScanInterval": "23:00:00" } }""");
        var others = share.Settings.Where(s => !s.Contains("ScanInterval", StringComparison.Ordinal));
        await using var watcher = WatcherProcess.Start(share.Folder, ["run", .. others]);
        await Eventually.TrueAsync(
            () => File.Exists(share.Result("..", "results", "baseline.json")), "the first scan is over");
        share.AddPhotos("oak");
        File.WriteAllText(settings, """{ "Intake": { "ScanInterval": "00:00:01" } }""");
        await share.CompletedAsync("oak");
    }
}
