using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using OfoWatcher.Dashboard.Security;
using OfoWatcher.Platform;

namespace OfoWatcher.Dashboard.Projects;

/// <summary>Answers with files of a volume, in whole or in part, without ever touching the volume by itself.</summary>
internal sealed class FileSender(VolumeReads reads)
{
    /// <summary>The most products that are sent at once.</summary>
    public const int MostProducts = 4;

    // Short against products: a page shows them, and none of them waits for the end of a product.
    private const int MostOthers = 32;

    private readonly Downloads products = new(MostProducts);
    private readonly Downloads others = new(MostOthers);

    /// <summary>The answer with a file; a problem when there is none, or too many are sent already.</summary>
    /// <param name="name">The name under which a browser keeps it.</param>
    /// <param name="open">Opens it, on a thread of its own.</param>
    /// <exception cref="TimeoutException">The volume gives no answer.</exception>
    /// <exception cref="IOException">The volume failed.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public async Task<IResult> SendAsync(HttpContext context, ServedFile kind, string name, Func<PlainFile?> open)
    {
        if (TakePlace(context, kind) is not { } leave)
        {
            context.Response.Headers.RetryAfter = "10";
            return TypedResults.Problem(
                "Other files are being sent already, as many as can be at once. Try again in a moment.",
                title: "Too many downloads", statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        var isSent = false;
        try
        {
            if (await reads.RunAsync(open, context.RequestAborted) is not { } file)
                return NotThere("The project has no such file.");
            isSent = true;
            context.Response.Headers.ContentSecurityPolicy = kind.Policy;
            var stream = new VolumeStream(file, reads, ended: leave);
            return new Sent(TypedResults.Stream(
                stream,
                kind.Type,
                kind.IsProduct ? name : null,
                file.Modified,
                new EntityTagHeaderValue($"\"{file.Modified.UtcTicks:x}-{file.Length:x}\""),
                enableRangeProcessing: true));
        }
        finally
        {
            if (!isSent)
                leave();
        }
    }

    public static IResult NotThere(string words) =>
        TypedResults.Problem(words, title: "Not found", statusCode: StatusCodes.Status404NotFound);

    /// <returns>Gives the place back; null when there is none.</returns>
    private Action? TakePlace(HttpContext context, ServedFile kind)
    {
        if (HttpMethods.IsHead(context.Request.Method))
            return () => { };
        var (places, from) = (kind.IsProduct ? products : others, AddressKey.Of(context));
        return places.TryBegin(from) ? () => places.End(from) : null;
    }

    /// <summary>Breaks the connection where the file cannot be read to its end: its length has been promised.</summary>
    private sealed class Sent(IResult file) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            try
            {
                await file.ExecuteAsync(httpContext);
            }
            catch (Exception e) when (e is TimeoutException or IOException or UnauthorizedAccessException)
            {
                httpContext.Abort();
            }
        }
    }
}
