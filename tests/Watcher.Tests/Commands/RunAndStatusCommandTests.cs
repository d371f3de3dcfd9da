using System.Text.Json;

namespace OfoWatcher.Tests.Commands;

public sealed class RunAndStatusCommandTests : IDisposable
{
    private readonly Share share = new();

    public void Dispose() => share.Dispose();

    [Fact]
    public async Task The_daemon_tells_the_story_of_a_project_once()
    {
        share.Upload("site", complete: false);
        await using var daemon = share.StartDaemon();
        await daemon.SaysAsync("site: COMPLETED");

        var outcome = await daemon.StopAsync();

        Assert.Equal(0, outcome.ExitCode);
        Assert.Empty(outcome.Error);
        Assert.All(outcome.Output, line => Assert.Matches(@"\A\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ \S", line));
        string[] story =
        [
            $"Watching {share.Input}; results go to {share.Output}", "site: found, 15 photos",
            "site: settled, 15 photos",
            "site: launched site-", "site: COMPLETED by site-", "Stopped; runs that are under way go on",
        ];
        Assert.Equal(story.Length, outcome.Output.Count);
        Assert.All(story.Zip(outcome.Output), pair =>
            Assert.StartsWith(pair.First, pair.Second["2026-06-12 12:00:00Z ".Length..], StringComparison.Ordinal));
        Assert.Matches(@"COMPLETED by site-\S+ after \d+ s: ", outcome.Output[4]);
    }

    [Fact]
    public async Task Status_shows_how_far_runs_are_in_columns_of_their_own()
    {
        foreach (var (project, words) in new[]
        {
            ("oak", "run oak-1, attempt 1, step 2 of 8 (match_photos), 46 % done, "
                + "ends about 2026-06-12 14:00 UTC (in 4 h)"),
            ("pine", "run pine-1, attempt 1"),
        })
        {
            Directory.CreateDirectory(Path.Combine(share.Output, project));
            File.WriteAllText(Path.Combine(share.Output, project, "status.txt"), $"Running: {words}\n");
        }

        var table = await share.RunAsync("status");
        var json = await share.RunAsync("status", "--json");

        Assert.Matches("│ Project +│ State +│ Done +│ Ends +│ What ", table.Output[1]);
        Assert.Contains(table.Output, line => line.Contains(
            "│ oak     │ Running │ ████░░░░░░  46 % │ 06-12 14:00Z │ run oak-1", StringComparison.Ordinal));
        Assert.Contains(table.Output, line => line.Contains(
            "│ pine    │ Running │                  │              │ run pine-1", StringComparison.Ordinal));
        using var report = JsonDocument.Parse(string.Join('\n', json.Output));
        var oak = report.RootElement.GetProperty("projects")[0];
        Assert.Equal(
            (0.46, "match_photos", 2, 8, "2026-06-12T14:00:00+00:00"),
            (oak.GetProperty("progress").GetDouble(), oak.GetProperty("step").GetString(),
                oak.GetProperty("stepNumber").GetInt32(), oak.GetProperty("stepCount").GetInt32(),
                oak.GetProperty("estimatedEnd").GetString()));
    }

    [Fact]
    public async Task By_a_setting_every_line_is_a_JSON_object_with_its_time_and_event_id()
    {
        share.Upload("site", photos: 3);
        await using var daemon = share.StartDaemon("--Logging:Console:FormatterName=json");
        await daemon.SaysAsync("INVALID");

        var outcome = await daemon.StopAsync();

        Assert.All(outcome.Output, line =>
        {
            using var json = JsonDocument.Parse(line);
            Assert.True(json.RootElement.GetProperty("EventId").GetInt32() > 0);
            Assert.True(json.RootElement.GetProperty("Timestamp").TryGetDateTimeOffset(out var time));
            Assert.Equal(TimeSpan.Zero, time.Offset);
            Assert.NotEmpty(json.RootElement.GetProperty("Message").GetString()!);
        });
        Assert.Contains(outcome.Output, line =>
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.GetProperty("State").TryGetProperty("Code", out var code)
                && code.GetString() == "too-few-photos";
        });
    }

    [Fact]
    public async Task A_second_daemon_on_the_same_output_folder_refuses_and_says_who_is_there()
    {
        await using var daemon = share.StartDaemon();
        await daemon.SaysAsync("Watching");

        foreach (var command in new[] { "run", "once" })
        {
            var second = await share.RunAsync(command);
            Assert.Equal(1, second.ExitCode);
            Assert.StartsWith(
                $"Another watcher works on {share.Output} (process {daemon.Id} on ",
                Assert.Single(second.Error), StringComparison.Ordinal);
        }

        var status = await share.RunAsync("status");
        Assert.StartsWith(
            $"The watcher is running: process {daemon.Id} on ", status.Output[^1], StringComparison.Ordinal);
        await daemon.StopAsync();
        Assert.Equal("No watcher is running.", (await share.RunAsync("status")).Output[^1]);
    }

    [Fact]
    public async Task Status_shows_every_project_and_what_it_waits_for()
    {
        share.Upload("bad", photos: 3);
        await share.PassUntilMarkedAsync("bad");
        share.Upload("waiting");
        File.WriteAllText(Path.Combine(share.Input, "waiting", "_HOLD"), "");
        await share.RunAsync("once");
        share.Upload("new [bold]");
        Directory.CreateDirectory(Path.Combine(share.Input, "empty", "inner")); // No project.
        Directory.CreateDirectory(Path.Combine(share.Output, "broken"));
        File.WriteAllText(Path.Combine(share.Output, "broken", "COMPLETED.json"), "{");

        var table = await share.RunAsync("status");
        var json = await share.RunAsync("status", "--json");

        Assert.Equal((0, 0), (table.ExitCode, json.ExitCode));
        using var report = JsonDocument.Parse(string.Join('\n', json.Output));
        Assert.Equal(JsonValueKind.Null, report.RootElement.GetProperty("watcher").ValueKind);
        var projects = report.RootElement.GetProperty("projects").EnumerateArray().ToDictionary(
            project => project.GetProperty("project").GetString()!,
            project => (
                State: project.GetProperty("state").GetString(),
                Words: project.GetProperty("words").GetString()!));
        Assert.Equal(["bad", "broken", "new [bold]", "waiting"], projects.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("Invalid", "Metashape would load 3 photos; a survey needs at least 15."), projects["bad"]);
        Assert.Equal(("Waiting", "on hold; delete _HOLD to go on"), projects["waiting"]);
        Assert.Equal(("Waiting", "not seen by the watcher yet"), projects["new [bold]"]);
        Assert.Contains("is damaged", projects["broken"].Words, StringComparison.Ordinal);
        Assert.All(projects, project => Assert.Single(table.Output, line =>
            line.Contains($"│ {project.Key} ", StringComparison.Ordinal)
            && line.Contains(project.Value.Words, StringComparison.Ordinal)));
    }
}
