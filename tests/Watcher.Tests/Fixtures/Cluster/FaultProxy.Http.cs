using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace OfoWatcher.Tests.Fixtures.Cluster;

/// <summary>The connections of the proxy.</summary>
internal sealed partial class FaultProxy
{
    /// <summary>Headers that belong to one connection, not to the message.</summary>
    private static readonly HashSet<string> OfConnection = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Host", "Keep-Alive", "Transfer-Encoding", "Upgrade", "TE", "Trailer",
    };

    private readonly Uri backend;
    private readonly HttpMessageInvoker client;
    private LoopbackServer server = null!;
    private CancellationTokenSource watchesEnd = new();

    private FaultProxy(Uri backend)
    {
        this.backend = backend;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
        };

        // The certificate is one that the server made for itself a moment ago.
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null;
        client = new HttpMessageInvoker(handler);
    }

    /// <summary>Where clients connect.</summary>
    public Uri Url => server.Url;

    /// <param name="backend">The API server.</param>
    public static async Task<FaultProxy> StartAsync(Uri backend)
    {
        var proxy = new FaultProxy(backend);
        proxy.server = await LoopbackServer.StartAsync(proxy.HandleAsync);
        return proxy;
    }

    /// <summary>Ends all connections and refuses new ones.</summary>
    public void Cut() => server.Cut();

    /// <summary>Takes connections again.</summary>
    public void Restore() => server.Restore();

    /// <summary>Ends the watches that are open as a server does whose time for them is over.</summary>
    public void CloseWatches() => Interlocked.Exchange(ref watchesEnd, new CancellationTokenSource()).Cancel();

    public async ValueTask DisposeAsync()
    {
        Reset();
        await server.DisposeAsync();
        client.Dispose();
        watchesEnd.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var request = Note(context);
        try
        {
            foreach (var hold in Holds())
                await hold.PassAsync(request, context.RequestAborted);
            if (request.IsWatch && Interlocked.Decrement(ref expiring) >= 0)
                await AnswerAsync(context, request, 200, ExpiredEvent, null);
            else if (answer(request) is { } injected)
                await AnswerAsync(context, request, injected.Status, injected.ToJson(), injected.RetryAfter);
            else
                await PassAsync(context, request);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            context.Abort();
        }
    }

    private ProxiedRequest Note(HttpContext context)
    {
        var asked = context.Request;
        var method = asked.Method;
        var path = asked.Path.Value ?? "";
        var watch = asked.Query["watch"].ToString() is "1" or "true";
        var request = new ProxiedRequest(
            ApiRequest.Read(method, path, watch), method, path, asked.QueryString.Value ?? "",
            asked.Headers.Accept.ToString());
        lock (gate)
            requests.Add(request);
        return request;
    }

    private HeldRequests[] Holds()
    {
        lock (gate)
            return [.. held];
    }

    private static async Task AnswerAsync(
        HttpContext context, ProxiedRequest request, int status, string json, int? retryAfter)
    {
        request.Status = context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        if (retryAfter is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString();
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(json + "\n"), context.RequestAborted);
    }

    private async Task PassAsync(HttpContext context, ProxiedRequest request)
    {
        using var outgoing = Outgoing(context.Request);
        using var incoming = await client.SendAsync(outgoing, context.RequestAborted);
        if (lost(request))
        {
            context.Abort();
            return;
        }

        request.Status = context.Response.StatusCode = (int)incoming.StatusCode;
        foreach (var (name, values) in incoming.Headers.Concat(incoming.Content.Headers))
        {
            if (!OfConnection.Contains(name))
                context.Response.Headers[name] = values.ToArray();
        }

        using var timed = new CancellationTokenSource();
        if (request.IsWatch && CloseWatchesAfter is { } time)
            timed.CancelAfter(time);
        var end = request.IsWatch ? Volatile.Read(ref watchesEnd).Token : CancellationToken.None;
        using var any = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, end, timed.Token);
        try
        {
            await CopyAsync(incoming, context.Response, any.Token);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            // The watch's time is over: its response ends as a whole one.
        }
    }

    private HttpRequestMessage Outgoing(HttpRequest request)
    {
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var outgoing = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(backend, target));
        if (request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0)
            outgoing.Content = new StreamContent(request.Body);
        foreach (var (name, values) in request.Headers)
        {
            if (!OfConnection.Contains(name) && !outgoing.Headers.TryAddWithoutValidation(name, (string?[])values!))
                outgoing.Content?.Headers.TryAddWithoutValidation(name, (string?[])values!);
        }

        return outgoing;
    }

    /// <summary>Passes on each piece as it comes, the headers at once: a watch may be silent for long.</summary>
    private static async Task CopyAsync(
        HttpResponseMessage incoming, HttpResponse response, CancellationToken cancellation)
    {
        await response.StartAsync(cancellation);
        await response.Body.FlushAsync(cancellation);
        await using var body = await incoming.Content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[16 * 1024];
        while (await body.ReadAsync(buffer, cancellation) is > 0 and var count)
        {
            await response.Body.WriteAsync(buffer.AsMemory(0, count), CancellationToken.None);
            await response.Body.FlushAsync(cancellation);
        }
    }
}
