using OfoWatcher.Telemetry;

namespace OfoWatcher.Workflows.Argo;

/// <summary>Counts, times and traces each request to the Kubernetes API, also those that are sent again.</summary>
/// <remarks>A watch counts as answered when it is open.</remarks>
internal sealed class MeasuringHandler(TimeProvider time) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = ApiCall.Of(request.Method, request.RequestUri!);
        using var span = Spans.StartCall($"{call.Verb} {call.Resource}");
        span?.SetTag("http.request.method", request.Method.Method)
            .SetTag("server.address", request.RequestUri!.Host)
            .SetTag("url.path", request.RequestUri.AbsolutePath);
        var begun = time.GetTimestamp();
        int? code = null;
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            code = (int)response.StatusCode;
            span?.SetTag("http.response.status_code", code);
            return response;
        }
        catch (Exception e)
        {
            span.Fail(e);
            throw;
        }
        finally
        {
            ApiMetrics.Answered(call.Verb, code, time.GetElapsedTime(begun));
        }
    }
}
