using System.Net;
using System.Net.Sockets;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using OfoWatcher.Commands;
using OfoWatcher.Dashboard;
using OfoWatcher.Dashboard.Listing;
using OfoWatcher.Intake;
using OfoWatcher.Markers;
using OfoWatcher.Reconciling;
using OfoWatcher.Reconciling.Leadership;
using OfoWatcher.Telemetry;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Dashboard;

public sealed class StatusServerTests : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Compact =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly TestShare share = new();
    private readonly HttpClient http = new();
    private readonly HostApplicationBuilder builder;
    private IHost? host;

    public StatusServerTests() => builder = WatcherHost.CreateBuilder(
        [.. share.Settings, "--Dashboard:Listen=http://127.0.0.1:0", "--Logging:LogLevel:Default=None"]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private LeadershipStatus Leadership => The<LeadershipStatus>();

    private HealthBoard Health => The<HealthBoard>();

    public async ValueTask DisposeAsync()
    {
        if (host is not null)
            await The<StatusServer>().StopAsync(CancellationToken.None);
        host?.Dispose();
        http.Dispose();
        share.Dispose();
    }

    [Fact]
    public async Task It_is_ready_while_nothing_is_wrong_and_names_what_is()
    {
        await StartAsync();
        Assert.Equal((200, """{"ready":true,"role":"starting","leader":null,"conditions":{}}"""), await ReadyAsync());

        (Leadership.Role, Leadership.Holder) = (WatcherRole.Leader, "watcher-0");
        Health.Set(HealthBoard.Share, "the input folder /a \"b\" hangs");
        Health.Set(HealthBoard.Engine, "connection refused");
        Assert.Equal(
            (503, """{"ready":false,"role":"leader","leader":"watcher-0","conditions":{"""
                + "\"engine\":\"connection refused\",\"share\":\"the input folder /a \\\"b\\\" hangs\"}}"),
            await ReadyAsync());

        Health.Set(HealthBoard.Share, null);
        Health.Set(HealthBoard.Engine, null);
        Leadership.Role = WatcherRole.Follower;
        Assert.Equal(
            (200, """{"ready":true,"role":"follower","leader":"watcher-0","conditions":{}}"""), await ReadyAsync());
    }

    [Fact]
    public async Task It_is_alive_with_any_fault_and_dead_only_when_scans_stop_coming()
    {
        var time = new FakeTimeProvider();
        builder.Services.AddSingleton<TimeProvider>(time);
        await StartAsync();
        Leadership.Role = WatcherRole.Leader;
        Health.Set(HealthBoard.Share, "hung");
        The<ScanPulse>().Scheduled();
        Assert.Equal((200, "ok"), await GetAsync("/healthz"));

        time.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal((503, "no scan began for 15 min\n"), await GetAsync("/healthz"));
        Leadership.Role = WatcherRole.Follower;
        Assert.Equal((200, "ok"), await GetAsync("/healthz"));
    }

    [Fact]
    public async Task A_follower_tells_what_the_folders_say_as_the_status_command_does()
    {
        Directory.CreateDirectory(share.Result("broken"));
        File.WriteAllText(share.Result("broken", "COMPLETED.json"), "{");
        share.AddPhotos("oak");
        share.AddPhotos("""<script>alert("x")<\script>""");
        await StartAsync();
        Leadership.Role = WatcherRole.Follower;

        var (status, body) = await GetAsync("/api/v1/projects");

        Assert.Equal(200, status);
        var command = await WatcherProcess.RunAsync("/", ["status", "--json", .. share.Settings]);
        Assert.Equal(
            // Where the results lie is told to nobody over the network.
            StandingsIn(string.Join('\n', command.Output).Replace(share.Output, "<output>", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
            StandingsIn(body).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["""<script>alert("x")<\script>""", "broken", "oak"], ProjectsIn(body).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_follower_that_sees_no_lock_names_the_leader_it_knows()
    {
        await StartAsync();
        (Leadership.Role, Leadership.Holder) = (WatcherRole.Follower, "watcher-1");

        var (_, body) = await GetAsync("/api/v1/projects");

        using var report = JsonDocument.Parse(body);
        Assert.Equal("watcher-1", report.RootElement.GetProperty("watcher").GetString());
        Assert.Equal("follower", report.RootElement.GetProperty("role").GetString());
    }

    [Fact]
    public async Task A_follower_tells_of_uploads_what_the_leader_has_kept_and_what_reports_count()
    {
        share.AddPhotos("few", count: 3);
        await using (var leader = WatcherProcess.Start("/", ["run", .. share.Settings]))
            await Eventually.TrueAsync(() => share.Marker("few") is InvalidMarker, "few is invalid");
        share.AddPhotos("oak");
        await StartAsync();
        Leadership.Role = WatcherRole.Follower;

        await Eventually.TrueAsync(
            async () => (await GetAsync("/api/v1/projects?search=few")).Body
                .Contains("\"errors\"", StringComparison.Ordinal),
            "reports are counted");
        var (_, body) = await GetAsync("/api/v1/projects?sort=photos"); // What is not known comes last.

        using var page = JsonDocument.Parse(body);
        var few = page.RootElement.GetProperty("projects")[0];
        Assert.Equal("few", few.GetProperty("project").GetString());
        Assert.Equal(3, few.GetProperty("photos").GetInt32());
        Assert.Equal(
            Directory.EnumerateFiles(share.Project("few")).Sum(file => new FileInfo(file).Length),
            few.GetProperty("bytes").GetInt64());
        Assert.Equal(1, few.GetProperty("errors").GetInt32());
        Assert.InRange(
            few.GetProperty("foundAt").GetDateTimeOffset(), TimeProvider.System.GetUtcNow().AddMinutes(-10),
            TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public async Task A_leader_tells_what_is_on_its_board_and_in_its_catalog_once_it_has_looked_at_every_project()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        builder.Services.AddSingleton<TimeProvider>(time);
        share.AddPhotos("in the folder");
        await StartAsync();
        (Leadership.Role, Leadership.Holder) = (WatcherRole.Leader, "watcher-0");
        var board = The<StatusBoard>();
        board.Post(share.Result("zeta"), new ProjectStatus("zeta", ProjectState.Running, "step 1", 0.25));
        board.Post(share.Result("alpha"), new ProjectStatus("alpha", ProjectState.Waiting, "for \"<b>\""));
        Directory.Delete(share.Result("zeta"), recursive: true);
        Directory.Delete(share.Result("alpha"), recursive: true);
        var (_, early) = await GetAsync("/api/v1/projects");
        Assert.Equal(["in the folder"], ProjectsIn(early));

        The<FirstPass>().Begin([]);
        The<ProjectCatalog>().Replace(
            new Dictionary<string, ProjectUpload> { ["zeta"] = UploadOf("zeta", photos: 70) });
        time.Advance(TimeSpan.FromMinutes(2));
        var (status, body) = await GetAsync("/api/v1/projects");

        Assert.Equal(200, status);
        using var page = JsonDocument.Parse(body);
        Assert.Equal("watcher-0", page.RootElement.GetProperty("watcher").GetString());
        Assert.Equal(["Waiting alpha: for \"<b>\"", "Running zeta: step 1"], StandingsIn(body));
        Assert.Equal(0.25, page.RootElement.GetProperty("projects")[1].GetProperty("progress").GetDouble());
        Assert.Equal(70, page.RootElement.GetProperty("projects")[1].GetProperty("photos").GetInt32());
    }

    [Fact]
    public async Task Folders_that_cannot_be_read_are_a_503_with_no_word_of_where_they_are()
    {
        await StartAsync();
        Directory.Delete(share.Output, recursive: true);

        var (status, body) = await GetAsync("/api/v1/projects");

        Assert.Equal(503, status);
        Assert.Contains("the watcher's log tells why", body, StringComparison.Ordinal);
        Assert.DoesNotContain(share.Output, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folders_that_hang_are_a_503_and_hold_up_neither_probes_nor_the_end()
    {
        var time = new FakeTimeProvider();
        using var asked = new ManualResetEventSlim();
        using var hang = new ManualResetEventSlim();
        builder.Services.AddSingleton(new ProjectIndex(
            () =>
            {
                asked.Set();
                hang.Wait(CancellationToken.None);
                return new ProjectReading(null, WatcherRole.Starting, [], _ => null, _ => null);
            },
            new FindingCounts(_ => null, TimeProvider.System),
            time,
            new LogLines<ProjectIndex>()));
        await StartAsync();
        var answers = Enumerable.Range(0, 20).Select(_ => GetAsync("/api/v1/projects")).ToList();
        asked.Wait(Cancellation);

        Assert.Equal((200, "ok"), await GetAsync("/healthz"));
        Assert.Equal(200, (await ReadyAsync()).Status);
        while (!answers.TrueForAll(answer => answer.IsCompleted))
        {
            time.Advance(TimeSpan.FromSeconds(10));
            await Task.Delay(20, Cancellation);
        }

        Assert.All(answers, answer => Assert.Equal(503, answer.Result.Status));
        using var listening = await http.GetStreamAsync(
            new Uri(The<StatusServer>().Address!, "/api/v1/events"), Cancellation);
        await The<StatusServer>().StopAsync(CancellationToken.None);
        hang.Set();
    }

    [Theory]
    [InlineData("GET", "/healthz", 200)]
    [InlineData("GET", "/readyz", 200)]
    [InlineData("GET", "/api/v1/projects", 200)]
    [InlineData("GET", "/api/v1/openapi.json", 200)]
    [InlineData("GET", "/nothing", 404)]
    [InlineData("POST", "/", 405)]
    [InlineData("GET", "/api/v1/projects/oak", 404)]
    [InlineData("GET", "/../../etc/passwd", 404)]
    [InlineData("GET", "/appsettings.json", 404)]
    [InlineData("POST", "/healthz", 405)]
    [InlineData("POST", "/metrics", 405)]
    [InlineData("DELETE", "/api/v1/projects", 405)]
    public async Task Every_answer_says_little_and_is_kept_by_nobody(string method, string path, int status)
    {
        await StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(The<StatusServer>().Address!, path));

        using var answer = await http.SendAsync(request, Cancellation);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        Assert.False(answer.Headers.Contains("Server"));
        Assert.Equal(
            (path, status) switch
            {
                ("/readyz" or "/api/v1/projects" or "/api/v1/openapi.json", 200) => "application/json",
                _ when path.StartsWith("/api/", StringComparison.Ordinal) => "application/problem+json",
                _ => "text/plain",
            },
            answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_port_that_is_taken_and_an_address_of_another_machine_stop_the_start_with_one_clear_line()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";
        foreach (var (listen, why) in new[]
        {
            (taken, "Address already in use"), ("http://192.0.2.1:8080", "Cannot assign requested address"),
        })
        {
            var outcome = await WatcherProcess.RunAsync(
                "/", ["run", .. share.Settings, $"--Dashboard:Listen={listen}"]);

            Assert.Equal(1, outcome.ExitCode);
            Assert.Equal(
                $"No status can be served at {listen}: {why}. Set Dashboard:Listen to another address or port, "
                + "or to nothing.",
                Assert.Single(outcome.Error));
            Assert.Empty(outcome.Output);
        }
    }

    [Fact]
    public async Task It_listens_no_more_once_it_is_stopped_and_can_be_started_again()
    {
        await StartAsync();
        var address = The<StatusServer>().Address!;
        await The<StatusServer>().StopAsync(Cancellation);

        Assert.Null(The<StatusServer>().Address);
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(new Uri(address, "/healthz"), Cancellation));
        await The<StatusServer>().StartAsync(Cancellation);
        Assert.Equal((200, "ok"), await GetAsync("/healthz"));
    }

    private async Task StartAsync()
    {
        host = builder.Build();
        await The<StatusServer>().StartAsync(Cancellation);
    }

    private T The<T>()
        where T : notnull => host!.Services.GetRequiredService<T>();

    private async Task<(int Status, string Body)> GetAsync(string path)
    {
        using var answer = await http.GetAsync(new Uri(The<StatusServer>().Address!, path), Cancellation);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
    }

    private async Task<(int Status, string Body)> ReadyAsync()
    {
        var (status, body) = await GetAsync("/readyz");
        return (status, JsonNode.Parse(body)!.ToJsonString(Compact));
    }

    private static List<string> ProjectsIn(string report)
    {
        using var json = JsonDocument.Parse(report);
        return
        [
            .. json.RootElement.GetProperty("projects").EnumerateArray()
                .Select(project => project.GetProperty("project").GetString()!),
        ];
    }

    /// <summary>What is told of each project, in the order in which it is told.</summary>
    private static List<string> StandingsIn(string report)
    {
        using var json = JsonDocument.Parse(report);
        return
        [
            .. json.RootElement.GetProperty("projects").EnumerateArray()
                .Select(project => $"{project.GetProperty("state")} {project.GetProperty("project")}: "
                    + $"{project.GetProperty("words")}"),
        ];
    }

    private static ProjectUpload UploadOf(string project, int photos) => new()
    {
        Project = project,
        Folder = $"/share/{project}",
        Entry = UploadEntry.First(
            "/share",
            new UploadObservation { Photos = photos },
            new FolderStamps(),
            TimeProvider.System.GetUtcNow()),
    };
}
