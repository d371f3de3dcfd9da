using System.Text;
using System.Text.Json;
using OfoWatcher.Intake;
using OfoWatcher.Markers;
using OfoWatcher.Notifications;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Validation.Report;

namespace OfoWatcher.Tests.EndToEnd;

public sealed class NotificationTests : IAsyncLifetime
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private readonly TestShare share = new();
    private WebhookReceiver receiver = null!;

    public async ValueTask InitializeAsync() => receiver = await WebhookReceiver.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await receiver.DisposeAsync();
        share.Dispose();
    }

    [Fact]
    public async Task A_completed_project_is_told_once_with_a_signature_whatever_restarts_follow()
    {
        share.AddPhotos("oak");
        var output = new List<string>();
        for (var start = 0; start < 3; start++)
        {
            await using var watcher = Start(Lab);
            await NotedAsync("oak");
            await watcher.SaysAsync(start == 0 ? "Completed told to the webhook lab" : "Watching ");
            output.AddRange((await watcher.StopAsync()).Output);
        }

        // What would be told again comes after another project at the latest.
        share.AddPhotos("pine");
        await using (var watcher = Start(Lab))
        {
            await NotedAsync("pine");
            output.AddRange((await watcher.KillAsync()).Output);
        }

        var received = receiver.Received;
        Assert.Equal(["oak", "pine"], received.Select(request => request.Json.GetProperty("subject").GetString()));
        var told = received[0];
        var notice = share.Marker("oak")!.Notice!;
        Assert.Equal(("/services/cafe", notice.Id), (told.Path, told.Id));
        Assert.Equal(told.Id, told.Json.GetProperty("id").GetString());
        Assert.Equal("application/cloudevents+json; charset=utf-8", told.ContentType);
        Assert.Equal(
            WebhookSignature.Sign(WebhookSignature.KeyOf(Secret)!, told.Id!, long.Parse(told.Timestamp!), told.Body),
            told.Signature);
        Assert.Equal(
            share.Marker("oak") is CompletedMarker marker ? marker.Run : "",
            told.Json.GetProperty("data").GetProperty("run").GetString());
        Assert.Equal(["lab"], notice.Delivered.Keys);
        Assert.All(output, line =>
        {
            Assert.DoesNotContain("cafe", line, StringComparison.Ordinal);
            Assert.DoesNotContain(Secret[6..], line, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task What_was_due_when_the_watcher_was_killed_is_told_by_the_next_one_under_the_same_id()
    {
        // The receiver takes the first and is not heard: nobody can know whether it was told.
        receiver.Answer = async (context, before) =>
        {
            if (before == 0)
                await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
        };
        share.AddPhotos("oak");
        await using (var watcher = Start(Lab))
        {
            await receiver.GotAsync(1);
            await watcher.KillAsync();
        }

        var before = (CompletedMarker)share.Marker("oak")!;
        Assert.Equal(["lab"], before.Notice!.Due);
        await using (var watcher = Start(Lab))
        {
            await NotedAsync("oak");
            await watcher.StopAsync();
        }

        var after = (CompletedMarker)share.Marker("oak")!;
        Assert.Equal([before.Notice.Id, before.Notice.Id], receiver.Received.Select(request => request.Id));
        Assert.Equal((before.WrittenAt, before.Run), (after.WrittenAt, after.Run));
        Assert.Single(share.Journal, line => line.StartsWith("start ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_ended_before_there_was_a_webhook_is_no_news()
    {
        share.AddPhotos("oak");
        await using (var watcher = Start())
        {
            await share.CompletedAsync("oak");
            await watcher.StopAsync();
        }

        share.AddPhotos("pine");
        await using (var watcher = Start(Lab))
            await NotedAsync("pine");

        Assert.Equal("pine", Assert.Single(receiver.Received).Json.GetProperty("subject").GetString());
        Assert.Null(share.Marker("oak")!.Notice);
    }

    [Fact]
    public async Task A_receiver_that_hangs_holds_up_no_project_no_other_receiver_and_not_the_end()
    {
        await using var hung = await WebhookReceiver.StartAsync();
        hung.Answer = (context, _) => Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
        share.AddPhotos("oak");
        share.AddPhotos("pine");
        await using var watcher = Start([.. Lab, $"Notifications__Webhooks__hung__Url={hung.Url}"]);
        await hung.GotAsync(1);
        await share.CompletedAsync("oak");
        await share.CompletedAsync("pine");
        await receiver.GotAsync(2);

        Assert.Equal(0, (await watcher.StopAsync()).ExitCode);
        Assert.Equal(["hung"], share.Marker("oak")!.Notice!.Due);
        Assert.Equal(["lab"], share.Marker("oak")!.Notice!.Delivered.Keys);
        Assert.Single(hung.Received);
    }

    [Fact]
    public async Task A_hostile_name_is_told_to_a_chat_as_the_text_that_it_is_and_a_refusal_is_final()
    {
        const string name = "<!channel> & <script>";
        await using var wrong = await WebhookReceiver.StartAsync(status: 410);
        share.AddPhotos(name);
        await using var watcher = Start(
            $"Notifications__Webhooks__lab__Url={receiver.Url}", "Notifications__Webhooks__lab__Format=Slack",
            $"Notifications__Webhooks__wrong__Url={wrong.Url}services/cafe");
        var told = (await receiver.GotAsync(1))[0];
        await watcher.SaysAsync("is not told to the webhook wrong");
        var folder = ProjectName.OutputFolder(share.Output, name);
        await Eventually.TrueAsync(
            () => new MarkerStore().Read(folder).Marker is InvalidMarker { Notice.Due.Count: 0 }, "both are noted");

        Assert.StartsWith(
            "*&lt;!channel&gt; &amp; &lt;script&gt; is INVALID*\n", told.Json.GetProperty("text").GetString(),
            StringComparison.Ordinal);
        var notice = new MarkerStore().Read(folder).Marker!.Notice!;
        Assert.Equal([new("wrong", "it answered 410")], notice.GivenUp);
        Assert.Equal(["lab"], notice.Delivered.Keys);
        await watcher.StopAsync();
        Assert.Single(wrong.Received);
        Assert.DoesNotContain(watcher.Output, line => line.Contains("cafe", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_upload_that_is_stuck_is_told_once_until_it_comes_on()
    {
        share.AddPhotos("oak");
        File.WriteAllText(share.Project("oak", "DJI_0016.JPG.part"), "half");
        var note = share.Result("oak", StuckNote.FileName);
        string[] quick = ["--Notifications:StuckAfter=00:00:02"];
        await using (var watcher = Start(Lab, quick))
        {
            await watcher.SaysAsync("oak: stuck for ");
            await receiver.GotAsync(1);
            await Eventually.TrueAsync(() => NoticeIn(note) is { Due.Count: 0 }, "it is noted");
            await watcher.KillAsync();
        }

        await using (var watcher = Start(Lab, quick))
        {
            await Eventually.TrueAsync(
                () => share.Status("oak").Contains("temp file", StringComparison.Ordinal), "it waits");
            File.Delete(share.Project("oak", "DJI_0016.JPG.part"));
            await watcher.SaysAsync("oak: no longer stuck");
            await NotedAsync("oak");
        }

        Assert.Equal(
            ["org.openforestobservatory.watcher.project.stuck", "org.openforestobservatory.watcher.project.completed"],
            receiver.Received.Select(request => request.Json.GetProperty("type").GetString()));
        Assert.Contains(
            "1 temp file", receiver.Received[0].Json.GetProperty("data").GetProperty("message").GetString(),
            StringComparison.Ordinal);
        Assert.False(File.Exists(note));
    }

    [Fact]
    public async Task A_project_that_fails_to_be_handled_again_and_again_is_told_as_stuck()
    {
        share.AddPhotos("oak");
        Directory.CreateDirectory(share.Result("oak", ProjectReport.PageName));
        await using var watcher = Start(Lab, ["--Notifications:StuckAfter=00:00:01"]);
        await watcher.SaysAsync("oak: stuck for ");

        var told = (await receiver.GotAsync(1))[0].Json;
        Assert.Equal("org.openforestobservatory.watcher.project.stuck", told.GetProperty("type").GetString());
        await watcher.SaysAsync("; tried again");
    }

    [Fact]
    public async Task A_single_pass_tells_what_is_due_and_a_dry_run_tells_nobody()
    {
        receiver.Answer = (context, _) =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        };
        share.AddPhotos("oak");
        await using (var watcher = Start(Lab))
        {
            await watcher.SaysAsync($"The webhook lab at {receiver.Url.TrimEnd('/')} cannot be told: it answered 503");
            await watcher.KillAsync();
        }

        var before = receiver.Received.Count;
        receiver.Answer = (_, _) => Task.CompletedTask;
        var marker = MarkerText("oak");
        await using (var dry = WatcherProcess.Start("/", ["run", "--dry-run", .. share.Settings], ["env", .. Lab]))
        {
            share.AddPhotos("pine");
            await dry.SaysAsync("pine: dry run, would launch");
            await dry.StopAsync();
        }

        Assert.Equal(before, receiver.Received.Count);
        Assert.Equal(marker, MarkerText("oak"));
        var pass = await WatcherProcess.RunAsync("/", ["once", .. share.Settings], ["env", .. Lab]);
        Assert.Equal(0, pass.ExitCode);
        Assert.Equal(before + 1, receiver.Received.Count);
        Assert.Empty(share.Marker("oak")!.Notice!.Due);
    }

    private string[] Lab =>
    [
        $"Notifications__Webhooks__lab__Url={receiver.Url}services/cafe",
        $"Notifications__Webhooks__lab__Secret={Secret}",
    ];

    private WatcherProcess Start(params string[] environment) => Start(environment, []);

    private WatcherProcess Start(string[] environment, string[] settings) =>
        WatcherProcess.Start("/", ["run", .. share.Settings, .. settings], ["env", .. environment]);

    private Task NotedAsync(string project) => Eventually.TrueAsync(
        () => share.Marker(project) is CompletedMarker { Notice.Due.Count: 0 }, $"{project} is completed and told");

    private string MarkerText(string project) => File.ReadAllText(share.Result(project, MarkerStore.Completed));

    private static Notice? NoticeIn(string path) => File.Exists(path)
        ? JsonSerializer.Deserialize(File.ReadAllText(path, Encoding.UTF8), StuckJson.Default.StuckNote)!.Notice
        : null;
}
