using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Dashboard.Pages;

/// <summary>The program as users start it, on a share of its own, with its pages.</summary>
internal sealed class ServedShare : IAsyncDisposable
{
    private const string Told = "Status is served at ";

    private readonly string[] settings;
    private WatcherProcess? watcher;

    private ServedShare(TestShare share, string[] settings) => (Share, this.settings) = (share, settings);

    public TestShare Share { get; }

    public Uri Address { get; private set; } = new("http://127.0.0.1:0");

    public Uri PageOf(string project) => new(Address, "/projects/" + Uri.EscapeDataString(project));

    public static async Task<ServedShare> StartAsync(TestShare share, params string[] settings)
    {
        var served = new ServedShare(share, settings);
        await served.StartAsync();
        return served;
    }

    /// <summary>Starts it, after a stop at the same address as before.</summary>
    public async Task StartAsync()
    {
        watcher = WatcherProcess.Start(
            "/", ["run", .. Share.Settings, $"--Dashboard:Listen={Address}", .. settings]);
        await watcher.SaysAsync("Watching");
        Address = new Uri(
            watcher.Output.Single(line => line.Contains(Told, StringComparison.Ordinal)).Split(Told)[1]);
    }

    public async Task StopAsync()
    {
        await watcher!.StopAsync();
        await watcher.DisposeAsync();
        watcher = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (watcher is not null)
            await watcher.DisposeAsync();
        Share.Dispose();
    }
}
