using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using OfoWatcher.Commands;
using OfoWatcher.Dashboard;
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
    public async Task A_follower_tells_what_the_folders_say_in_the_words_of_the_status_command()
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
        Assert.Equal(string.Join('\n', command.Output) + "\n", body);
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
    }

    [Fact]
    public async Task A_leader_tells_what_is_on_its_board_once_it_has_looked_at_every_project()
    {
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
        var (status, body) = await GetAsync("/api/v1/projects");

        Assert.Equal(200, status);
        var expected = new StatusReport("watcher-0", [board.Find("alpha")!, board.Find("zeta")!]);
        Assert.Equal(Encoding.UTF8.GetString(expected.ToJson()), body);
        using var report = JsonDocument.Parse(body);
        Assert.Equal(0.25, report.RootElement.GetProperty("projects")[1].GetProperty("progress").GetDouble());
    }

    [Fact]
    public async Task Folders_that_cannot_be_read_are_a_503_with_the_reason()
    {
        await StartAsync();
        Directory.Delete(share.Output, recursive: true);

        Assert.Equal(
            (503, $"The output folder {share.Output} does not exist: set Output:Root, or mount it.\n"),
            await GetAsync("/api/v1/projects"));
    }

    [Fact]
    public async Task Folders_that_hang_are_a_503_and_hold_up_neither_probes_nor_the_end()
    {
        var time = new FakeTimeProvider();
        using var asked = new ManualResetEventSlim();
        using var hang = new ManualResetEventSlim();
        builder.Services.AddSingleton(new FolderReport(
            () =>
            {
                asked.Set();
                hang.Wait(CancellationToken.None);
                return new StatusReport(null, []);
            },
            time));
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
        var left = GetAsync("/api/v1/projects");
        await GetAsync("/healthz");
        await The<StatusServer>().StopAsync(CancellationToken.None);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => left);
        hang.Set();
    }

    [Theory]
    [InlineData("GET", "/healthz", 200)]
    [InlineData("GET", "/readyz", 200)]
    [InlineData("GET", "/api/v1/projects", 200)]
    [InlineData("GET", "/", 404)]
    [InlineData("GET", "/api/v1/projects/oak", 404)]
    [InlineData("GET", "/../../etc/passwd", 404)]
    [InlineData("GET", "/appsettings.json", 404)]
    [InlineData("POST", "/healthz", 405)]
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
                ("/readyz" or "/api/v1/projects", 200) => "application/json",
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
}
