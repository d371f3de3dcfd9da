using System.Text.Json;
using FluentValidation;
using OfoWatcher.Intake;
using OfoWatcher.Markers;
using OfoWatcher.Platform;
using OfoWatcher.Reconciling;
using OfoWatcher.Reconciling.Leadership;
using OfoWatcher.Reconciling.Progress;
using OfoWatcher.Tests.Markers;
using OfoWatcher.Validation;
using OfoWatcher.Workflows;
using static OfoWatcher.Tests.Dashboard.Projects.ServedShare;

namespace OfoWatcher.Tests.Dashboard.Projects;

public sealed class ProjectDetailTests : IAsyncDisposable
{
    private readonly ServedShare served = new(
        "--Dashboard:ArgoUrl=https://argo.example.org/workflows/{namespace}/{workflow}?tab=workflow",
        "--Argo:Namespace=argo");

    public ValueTask DisposeAsync() => served.DisposeAsync();

    [Fact]
    public async Task A_completed_project_tells_its_story_its_runs_and_what_it_left()
    {
        var failed = served.Write(served.Record("oak", 1) with
        {
            LaunchedAt = Noon.AddMinutes(61),
            ClosedAt = Noon.AddMinutes(90),
            Result = "failed",
        });
        var good = served.Write(served.Record("oak", 2) with
        {
            LaunchedAt = Noon.AddMinutes(121),
            ClosedAt = Noon.AddMinutes(241),
            Result = "completed",
        });
        served.Write(SampleMarkers.Completed with
        {
            Project = "oak",
            Run = good.Run,
            Attempt = 2,
            StartedAt = Noon.AddMinutes(122),
            EndedAt = Noon.AddMinutes(240),
            Steps = [new("setup", Noon.AddMinutes(122), 60, 1), new("match_photos", Noon.AddMinutes(124), 3600, 2)],
            Products = [new($"{good.Run}/output/oak_ortho.tif", 6_100_000_000, "https://data.example.org/oak.tif")],
        });
        served.Write("oak", $"{good.Run}/config.yml", "photo_path: <b>&\n");
        served.Write("oak", $"{good.Run}/log.txt", "first\n\u001b[32mlast\u001b[0m\n");
        served.Write("oak", "report.html", "<html>");
        WriteReport("oak", Noon.AddMinutes(30));
        WriteLedger(served, "oak");
        await served.StartAsync();

        var oak = await served.FindAsync("oak");

        Assert.Equal("Completed", oak.GetProperty("project").GetProperty("state").GetString());
        Assert.Equal(812, oak.GetProperty("project").GetProperty("photos").GetInt32());
        Assert.True(oak.GetProperty("version").GetInt64() > 0);
        Assert.Equal(
            [
                "12:00 Found found on the share",
                "12:10 Settled the upload had ended: 812 photos, 7 bytes",
                "12:30 Checked photos looked at: 1 warning",
                "13:01 Launched attempt 1 launched",
                "13:30 Ended attempt 1 failed",
                "14:01 Launched attempt 2 launched",
                "14:02 Step setup",
                "14:04 Step match_photos, 2 tries",
                "16:00 Ended attempt 2 completed: 2 products, 6.1 GB",
            ],
            StoryOf(oak));
        var step = oak.GetProperty("timeline")[7];
        Assert.Equal(Noon.AddMinutes(184), step.GetProperty("until").GetDateTimeOffset());
        Assert.Equal((good.Run, 2), (step.GetProperty("run").GetString(), step.GetProperty("attempt").GetInt32()));
        var runs = oak.GetProperty("runs");
        Assert.Equal([good.Run, failed.Run], runs.EnumerateArray().Select(run => run.GetProperty("run").GetString()));
        Assert.Equal(
            (true, true), (runs[0].GetProperty("config").GetBoolean(), runs[0].GetProperty("log").GetBoolean()));
        Assert.Equal(
            (false, false), (runs[1].GetProperty("config").GetBoolean(), runs[1].GetProperty("log").GetBoolean()));
        Assert.Equal(
            ["setup Succeeded", "match_photos Succeeded"],
            runs[0].GetProperty("steps").EnumerateArray().Select(s => $"{s.GetProperty("name")} {s.GetProperty("phase")}"));
        Assert.False(runs[0].TryGetProperty("argoUrl", out _));
        Assert.Equal(
            $"{good.Run}/output/oak_ortho.tif", oak.GetProperty("products")[0].GetProperty("path").GetString());
        Assert.Equal(6_100_000_000, oak.GetProperty("products")[0].GetProperty("bytes").GetInt64());
        Assert.Equal("odd", oak.GetProperty("findings")[0].GetProperty("code").GetString());
        Assert.Equal("photo_path: <b>&\n", oak.GetProperty("config").GetProperty("text").GetString());
        Assert.Equal(["first", "last"], LogOf(oak));
        Assert.Equal((true, false), (oak.GetProperty("report").GetBoolean(), oak.GetProperty("map").GetBoolean()));
        Assert.False(oak.GetProperty("actions").GetProperty("retry").GetBoolean());
    }

