using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace OfoWatcher.Dashboard.Pages;

/// <summary>
/// The pages for people: the list, a project's page, and what both are made of. They hold nothing that changes; their
/// scripts ask the API. So a browser may keep them, and asks whether they are still the same.
/// </summary>
internal static class StatusPages
{
    private const string Assets = "assets/";

    /// <summary>Only what comes from here may run, and nobody may put the pages into their own.</summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public static void MapStatusPages(this IEndpointRouteBuilder site)
    {
        var files = PageFile.ReadAll();
        Map(site, "/", files["index.html"]);
        Map(site, "/projects/{project}", files["project.html"]);
        foreach (var (path, file) in files.Where(file => file.Key.StartsWith(Assets, StringComparison.Ordinal)))
            Map(site, "/" + path, file);
    }

    private static void Map(IEndpointRouteBuilder site, string path, PageFile file) =>
        site.MapMethods(path, Methods, context => SendAsync(context, file));

    private static async Task SendAsync(HttpContext context, PageFile file)
    {
        var isPacked = TakesGzip(context.Request);
        var (bytes, tag) = isPacked ? (file.Packed, file.PackedTag) : (file.Plain, file.Tag);
        var headers = context.Response.Headers;
        headers.CacheControl = "no-cache";
        headers.ETag = tag;
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.ContentSecurityPolicy = Policy;
        if (HasAlready(context.Request, tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        if (isPacked)
            headers.ContentEncoding = "gzip";
        context.Response.ContentType = file.Type;
        context.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private static bool TakesGzip(HttpRequest request) =>
        request.GetTypedHeaders().AcceptEncoding.Any(encoding =>
            encoding.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) && encoding.Quality is null or > 0);

    private static bool HasAlready(HttpRequest request, string tag) =>
        request.GetTypedHeaders().IfNoneMatch.Any(known =>
            known.Tag == "*" || known.Compare(EntityTagHeaderValue.Parse(tag), useStrongComparison: false));
}
