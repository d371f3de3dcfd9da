using System.Text.Json;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Dashboard;

/// <summary>The daemon as users start it, with its web server and without.</summary>
public sealed class ServedStatusTests : IDisposable
{
    private const string Told = "Status is served at ";

    private readonly TestShare share = new();
    private readonly HttpClient http = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        http.Dispose();
        share.Dispose();
    }

    [Fact]
    public async Task The_daemon_serves_while_projects_go_to_their_end_and_ends_well()
    {
        share.AddPhotos("oak");
        share.AddPhotos("few <b>\"", count: 3);
        await using var watcher = WatcherProcess.Start(
            "/", ["run", .. share.Settings, "--Dashboard:Listen=http://127.0.0.1:0"]);
        await watcher.SaysAsync("Watching");
        var address = AddressOf(watcher);
        Assert.Equal("ok", await GetAsync(address, "/healthz"));
        await share.CompletedAsync("oak");
        await Eventually.TrueAsync(
            async () => ProjectsIn(await GetAsync(address, "/api/v1/projects"))
                is { Count: 2 } states && states["oak"] == "Completed" && states["few <b>\""] == "Invalid",
            "both have ended in what is served");

        var served = await GetAsync(address, "/api/v1/projects");
        var command = await WatcherProcess.RunAsync("/", ["status", "--json", .. share.Settings]);
        Assert.Equal(ProjectsIn(string.Join('\n', command.Output)), ProjectsIn(served));
        using (var ready = JsonDocument.Parse(await GetAsync(address, "/readyz")))
        {
            Assert.True(ready.RootElement.GetProperty("ready").GetBoolean());
            Assert.Equal("leader", ready.RootElement.GetProperty("role").GetString());
            Assert.StartsWith(
                $"process {watcher.Id} on ",
                ready.RootElement.GetProperty("leader").GetString(),
                StringComparison.Ordinal);
        }

        var outcome = await watcher.StopAsync();
        Assert.Equal(0, outcome.ExitCode);
        Assert.Empty(outcome.Error);
        Assert.Contains(Told, outcome.Output[0], StringComparison.Ordinal);
        Assert.Contains("Stopped;", outcome.Output[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_share_that_is_gone_makes_the_daemon_unready_but_not_dead_until_it_is_back()
    {
        share.AddPhotos("oak");
        await using var watcher = WatcherProcess.Start(
            "/", ["run", .. share.Settings, "--Dashboard:Listen=http://127.0.0.1:0"]);
        await share.CompletedAsync("oak");
        var address = AddressOf(watcher);
        Directory.Move(share.Input, share.Input + ".away");
        await Eventually.TrueAsync(async () => !await IsReadyAsync(address), "it is not ready");
        Assert.Equal("ok", await GetAsync(address, "/healthz"));

        Directory.Move(share.Input + ".away", share.Input);
        await Eventually.TrueAsync(() => IsReadyAsync(address), "it is ready again");
    }

    [Theory]
    [InlineData("http://127.0.0.1:0", true)]
    [InlineData("", false)]
    public async Task Without_an_address_nothing_of_the_web_server_is_loaded(string listen, bool isLoaded)
    {
        await using var watcher = WatcherProcess.Start("/", ["run", .. share.Settings, $"--Dashboard:Listen={listen}"]);
        await Eventually.TrueAsync(
            () => File.Exists(Path.Combine(share.Output, "baseline.json")), "the first pass is over");

        var libraries = File.ReadAllLines($"/proc/{watcher.Id}/maps").Select(Path.GetFileName).ToList();
        Assert.Contains("OfoWatcher.dll", libraries);
        Assert.Equal(
            isLoaded, libraries.Any(name => name!.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal)));
        Assert.Equal(isLoaded, watcher.Output.Any(line => line.Contains(Told, StringComparison.Ordinal)));
    }

    private static Uri AddressOf(WatcherProcess watcher) =>
        new(watcher.Output.Single(line => line.Contains(Told, StringComparison.Ordinal)).Split(Told)[1]);

    private Task<string> GetAsync(Uri address, string path) =>
        http.GetStringAsync(new Uri(address, path), Cancellation);

    private async Task<bool> IsReadyAsync(Uri address)
    {
        using var answer = await http.GetAsync(new Uri(address, "/readyz"), Cancellation);
        return answer.IsSuccessStatusCode;
    }

    private static Dictionary<string, string> ProjectsIn(string report)
    {
        using var json = JsonDocument.Parse(report);
        return json.RootElement.GetProperty("projects").EnumerateArray().ToDictionary(
            project => project.GetProperty("project").GetString()!,
            project => project.GetProperty("state").GetString()!);
    }
}