    [Fact]
    public async Task A_running_project_tells_the_steps_that_its_engine_told_of_and_those_to_come()
    {
        var record = served.Write(served.Record("oak") with
        {
            LaunchedAt = Noon.AddHours(2),
            Plan = new RunPlan
            {
                Photos = 20,
                PhotoBytes = 1,
                EstimatedHours = 1,
                EstimatedDiskBytes = 1,
                Steps = [new("setup", "1", "1Gi"), new("match_photos", "1", "1Gi"), new("finalize", "1", "1Gi")],
            },
        });
        await served.StartAsync(WatcherRole.Leader);
        served.The<StatusBoard>().Post(
            served.Share.Result("oak"), new ProjectStatus("oak", ProjectState.Running, "run", 0.5));
        served.The<RunSightings>().Note("oak", record.Run, new Run(
            RunPhase.Running,
            Steps:
            [
                new("setup", RunPhase.Succeeded, Noon.AddHours(2), Noon.AddHours(3), 1),
                new("match_photos", RunPhase.Running, Noon.AddHours(3), null, 2),
            ]));

        var oak = await served.FindAsync("oak");

        Assert.Equal(0.5, oak.GetProperty("project").GetProperty("progress").GetDouble());
        Assert.Equal(
            ["setup Succeeded 1", "match_photos Running 2", "finalize Pending 0"],
            oak.GetProperty("runs")[0].GetProperty("steps").EnumerateArray()
                .Select(step => $"{step.GetProperty("name")} {step.GetProperty("phase")} {step.GetProperty("tries")}"));
        Assert.Equal(
            ["14:00 Launched attempt 1 launched", "14:00 Step setup", "15:00 Step match_photos, 2 tries"], StoryOf(oak));
        Assert.False(oak.GetProperty("timeline")[2].TryGetProperty("until", out _));
    }

    /// <summary>The list may be some seconds behind what the disk tells of runs.</summary>
    [Theory]
    [InlineData(nameof(ProjectState.Running), true, false, true)]
    [InlineData(nameof(ProjectState.Waiting), true, false, true)]
    [InlineData(nameof(ProjectState.Completed), true, false, false)]
    [InlineData(nameof(ProjectState.Failed), true, false, false)]
    [InlineData(nameof(ProjectState.Completed), false, true, false)]
    [InlineData(nameof(ProjectState.Running), false, false, false)]
    public async Task Nothing_is_offered_that_the_state_shown_excludes(
        string shown, bool isOpen, bool retry, bool stop)
    {
        await using var withToken = new ServedShare("--Dashboard:Token=correct-horse-battery-staple-0123456789");
        withToken.Complete("oak");
        WriteLedger(withToken, "oak");
        if (isOpen)
            withToken.Write(withToken.Record("oak", 2) with { LaunchedAt = Noon.AddHours(5) });
        await withToken.StartAsync(WatcherRole.Leader);
        withToken.The<StatusBoard>().Post(
            withToken.Share.Result("oak"), new ProjectStatus("oak", Enum.Parse<ProjectState>(shown), "as told"));

        var actions = (await withToken.FindAsync("oak")).GetProperty("actions");

        Assert.Equal(
            (retry, stop), (actions.GetProperty("retry").GetBoolean(), actions.GetProperty("stop").GetBoolean()));
    }

    [Fact]
    public async Task A_failed_project_shows_what_its_run_said_last()
    {
        var record = served.Write(served.Record("oak") with { ClosedAt = Noon.AddHours(3), Result = "failed" });
        served.Write(SampleMarkers.Failed with { Project = "oak", Run = record.Run, RetryAt = null });
        await served.StartAsync();

        var oak = await served.FindAsync("oak");

        Assert.Equal(["Traceback <most recent call last>", "MemoryError & co"], LogOf(oak));
        Assert.Equal(
            ["setup Succeeded", "align_cameras Failed"],
            oak.GetProperty("runs")[0].GetProperty("steps").EnumerateArray()
                .Select(step => $"{step.GetProperty("name")} {step.GetProperty("phase")}"));
        Assert.Contains(StoryOf(oak), line => line == "12:00 Ended attempt 1 failed: exit code 1");
    }

