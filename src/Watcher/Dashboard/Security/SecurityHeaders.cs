using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace OfoWatcher.Dashboard.Security;

/// <summary>
/// The headers of every answer that tell browsers to trust it with little. A page that needs more says so by a policy
/// of its own; what an answer has set already stays.
/// </summary>
internal static class SecurityHeaders
{
    /// <summary>Nothing may be loaded by what is no page, nor may it be shown within another site's page.</summary>
    public const string DefaultPolicy = "default-src 'none'; frame-ancestors 'none'";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) =>
        app.Use(static (HttpContext context, RequestDelegate next) =>
        {
            // As late as can be: an answer that is taken back for an error would take its headers along.
            context.Response.OnStarting(
                static state =>
                {
                    Add(((HttpResponse)state).Headers);
                    return Task.CompletedTask;
                },
                context.Response);
            return next(context);
        });

    private static void Add(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] =
            "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";
        if (headers.ContentSecurityPolicy.Count == 0)
            headers.ContentSecurityPolicy = DefaultPolicy;
        if (headers.CacheControl.Count == 0)
            headers.CacheControl = "no-store";
    }
}
