using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace OfoWatcher.Dashboard.Security;

/// <summary>What every request must keep to, whatever it asks for.</summary>
internal sealed class RequestRules(KnownAddress known)
{
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (Refusal(context) is var (status, detail))
            return ErrorAnswers.AnswerAsync(context, status, detail);
        return next(context);
    }

    /// <summary>
    /// Takes HEAD for GET where a page answers that alone; the server leaves the body out by itself. Comes after the
    /// page was looked for, and another look comes after it.
    /// </summary>
    public static Task TakeHeadForGetAsync(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsHead(context.Request.Method) && context.GetEndpoint() is not RouteEndpoint)
        {
            context.SetEndpoint(null);
            context.Request.Method = HttpMethods.Get;
        }

        return next(context);
    }

    private (int Status, string Detail)? Refusal(HttpContext context)
    {
        var request = context.Request;
        var method = request.Method;
        if (!HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsPost(method))
        {
            context.Response.Headers.Allow = "GET, HEAD, POST";
            return (StatusCodes.Status405MethodNotAllowed, "Only GET, HEAD and POST are answered.");
        }

        if (HttpMethods.IsHead(method) && RequestClasses.Of(request) == RequestClass.Listen)
        {
            context.Response.Headers.Allow = "GET";
            return (StatusCodes.Status405MethodNotAllowed, "Changes are told to a GET only.");
        }

        if (request.ContentLength > ServerLimits.LargestBody)
            return (StatusCodes.Status413PayloadTooLarge, "The request's body is too large: none is needed.");
        // Probes and the monitoring may come by a proxy on this machine that gives them any name.
        return RequestClasses.Of(request) == RequestClass.Probe
            || IsTrusted(request.Host.Host, context.Connection.LocalIpAddress)
                ? null
                : (StatusCodes.Status421MisdirectedRequest,
                    "This name is not answered over the loopback: open the page by localhost or an IP address. If a proxy "
                    + "on this machine serves it by this name, set Notifications:LinkBase to the page's address.");
    }

    /// <summary>
    /// Whether a browser that sends this name can be believed to show a page of ours. A foreign page may have its own
    /// name lead to the loopback of whoever reads it, and then read there what was meant for nobody else (DNS
    /// rebinding). It cannot do so with an address, nor with a name that has no dot.
    /// </summary>
    /// <remarks>
    /// What arrives from elsewhere may bear any name: a Service's, an Ingress's. A port that kubectl forwards arrives
    /// over the pod's loopback. So does what a proxy on the machine or in the pod passes on, by the page's own name.
    /// </remarks>
    /// <param name="host">The name of the Host header; empty when there is none, which no browser does.</param>
    /// <param name="local">The address that the request arrived at.</param>
    public bool IsTrusted(string host, IPAddress? local) =>
        local is null || !IPAddress.IsLoopback(local) || !host.Contains('.', StringComparison.Ordinal)
        || IPAddress.TryParse(host, out _) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || known.IsHost(host);
}