    [Theory]
    [InlineData("bad name")]
    [InlineData("<script>alert(\"x\")")]
    [InlineData("100 % ?#&+ñ😀")]
    [InlineData("...")]
    public async Task A_project_with_any_name_can_be_asked_for_and_tells_what_is_wrong_with_it(string name)
    {
        MarkerStore.Write(
            Directory.CreateDirectory(ProjectName.OutputFolder(served.Share.Output, name)).FullName,
            SampleMarkers.Invalid with { Project = name });
        await served.StartAsync();

        var project = await served.FindAsync(name);

        Assert.Equal(name, project.GetProperty("project").GetProperty("project").GetString());
        Assert.Equal("Invalid", project.GetProperty("project").GetProperty("state").GetString());
        Assert.Equal(["12:00 Ended not run: a.JPG is cut off (the JPEG has no end)."], StoryOf(project));
        Assert.Equal(
            [FindingCodes.PhotoCutOff, FindingCodes.PhotoIgnored],
            project.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Runs_of_Argo_lead_to_its_own_pages()
    {
        served.Write(served.Record("oak", 1, engine: "argo") with { ClosedAt = Noon, Result = "failed" });
        served.Write(served.Record("oak", 2, engine: "argo") with { Workflow = "re-sub/mitted" });
        await served.StartAsync(WatcherRole.Leader);
        served.The<StatusBoard>().Post(served.Share.Result("oak"), new ProjectStatus("oak", ProjectState.Running, "run"));

        var runs = (await served.FindAsync("oak")).GetProperty("runs");

        Assert.Equal(
            "https://argo.example.org/workflows/argo/re-sub%2Fmitted?tab=workflow",
            runs[0].GetProperty("argoUrl").GetString());
        Assert.Equal(runs[1].GetProperty("run").GetString(), runs[1].GetProperty("workflow").GetString());
    }

    [Fact]
    public async Task An_answer_is_of_a_bearable_size_and_tells_how_much_there_is()
    {
        var marker = served.Complete("oak");
        served.Write(marker with
        {
            Products = [.. Enumerable.Range(0, 1500).Select(number => new Product($"{marker.Run}/{number}", 1))],
        });
        for (var attempt = 2; attempt <= 120; attempt++)
            served.Write(served.Record("oak", attempt));
        served.Write("oak", $"{served.Record("oak", 120).Run}/config.yml", new string('x', 300_000));
        served.Write("oak", $"{served.Record("oak", 120).Run}/log.txt", new string('x', 300_000) + "\nlast\n");
        await served.StartAsync();

        var oak = await served.FindAsync("oak");

        Assert.Equal((1000, 1500), (oak.GetProperty("products").GetArrayLength(), oak.GetProperty("productCount").GetInt32()));
        Assert.Equal((100, 120), (oak.GetProperty("runs").GetArrayLength(), oak.GetProperty("runCount").GetInt32()));
        Assert.Equal(120, oak.GetProperty("runs")[0].GetProperty("attempt").GetInt32());
        Assert.False(oak.TryGetProperty("config", out _));
        Assert.Equal(["last"], LogOf(oak));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"checkedAt\":7}")]
    [InlineData("{\"findings\":[null]}")]
    [InlineData("{\"findings\":null}")]
    public async Task A_report_that_somebody_else_wrote_is_as_none(string report)
    {
        served.Complete("oak");
        served.Write("oak", "report.json", report);
        await served.StartAsync();

        var oak = await served.FindAsync("oak");

        Assert.Equal(0, oak.GetProperty("findings").GetArrayLength());
    }

    [Fact]
    public async Task A_project_that_nobody_knows_is_a_404_in_words()
    {
        await served.StartAsync();

        using var answer = await served.SendAsync("/api/v1/projects/oak");

        Assert.Equal(404, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains(
            "There is no project of that name.",
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_cannot_be_read_is_a_503_that_says_nothing_of_the_server()
    {
        var run = served.Complete("oak").Run;
        File.Delete(served.Share.Result("oak", run, "run.json"));
        Directory.CreateDirectory(served.Share.Result("oak", run, "run.json"));
        await served.StartAsync();

        var (status, body) = await served.GetAsync("/api/v1/projects/oak");

        Assert.Equal(503, status);
        Assert.Contains("The project cannot be read now", body);
        Assert.DoesNotContain(served.Share.Output, body);
        Assert.DoesNotContain("Exception", body);
    }

    private static IReadOnlyList<string> StoryOf(JsonElement project) =>
    [
        .. project.GetProperty("timeline").EnumerateArray().Select(happened =>
            $"{happened.GetProperty("at").GetDateTimeOffset():HH:mm} {happened.GetProperty("kind")} {happened.GetProperty("words")}"),
    ];

    private static IReadOnlyList<string?> LogOf(JsonElement project) =>
        [.. project.GetProperty("log").GetProperty("lines").EnumerateArray().Select(line => line.GetString())];

    private void WriteReport(string project, DateTimeOffset at)
    {
        var finding = new Finding("odd", Severity.Warning, "a.JPG", "a.JPG is odd.", "Mend it.");
        served.Write(project, "report.json", JsonSerializer.Serialize(new
        {
            checkedAt = at,
            revision = ServedShare.Revision,
            findings = new[]
            {
                new { code = finding.Code, severity = "Warning", file = finding.File, message = finding.Message, remedy = "" },
            },
        }));
    }

    private static void WriteLedger(ServedShare served, string project)
    {
        var ledger = new UploadLedger(TimeProvider.System);
        ledger.Put(
            served.Share.Project(project),
            new UploadEntry
            {
                Root = served.Share.Input,
                Seen = new UploadObservation { Photos = 812, Bytes = 7 },
                FoundAt = Noon,
                SeenAt = Noon,
                WalkedAt = Noon,
                SettledAt = Noon.AddMinutes(10),
            },
            default);
        Directory.CreateDirectory(Path.Combine(served.Share.Output, ".ofo-watcher"));
        ledger.Save(new OutputFolder(served.Share.Output).LedgerFile);
    }
}
