using OfoWatcher.Bench.Measuring;

namespace OfoWatcher.Bench.Serving;

/// <summary>
/// Those who have the status page open: each listens to changes, and now and then one asks for the list.
/// </summary>
internal sealed class Audience : IDisposable
{
    private readonly HttpClient http = new();
    private readonly CancellationTokenSource leaving = new();
    private readonly List<Stream> streams = [];
    private Task asking = Task.CompletedTask;

    /// <summary>Has so many listen, each having got its first event.</summary>
    public async Task ListenAsync(Uri site, int listeners, CancellationToken cancellationToken)
    {
        for (var listener = 0; listener < listeners; listener++)
        {
            var stream = await http.GetStreamAsync(new Uri(site, "/api/v1/events"), cancellationToken);
            streams.Add(stream);
            var reader = new StreamReader(stream);
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                if (line.StartsWith("data: ", StringComparison.Ordinal))
                    break;
            }

            _ = DrainAsync(stream);
        }
    }

    /// <summary>Asks for a page of the list so many times a second from now on, each time another page.</summary>
    public void Ask(Uri site, int perSecond) => asking = AskAsync(site, perSecond);

    /// <summary>Ends all of it.</summary>
    /// <exception cref="MeasuringException">Not every answer was a good one.</exception>
    public async Task LeaveAsync()
    {
        await leaving.CancelAsync();
        try
        {
            await asking;
        }
        catch (HttpRequestException e)
        {
            throw new MeasuringException($"the list was not given: {e.Message}");
        }
    }

    public void Dispose()
    {
        leaving.Cancel();
        streams.ForEach(stream => stream.Dispose());
        http.Dispose();
        leaving.Dispose();
    }

    private async Task AskAsync(Uri site, int perSecond)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / perSecond));
        try
        {
            for (var page = 1; await beat.WaitForNextTickAsync(leaving.Token); page = page % 200 + 1)
                await http.GetByteArrayAsync(new Uri(site, $"/api/v1/projects?sort=-found&page={page}"), leaving.Token);
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task DrainAsync(Stream stream)
    {
        var buffer = new byte[4096];
        try
        {
            while (await stream.ReadAsync(buffer, leaving.Token) > 0)
                continue;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            return; // It left.
        }
    }
}
