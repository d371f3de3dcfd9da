using OfoWatcher.Markers;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Validation;

namespace OfoWatcher.Tests.EndToEnd;

public sealed class DaemonTests
{
    // Waits until the test lets it go on.
    private const string Gated = "while [ ! -e \"$4/go\" ]; do sleep 0.05; done; echo product > \"$2/product.txt\"";

    [Fact]
    public async Task A_run_goes_on_while_the_watcher_is_away_and_is_found_again()
    {
        using var share = new TestShare(Gated);
        share.AddPhotos("oak");
        await using (var first = WatcherProcess.Start("/", ["run", .. share.Settings]))
        {
            await Eventually.TrueAsync(() => share.Journal.Count > 0, "the run has started");
            Assert.Equal(0, (await first.StopAsync()).ExitCode);
        }

        await using var second = WatcherProcess.Start("/", ["run", .. share.Settings]);
        await Eventually.TrueAsync(
            () => share.Status("oak").StartsWith("Running", StringComparison.Ordinal), "the run is found again");
        File.WriteAllText(Path.Combine(share.Folder, "go"), "");
        await share.CompletedAsync("oak");
        Assert.Single(share.Journal, line => line.StartsWith("start", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_share_that_vanishes_changes_nothing_in_any_state_and_all_goes_on_when_it_is_back()
    {
        using var share = new TestShare("[ $3 != slow ] || { " + Gated + "; }; echo product > \"$2/product.txt\"");
        share.AddPhotos("done");
        share.AddPhotos("few", count: 3);
        share.AddPhotos("slow");
        share.AddPhotos("uploading");
        File.WriteAllText(share.Project("uploading", ".DJI_0099.JPG.a1B2c3"), "half");
        await using var watcher = WatcherProcess.Start("/", ["run", .. share.Settings]);
        await share.CompletedAsync("done");
        await Eventually.TrueAsync(() => share.Marker("few") is InvalidMarker, "few is invalid");
        await Eventually.TrueAsync(
            () => share.Status("slow").StartsWith("Running", StringComparison.Ordinal), "slow is running");

        Directory.Move(share.Input, share.Input + ".away");
        await Eventually.TrueAsync(
            () => share.Status("uploading").Contains("cannot be relied on", StringComparison.Ordinal), "it is told");
        File.WriteAllText(Path.Combine(share.Folder, "go"), "");
        await share.CompletedAsync("slow");
        Directory.CreateDirectory(share.Input); // As an unmounted volume shows: an empty folder.
        await watcher.SaysAsync("is the volume mounted?");
        Assert.IsType<CompletedMarker>(share.Marker("done"));
        Assert.IsType<InvalidMarker>(share.Marker("few"));
        Assert.Null(share.Marker("uploading"));

        Directory.Delete(share.Input);
        Directory.Move(share.Input + ".away", share.Input);
        File.Move(share.Project("uploading", ".DJI_0099.JPG.a1B2c3"), share.Project("uploading", "notes.txt"));
        await share.CompletedAsync("uploading");
        Assert.Equal(3, share.Journal.Count(line => line.StartsWith("start", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_pilot_steers_by_files_beside_the_photos()
    {
        using var share = new TestShare(Gated);
        share.AddPhotos("oak");
        File.WriteAllText(share.Project("oak", "_HOLD"), "");
        await using var watcher = WatcherProcess.Start("/", ["run", .. share.Settings]);
        await Eventually.TrueAsync(
            () => share.Status("oak").Contains("delete _HOLD", StringComparison.Ordinal), "oak is on hold");
        File.Delete(share.Project("oak", "_HOLD"));
        await Eventually.TrueAsync(() => share.Journal.Count == 1, "the run has started");

        File.WriteAllText(share.Project("oak", "_CANCEL"), "");
        await Eventually.TrueAsync(
            () => share.Marker("oak") is FailedMarker { RetryAt: null, Message: "cancelled by the pilot; a new _RETRY file asks for another run" }, "it is cancelled");
        File.Delete(share.Project("oak", "_CANCEL"));
        File.WriteAllText(Path.Combine(share.Folder, "go"), "");
        File.WriteAllText(share.Project("oak", "_RETRY"), "");
        await share.CompletedAsync("oak");
        Assert.Equal(2, ((CompletedMarker)share.Marker("oak")!).Attempt);

        File.Delete(share.Result("oak", MarkerStore.Completed));
        await Eventually.TrueAsync(
            () => share.Marker("oak") is CompletedMarker { Attempt: 3 }, "a deleted marker runs it again, once");
    }

    [Fact]
    public async Task A_pilot_who_accepts_the_findings_of_an_invalid_project_lets_it_run()
    {
        using var share = new TestShare();
        share.AddPhotos("oak", count: 3);
        await using var watcher = WatcherProcess.Start("/", ["run", .. share.Settings]);
        await Eventually.TrueAsync(() => share.Marker("oak") is InvalidMarker, "oak is invalid");

        File.WriteAllText(share.Project("oak", "accept.txt"), "to-few-photos\n");
        await Eventually.TrueAsync(
            () => share.Marker("oak") is InvalidMarker invalid
                && invalid.Findings.Any(finding => finding.Code == FindingCodes.AcceptUnknown),
            "the slip of the pen is told");
        Assert.Empty(share.Journal);

        // In place, which changes no folder.
        File.WriteAllText(share.Project("oak", "accept.txt"), "too-few-photos\r\n");
        await share.CompletedAsync("oak");
        Assert.Contains("\"accepted\": true", File.ReadAllText(share.Result("oak", "report.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_photos_stop_a_run_and_the_project_runs_again_with_all_of_them()
    {
        using var share = new TestShare(Gated);
        share.AddPhotos("oak");
        await using var watcher = WatcherProcess.Start("/", ["run", .. share.Settings]);
        await Eventually.TrueAsync(() => share.Journal.Count == 1, "the run has started");
        share.AddPhotos("oak", count: 5, first: 16);
        await Eventually.TrueAsync(() => share.Journal.Count == 2, "the run with the new photos has started");
        File.WriteAllText(Path.Combine(share.Folder, "go"), "");
        await share.CompletedAsync("oak");
        Assert.DoesNotContain(share.Journal, line => line.StartsWith("overlap", StringComparison.Ordinal));
        await watcher.SaysAsync("its imagery changed");
    }

    [Fact]
    public async Task A_failing_run_is_tried_again_as_often_as_the_settings_say_and_then_failed_for_good()
    {
        using var share = new TestShare("echo the disk is full; exit 3");
        share.AddPhotos("oak");
        await using var watcher = WatcherProcess.Start("/", ["run", .. share.Settings, "--Runs:MaxAttempts=2"]);
        await Eventually.TrueAsync(
            () => share.Marker("oak") is FailedMarker { RetryAt: null }, "oak has failed for good");
        var marker = (FailedMarker)share.Marker("oak")!;
        Assert.Equal(2, marker.Attempt);
        Assert.Contains("the disk is full", marker.LastLogLines);
        Assert.Contains("3", marker.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_more_runs_go_at_once_than_the_settings_allow_and_the_first_settled_goes_first()
    {
        using var share = new TestShare(Gated);
        share.AddPhotos("first");
        await using var watcher = WatcherProcess.Start("/", ["run", .. share.Settings, "--Runs:MaxConcurrentRuns=1"]);
        await Eventually.TrueAsync(() => share.Journal.Count == 1, "the first run has started");
        share.AddPhotos("second");
        await Eventually.TrueAsync(
            () => share.Status("second").Contains("it is next", StringComparison.Ordinal), "second is next in line");
        share.AddPhotos("a-later-one");
        await Eventually.TrueAsync(
            () => share.Status("a-later-one").Contains("1 project ahead", StringComparison.Ordinal), "one is ahead");
        File.WriteAllText(Path.Combine(share.Folder, "go"), "");
        await share.CompletedAsync("a-later-one");
        var starts = share.Journal.Where(line => line.StartsWith("start", StringComparison.Ordinal)).ToList();
        Assert.StartsWith("start second", starts[1], StringComparison.Ordinal);
    }
}
