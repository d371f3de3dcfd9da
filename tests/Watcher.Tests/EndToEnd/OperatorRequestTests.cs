using System.Net.Http.Headers;
using OfoWatcher.Markers;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.EndToEnd;

/// <summary>Retry and stop over the network, and a watcher that is killed before or while it does what was
/// asked.</summary>
public sealed class OperatorRequestTests(ITestOutputHelper log) : IDisposable
{
    private const string Token = "0123456789abcdef-secret";
    private const string Told = "Status is served at ";

    private readonly HttpClient http = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => http.Dispose();

    [Fact]
    public async Task A_run_is_stopped_and_tried_again_as_asked_and_the_log_tells_who_asked()
    {
        using var share = new TestShare("""
            [ -f "$4/go" ] || sleep 600
            echo product > "$2/product.txt"
            """);
        share.AddPhotos("oak");
        await using var watcher = Start(share);
        await Eventually.TrueAsync(() => share.Journal.Count == 1, "the run has started");

        Assert.Equal(409, await AskAsync(watcher, "oak", "retry"));
        Assert.Equal(202, await AskAsync(watcher, "oak", "stop"));
        await Eventually.TrueAsync(() => share.Marker("oak") is FailedMarker, "the run was stopped");
        var failed = (FailedMarker)share.Marker("oak")!;
        Assert.StartsWith("cancelled by the operator;", failed.Message, StringComparison.Ordinal);
        Assert.Null(failed.RetryAt);

        File.WriteAllText(Path.Combine(share.Folder, "go"), "");
        Assert.Equal(401, await AskAsync(watcher, "oak", "retry", "another-token-that-is-wrong"));
        await Eventually.TrueAsync(async () => await AskAsync(watcher, "oak", "retry") == 202, "it is taken");
        await share.CompletedAsync("oak");
        Assert.Equal(2, ((CompletedMarker)share.Marker("oak")!).Attempt);
        Assert.False(File.Exists(share.Result("oak", RequestFile.FileName)));

        var outcome = await watcher.StopAsync();
        Assert.Equal(0, outcome.ExitCode);
        Assert.Empty(outcome.Error);
        foreach (var words in new[]
        {
            "127.0.0.1 asks to Retry oak: refused (409)", "127.0.0.1 asks to Stop oak: accepted",
            "127.0.0.1 asks to Retry oak: refused (401)", "127.0.0.1 asks to Retry oak: accepted",
        })
            Assert.Contains(outcome.Output, line => line.Contains(words, StringComparison.Ordinal));
        Assert.DoesNotContain(outcome.Output, line => line.Contains(Token, StringComparison.Ordinal));
        Assert.DoesNotContain(outcome.Output, line => line.Contains("another-token", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_retry_that_was_accepted_is_done_once_however_soon_the_watcher_is_killed_after_it()
    {
        var seed = Environment.TickCount;
        log.WriteLine($"seed {seed}");
        var random = new Random(seed);
        using var share = new TestShare();
        share.AddPhotos("oak");
        for (var attempt = 1; attempt <= 6; attempt++)
        {
            await using var watcher = Start(share);
            await Eventually.TrueAsync(
                () => share.Marker("oak") is CompletedMarker completed && completed.Attempt == attempt,
                $"attempt {attempt} is completed, seed {seed}");
            await Eventually.TrueAsync(
                async () => await AskAsync(watcher, "oak", "retry") == 202, $"retry {attempt} is taken, seed {seed}");
            await Task.Delay(random.Next(0, 40), Cancellation);
            await watcher.KillAsync();
        }

        await using var last = Start(share);
        await Eventually.TrueAsync(
            () => share.Marker("oak") is CompletedMarker { Attempt: 7 }, $"the last one is done, seed {seed}");
        Assert.Equal(0, (await last.StopAsync()).ExitCode);
        Assert.Equal(7, share.Journal.Count(line => line.StartsWith("start ", StringComparison.Ordinal)));
        Assert.DoesNotContain(share.Journal, line => line.StartsWith("overlap", StringComparison.Ordinal));
        Assert.False(File.Exists(share.Result("oak", RequestFile.FileName)));
    }

    [Fact]
    public async Task A_stop_that_was_accepted_outlives_the_watcher()
    {
        using var share = new TestShare("sleep 600");
        share.AddPhotos("oak");
        await using (var watcher = Start(share))
        {
            await Eventually.TrueAsync(() => share.Journal.Count == 1, "the run has started");
            await Eventually.TrueAsync(async () => await AskAsync(watcher, "oak", "stop") == 202, "it is taken");
            await watcher.KillAsync();
        }

        await using var next = Start(share);
        await Eventually.TrueAsync(() => share.Marker("oak") is FailedMarker, "the run was stopped");
        Assert.StartsWith("cancelled by the operator;", share.Marker("oak")!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_does_not_inherit_the_token()
    {
        using var share = new TestShare("env > \"$2/product.txt\"");
        share.AddPhotos("oak");
        await using var watcher = Start(share);
        await share.CompletedAsync("oak");

        var environment = File.ReadAllText(
            Directory.EnumerateFiles(share.Result("oak"), "product.txt", SearchOption.AllDirectories).Single());
        Assert.Contains("PATH=", environment, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, environment, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_request_is_told_and_removed_and_stops_nothing()
    {
        using var share = new TestShare();
        Directory.CreateDirectory(share.Result("oak"));
        File.WriteAllText(share.Result("oak", RequestFile.FileName), """{"kind":"Stop","from":"x\nforged"}""");
        share.AddPhotos("oak");
        await using var watcher = Start(share);

        await share.CompletedAsync("oak");

        await watcher.SaysAsync("oak: request.json, is dropped: it is damaged");
        Assert.False(File.Exists(share.Result("oak", RequestFile.FileName)));
    }

    [Fact]
    public async Task A_dry_run_does_nothing_with_a_request()
    {
        using var share = new TestShare();
        share.AddPhotos("oak");
        await using (var watcher = Start(share))
            await share.CompletedAsync("oak");
        Assert.True(RequestFile.TryWrite(
            share.Result("oak"),
            new ProjectRequest
            {
                Kind = RequestKind.Retry,
                Id = "1",
                At = TimeProvider.System.GetUtcNow(),
                From = "x",
            }));

        await using var dry = WatcherProcess.Start(
            "/",
            [
                "run", "--dry-run", .. share.Settings, "--Dashboard:Listen=http://127.0.0.1:0",
                $"--Dashboard:Token={Token}",
            ]);
        await Eventually.TrueAsync(async () => await AskAsync(dry, "oak", "retry") == 409, "it is refused");

        Assert.True(File.Exists(share.Result("oak", RequestFile.FileName)));
        Assert.IsType<CompletedMarker>(share.Marker("oak"));
    }

    private static WatcherProcess Start(TestShare share) => WatcherProcess.Start(
        "/", ["run", .. share.Settings, "--Dashboard:Listen=http://127.0.0.1:0"], "env", $"Dashboard__Token={Token}");

    private async Task<int> AskAsync(WatcherProcess watcher, string project, string action, string token = Token)
    {
        await watcher.SaysAsync(Told);
        var address = watcher.Output.Single(line => line.Contains(Told, StringComparison.Ordinal)).Split(Told)[1];
        using var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri(new Uri(address), $"/api/v1/projects/{project}/{action}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request, Cancellation);
        return (int)answer.StatusCode;
    }
}
