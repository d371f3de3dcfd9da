using System.Text.Json;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Dashboard.Projects;

/// <summary>A project's page as the daemon fills it, from the upload to the products.</summary>
public sealed class ProjectOfDaemonTests : IDisposable
{
    private readonly TestShare share = new("echo \"made by $1\"; sleep 1; echo product > \"$2/product.txt\"");
    private readonly HttpClient http = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        http.Dispose();
        share.Dispose();
    }

    [Fact]
    public async Task It_tells_the_whole_way_and_gives_what_the_run_made()
    {
        share.AddPhotos("oak");
        await using var watcher = WatcherProcess.Start(
            "/", ["run", .. share.Settings, "--Dashboard:Listen=http://127.0.0.1:0"]);
        await watcher.SaysAsync("Watching");
        const string told = "Status is served at ";
        var page = new Uri(
            new Uri(watcher.Output.Single(line => line.Contains(told, StringComparison.Ordinal)).Split(told)[1]),
            "/api/v1/projects/oak");
        await share.CompletedAsync("oak");
        JsonElement oak = default;
        await Eventually.TrueAsync(
            async () => (oak = await FindAsync(page)).GetProperty("project").GetProperty("state").GetString() == "Completed",
            "it is told that it has completed");

        Assert.Equal(
            ["Found", "Settled", "Checked", "Launched", "Ended"],
            oak.GetProperty("timeline").EnumerateArray().Select(happened => happened.GetProperty("kind").GetString()));
        var run = oak.GetProperty("runs")[0].GetProperty("run").GetString();
        Assert.Equal($"made by {run}", oak.GetProperty("log").GetProperty("lines")[0].GetString());
        var path = oak.GetProperty("products")[0].GetProperty("path").GetString();
        Assert.Equal("product\n", await http.GetStringAsync(new Uri($"{page}/products/{path}"), Cancellation));
        Assert.Equal($"made by {run}\n", await http.GetStringAsync(new Uri($"{page}/runs/{run}/log.txt"), Cancellation));
        Assert.StartsWith(
            "<!DOCTYPE html>", await http.GetStringAsync(new Uri($"{page}/report.html"), Cancellation),
            StringComparison.Ordinal);
    }

    private async Task<JsonElement> FindAsync(Uri page) =>
        JsonSerializer.Deserialize<JsonElement>(await http.GetStringAsync(page, Cancellation));
}
