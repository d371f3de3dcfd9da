using System.Net;

namespace OfoWatcher.Workflows.Argo;

/// <summary>
/// Sends a request again that the server was too busy for, after the time that it asks for (<c>Retry-After</c>), or
/// one that doubles, with jitter so that watchers which failed together do not come back together.
/// </summary>
/// <remarks>
/// Every request of the watcher may be repeated: a Workflow has a derived name and a Lease a version, so that one which
/// got through after all is a conflict the second time.
/// </remarks>
internal sealed class RepeatingHandler(TimeProvider time) : DelegatingHandler
{
    private const int Tries = 4;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(20);

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (attempt == Tries || !IsBusy(response.StatusCode))
                return response;
            var pause = PauseAfter(response, attempt);
            response.Dispose();
            await Task.Delay(pause, time, cancellationToken);
        }
    }

    // 500 and 504 too: an API server gives them while etcd elects a leader.
    private static bool IsBusy(HttpStatusCode code) => code is HttpStatusCode.TooManyRequests
        or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable
        or HttpStatusCode.GatewayTimeout;

    private TimeSpan PauseAfter(HttpResponseMessage response, int attempt)
    {
        var asked = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => FirstPause * Math.Pow(2, attempt - 1),
        };
        var bounded = asked < LongestPause ? asked : LongestPause;
        return bounded < TimeSpan.Zero ? TimeSpan.Zero : bounded * (1 + (Random.Shared.NextDouble() / 4));
    }
}
