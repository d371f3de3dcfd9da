using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OfoWatcher.Commands;
using OfoWatcher.Dashboard;
using OfoWatcher.Markers;
using OfoWatcher.Reconciling;
using OfoWatcher.Reconciling.Leadership;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Workflows;

namespace OfoWatcher.Tests.Dashboard.Projects;

/// <summary>A share with results in real folders, and the web server that shows them, without a loop that changes them.</summary>
internal sealed class ServedShare : IAsyncDisposable
{
    public const string Revision = "0123456789abcdef0123456789abcdef";
    public static readonly DateTimeOffset Noon = new(2026, 6, 12, 12, 0, 0, TimeSpan.Zero);

    private readonly RunRecordStore records = new();
    private readonly HttpClient http = new();
    private readonly HostApplicationBuilder builder;
    private IHost? host;

    public ServedShare(params string[] settings) => builder = WatcherHost.CreateBuilder(
    [
        .. Share.Settings, "--Dashboard:Listen=http://127.0.0.1:0", "--Logging:LogLevel:Default=None", .. settings,
    ]);

    public TestShare Share { get; } = new();

    public IServiceCollection Services => builder.Services;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Uri Address => The<StatusServer>().Address!;

    public T The<T>()
        where T : notnull => host!.Services.GetRequiredService<T>();

    /// <summary>Starts the server as that of a watcher that acts, or of one that stands by.</summary>
    public async Task StartAsync(WatcherRole role = WatcherRole.Follower)
    {
        host = builder.Build();
        The<LeadershipStatus>().Role = role;
        if (role == WatcherRole.Leader)
            The<FirstPass>().Begin([]);
        await The<StatusServer>().StartAsync(Cancellation);
    }

    /// <summary>The record of a run, with its folder.</summary>
    public RunRecord Record(string project, int attempt = 1, string engine = "local")
    {
        var record = RunRecord.After(
            null, project, Revision, engine, Share.Project(project), Share.Result(project), Noon.AddHours(attempt));
        var run = RunName.For(project, Revision, attempt);
        return record with { Run = run, Attempt = attempt, Folder = Share.Result(project, run) };
    }

    public RunRecord Write(RunRecord record)
    {
        records.Write(record);
        return record;
    }

    public void Write(Marker marker)
    {
        Directory.CreateDirectory(Share.Result(marker.Project));
        MarkerStore.Write(Share.Result(marker.Project), marker);
    }

    /// <summary>Writes a file into a project's result folder.</summary>
    /// <returns>Its path.</returns>
    public string Write(string project, string path, string content)
    {
        var file = Share.Result(project, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
        return file;
    }

    /// <summary>A project that completed and left these files.</summary>
    public CompletedMarker Complete(string project, params string[] products)
    {
        var record = Write(Record(project) with { LaunchedAt = Noon.AddHours(2), ClosedAt = Noon.AddHours(4), Result = "completed" });
        var marker = new CompletedMarker
        {
            Project = project,
            Revision = Revision,
            WrittenAt = Noon.AddHours(4),
            Message = "done",
            Run = record.Run,
            Engine = record.Engine,
            Attempt = 1,
            StartedAt = Noon.AddHours(2),
            EndedAt = Noon.AddHours(3),
            Products = [.. products.Select(path => new Product($"{record.Run}/{path}", 7))],
        };
        foreach (var path in products)
            Write(project, $"{record.Run}/{path}", "product");
        Write(marker);
        return marker;
    }

    public async Task<HttpResponseMessage> SendAsync(
        string path, HttpMethod? method = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, new Uri(Address, path));
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }

    public async Task<(int Status, string Body)> GetAsync(string path)
    {
        using var answer = await SendAsync(path);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
    }

    /// <summary>What the API knows of a project.</summary>
    public async Task<JsonElement> FindAsync(string project)
    {
        var (status, body) = await GetAsync($"/api/v1/projects/{Uri.EscapeDataString(project)}");
        Assert.True(status == 200, $"{status}: {body}");
        return JsonSerializer.Deserialize<JsonElement>(body);
    }

    /// <summary>Sends a request whose target nobody tidies up.</summary>
    /// <returns>The whole answer, head and body.</returns>
    public async Task<string> SendRawAsync(string target)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Address.Host, Address.Port, Cancellation);
        await using var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.UTF8.GetBytes($"GET {target} HTTP/1.1\r\nHost: {Address.Authority}\r\nConnection: close\r\n\r\n"),
            Cancellation);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null)
            await The<StatusServer>().StopAsync(CancellationToken.None);
        host?.Dispose();
        http.Dispose();
        Share.Dispose();
    }
}
