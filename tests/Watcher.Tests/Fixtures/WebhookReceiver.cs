using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OfoWatcher.Tests.Fixtures.Cluster;

namespace OfoWatcher.Tests.Fixtures;

/// <summary>A request as a receiver got it.</summary>
internal sealed record ReceivedWebhook(
    string Path, string? ContentType, string? Id, string? Timestamp, string? Signature, byte[] Body)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;
}

/// <summary>A receiver of webhooks on this machine.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<ReceivedWebhook> received = new();
    private LoopbackServer? server;

    /// <summary>Answers a request, by how many there were before it; 200 unless a test says otherwise.</summary>
    public Func<HttpContext, int, Task> Answer { get; set; } = static (_, _) => Task.CompletedTask;

    public IReadOnlyList<ReceivedWebhook> Received => [.. received];

    public string Url => server!.Url.ToString();

    public static async Task<WebhookReceiver> StartAsync(int status = 200)
    {
        var receiver = new WebhookReceiver
        {
            Answer = (context, _) =>
            {
                context.Response.StatusCode = status;
                return Task.CompletedTask;
            },
        };
        receiver.server = await LoopbackServer.StartAsync(receiver.HandleAsync);
        return receiver;
    }

    /// <summary>Waits for a number of requests.</summary>
    public Task<IReadOnlyList<ReceivedWebhook>> GotAsync(int count) => GotAsync(count, () => "");

    /// <param name="more">What else to tell when they do not come.</param>
    public async Task<IReadOnlyList<ReceivedWebhook>> GotAsync(int count, Func<string> more)
    {
        await Eventually.TrueAsync(
            () => received.Count >= count, () => $"{count} requests have come; there are {received.Count}. {more()}");
        return Received;
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var before = received.Count;
        received.Enqueue(new ReceivedWebhook(
            context.Request.Path, context.Request.ContentType, Header("webhook-id"), Header("webhook-timestamp"),
            Header("webhook-signature"), body.ToArray()));
        await Answer(context, before);

        string? Header(string name) => context.Request.Headers[name] is { Count: 1 } values ? values[0] : null;
    }
}
