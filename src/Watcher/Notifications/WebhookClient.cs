using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using OfoWatcher.Notifications.Bodies;

namespace OfoWatcher.Notifications;

/// <summary>Posts an event to a webhook once, as the settings of now say.</summary>
internal sealed class WebhookClient(IOptionsMonitor<NotificationOptions> settings, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly HttpClient client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = Limit,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        MaxResponseHeadersLength = 16, // kB
        // What it says is of no use: an answer that is longer costs the connection.
        MaxResponseDrainSize = 4096,
        ResponseDrainTimeout = TimeSpan.FromSeconds(1),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan, // By its own clock, below.
    };

    /// <summary>Never throws but when it is called off.</summary>
    /// <param name="webhook">Its name in the settings.</param>
    /// <exception cref="OperationCanceledException">
    /// It was called off; nobody knows whether it was delivered.
    /// </exception>
    public async Task<DeliveryTry> SendAsync(string webhook, ProjectEvent what, CancellationToken cancellationToken)
    {
        var options = settings.CurrentValue;
        if (!options.Webhooks.TryGetValue(webhook, out var target))
            return Failed("the settings have no webhook of this name"); // Tried again: the next start may.
        using var late = new CancellationTokenSource(Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            using var request = RequestOf(target, what, options);
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            var now = time.GetUtcNow();
            return DeliveryPolicy.WithAge(
                DeliveryPolicy.Judge(answer.StatusCode, answer.Headers.RetryAfter, now), what.At, now);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed($"it gave no answer within {Limit.TotalSeconds:0} s");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return Failed((e.InnerException ?? e).Message.TrimEnd('.'));
        }

        DeliveryTry Failed(string fault) =>
            DeliveryPolicy.WithAge(DeliveryTry.Failed(fault), what.At, time.GetUtcNow());
    }

    public void Dispose() => client.Dispose();

    private HttpRequestMessage RequestOf(WebhookOptions target, ProjectEvent what, NotificationOptions options)
    {
        var now = time.GetUtcNow();
        var (body, type) = target.Format switch
        {
            WebhookFormat.Slack => (SlackBody.Write(what, options, now), "application/json; charset=utf-8"),
            WebhookFormat.Teams => (TeamsBody.Write(what, options, now), "application/json; charset=utf-8"),
            _ => (CloudEventBody.Write(what, options), CloudEventBody.ContentType),
        };
        var request = new HttpRequestMessage(HttpMethod.Post, target.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        request.Headers.UserAgent.ParseAdd("OfoWatcher");
        // The time is that of this try: receivers refuse what was signed minutes ago.
        var at = now.ToUnixTimeSeconds();
        request.Headers.Add("webhook-id", what.Id);
        request.Headers.Add("webhook-timestamp", at.ToString(CultureInfo.InvariantCulture));
        if (WebhookSignature.KeyOf(target.Secret) is { } key)
            request.Headers.Add("webhook-signature", WebhookSignature.Sign(key, what.Id, at, body));
        return request;
    }
}
