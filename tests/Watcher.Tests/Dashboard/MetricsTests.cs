using System.Net;
using OfoWatcher.Intake;
using OfoWatcher.Markers;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Dashboard;

/// <summary>What a daemon serves at <c>/metrics</c> while projects go to their ends.</summary>
public sealed class MetricsTests : IDisposable
{
    private const string Strange = """few "x"<b>""";

    private readonly TestShare share = new("""[ "$3" != broken ] || exit 1; echo product > "$2/product.txt" """);

    public void Dispose() => share.Dispose();

    [Fact]
    public async Task Each_project_run_and_scan_is_counted_by_what_became_of_it_and_no_name_of_a_project_is_told()
    {
        await using var watcher = Start();
        await EndAsync();

        var scrape = await Scrape.UntilAsync(
            watcher, scrape => scrape["ofo_watcher_projects", ("state", "Failed")] == 1, "all three have ended");

        Assert.Equal(1, scrape["ofo_watcher_projects", ("state", "Completed")]);
        Assert.Equal(1, scrape["ofo_watcher_projects", ("state", "Invalid")]);
        Assert.Equal(0, scrape["ofo_watcher_projects", ("state", "Running")]);
        Assert.Equal(3, scrape["ofo_watcher_launches_total"]);
        Assert.Equal(1, scrape["ofo_watcher_runs_total", ("result", "completed")]);
        Assert.Equal(1, scrape["ofo_watcher_runs_total", ("result", "retried")]);
        Assert.Equal(1, scrape["ofo_watcher_runs_total", ("result", "failed")]);
        Assert.Equal(0, scrape["ofo_watcher_runs_total", ("result", "superseded")]);
        Assert.Equal(2, scrape["ofo_watcher_upload_to_launch_seconds_count"]);
        Assert.Equal(1, scrape["ofo_watcher_launch_to_done_seconds_count", ("result", "retried")]);
        // One of them before each of its attempts.
        Assert.Equal(3, scrape["ofo_watcher_validation_duration_seconds_count", ("result", "valid")]);
        Assert.Equal(1, scrape["ofo_watcher_validation_duration_seconds_count", ("result", "invalid")]);
        Assert.Equal(0, scrape["ofo_watcher_notifications_total", ("result", "delivered")]);
        Assert.Equal(0, scrape["ofo_watcher_notifications_total", ("result", "given_up")]);
        Assert.Equal(0, scrape["ofo_watcher_notifications_pending"]);
        Assert.Equal(33, scrape["ofo_watcher_scan_files"]);
        Assert.Equal(1, scrape["ofo_watcher_leader"]);
        Assert.Equal(1, scrape["ofo_watcher_condition", ("condition", "share")]);
        Assert.True(scrape["ofo_watcher_scan_walked_files_total"] >= 33);
        Assert.True(scrape["ofo_watcher_scans_total", ("result", "success")] >= 2);
        Assert.True(scrape["ofo_watcher_queue_latency_seconds_count"] >= 3);
        Assert.True(scrape["ofo_watcher_volume_free_bytes", ("folder", share.Output), ("volume", "output")] > 0);
        Assert.True(
            scrape["ofo_watcher_volume_size_bytes", ("folder", share.Input), ("volume", "share")]
            >= scrape["ofo_watcher_volume_free_bytes", ("folder", share.Input), ("volume", "share")]);
        Assert.DoesNotContain("oak", scrape.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", scrape.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_served_is_sound_in_the_eyes_of_Prometheus()
    {
        await using var watcher = Start();
        await EndAsync();

        var scrape = await Scrape.UntilAsync(
            watcher, scrape => scrape["ofo_watcher_projects", ("state", "Failed")] == 1, "all three have ended");

        Scrape.Judge("/", scrape.Text, "check", "metrics");
    }

    [Fact]
    public async Task It_is_served_as_text_that_nobody_keeps()
    {
        await using var watcher = Start();
        var scrape = await Scrape.OfAsync(watcher);

        Assert.Equal(HttpStatusCode.OK, scrape.Answer.StatusCode);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", $"{scrape.Answer.Content.Headers.ContentType}");
        Assert.Equal("no-store", $"{scrape.Answer.Headers.CacheControl}");
        Assert.Equal(["nosniff"], scrape.Answer.Headers.GetValues("X-Content-Type-Options"));
    }

    [Fact]
    public async Task A_watcher_that_starts_again_counts_no_ending_twice()
    {
        await using (var first = Start())
        {
            await EndAsync();
            await Scrape.UntilAsync(
                first, scrape => scrape["ofo_watcher_runs_total", ("result", "failed")] == 1, "all three have ended");
            await first.StopAsync();
        }

        await using var second = Start();
        var scrape = await Scrape.UntilAsync(
            second,
            scrape => scrape["ofo_watcher_projects", ("state", "Failed")] == 1
                && scrape["ofo_watcher_projects", ("state", "Completed")] == 1
                && scrape["ofo_watcher_projects", ("state", "Invalid")] == 1,
            "all three are known again");
        foreach (var result in new[] { "completed", "failed", "retried", "refused", "superseded" })
            Assert.Equal(0, scrape["ofo_watcher_runs_total", ("result", result)]);
        Assert.Equal(0, scrape["ofo_watcher_launches_total"]);
        Assert.Null(scrape["ofo_watcher_launch_to_done_seconds_count", ("result", "completed")]);
    }

    [Fact]
    public async Task A_share_that_is_gone_shows_as_a_condition_and_as_scans_that_fail_and_the_last_good_one_stays()
    {
        share.AddPhotos("oak");
        await using var watcher = Start();
        await share.CompletedAsync("oak");
        Directory.Move(share.Input, share.Input + ".away");

        var scrape = await Scrape.UntilAsync(
            watcher, scrape => scrape["ofo_watcher_scans_total", ("result", "error")] > 0, "a scan has failed");
        Assert.Equal(0, scrape["ofo_watcher_condition", ("condition", "share")]);
        Assert.Equal(1, scrape["ofo_watcher_condition", ("condition", "output")]);
        var last = scrape["ofo_watcher_last_scan_timestamp_seconds"];
        var failures = scrape["ofo_watcher_scans_total", ("result", "error")];
        scrape = await Scrape.UntilAsync(
            watcher,
            scrape => scrape["ofo_watcher_scans_total", ("result", "error")] > failures,
            "another scan has failed");
        Assert.Equal(last, scrape["ofo_watcher_last_scan_timestamp_seconds"]);

        Directory.Move(share.Input + ".away", share.Input);
        await Scrape.UntilAsync(
            watcher, scrape => scrape["ofo_watcher_last_scan_timestamp_seconds"] > last, "a scan has seen it again");
    }

    [Fact]
    public async Task An_upload_with_a_temporary_file_that_nobody_writes_to_grows_quieter_than_any_upload_should()
    {
        share.AddPhotos("oak");
        File.WriteAllText(share.Project("oak", ".DJI_0016.JPG.a1b2c3"), "half");
        await using var watcher = Start();

        await Scrape.UntilAsync(
            watcher, scrape => scrape["ofo_watcher_upload_quiet_seconds"] > 3, "it is quiet for long");
        File.WriteAllText(share.Project("oak", "_HOLD"), "");
        await Scrape.UntilAsync(
            watcher, scrape => scrape["ofo_watcher_upload_quiet_seconds"] == 0, "nobody waits for what is on hold");
        File.Delete(share.Project("oak", "_HOLD"));
        await Scrape.UntilAsync(
            watcher, scrape => scrape["ofo_watcher_upload_quiet_seconds"] > 3, "it is quiet for long again");
        File.Delete(share.Project("oak", ".DJI_0016.JPG.a1b2c3"));
        await Scrape.UntilAsync(
            watcher,
            scrape => scrape["ofo_watcher_projects", ("state", "Completed")] == 1
                && scrape["ofo_watcher_upload_quiet_seconds"] == 0,
            "nothing is stuck any more");

        File.WriteAllText(share.Project("oak", ".DJI_0016.JPG.a1b2c3"), "half");
        var scans = (await Scrape.OfAsync(watcher))["ofo_watcher_scans_total", ("result", "success")];
        var scrape = await Scrape.UntilAsync(
            watcher, scrape => scrape["ofo_watcher_scans_total", ("result", "success")] > scans + 2, "it is seen");
        Assert.Equal(1, scrape["ofo_watcher_projects", ("state", "Completed")]);
        Assert.Equal(0, scrape["ofo_watcher_upload_quiet_seconds"]); // Nobody waits for what has ended.
    }

    [Fact]
    public async Task A_folder_that_is_in_the_settings_no_longer_is_measured_no_longer()
    {
        var (other, settings) = (Path.Combine(share.Folder, "other"), Path.Combine(share.Folder, "appsettings.json"));
        Directory.CreateDirectory(other);
        File.WriteAllText(settings, $$"""{ "Intake": { "InputRoots": [ "/unused", "{{other}}" ] } }""");
        await using var watcher = WatcherProcess.Start(
            share.Folder, ["run", .. share.Settings, "--Dashboard:Listen=http://127.0.0.1:0"]);
        await Scrape.UntilAsync(watcher, scrape => Free(scrape, other) > 0, "the other folder is measured");

        File.WriteAllText(settings, "{}");

        var scrape = await Scrape.UntilAsync(watcher, scrape => Free(scrape, other) is null, "it is no longer");
        Assert.True(Free(scrape, share.Input) > 0);

        static double? Free(Scrape scrape, string folder) =>
            scrape["ofo_watcher_volume_free_bytes", ("folder", folder), ("volume", "share")];
    }

    [Fact]
    public async Task Whether_webhooks_are_told_is_counted_and_so_is_what_they_have_not_been_told_yet()
    {
        await using var told = await WebhookReceiver.StartAsync();
        await using var refuses = await WebhookReceiver.StartAsync(status: 410);
        await using var fails = await WebhookReceiver.StartAsync(status: 503);
        share.AddPhotos("oak");
        await using var watcher = Start(
            $"Notifications__Webhooks__told__Url={told.Url}", $"Notifications__Webhooks__refuses__Url={refuses.Url}",
            $"Notifications__Webhooks__fails__Url={fails.Url}");

        var scrape = await Scrape.UntilAsync(
            watcher,
            scrape => scrape["ofo_watcher_notifications_total", ("result", "delivered")] == 1
                && scrape["ofo_watcher_notifications_total", ("result", "given_up")] == 1
                && scrape["ofo_watcher_notifications_total", ("result", "failed")] >= 2,
            "each webhook was tried");

        Assert.Equal(1, scrape["ofo_watcher_notifications_pending"]);
        fails.Answer = (_, _) => Task.CompletedTask;
        await Scrape.UntilAsync(
            watcher,
            scrape => scrape["ofo_watcher_notifications_total", ("result", "delivered")] == 2
                && scrape["ofo_watcher_notifications_pending"] == 0,
            "the one that failed is told");
    }

    private WatcherProcess Start(params string[] environment) => WatcherProcess.Start(
        "/", ["run", .. share.Settings, "--Dashboard:Listen=http://127.0.0.1:0", "--Runs:MaxAttempts=2"],
        ["env", .. environment]);

    private async Task EndAsync()
    {
        share.AddPhotos("oak");
        share.AddPhotos("broken");
        share.AddPhotos(Strange, count: 3);
        await share.CompletedAsync("oak");
        await Eventually.TrueAsync(
            () => share.Marker("broken") is FailedMarker { RetryAt: null }
                && share.Marker(ProjectName.OutputFolder(Strange)) is InvalidMarker,
            "the others have ended");
    }
}
