using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Net.Http.Headers;
using OfoWatcher.Platform;

namespace OfoWatcher.Dashboard.Projects;

/// <summary>Answers with files of a volume, in whole or in part, without ever touching the volume by itself.</summary>
internal sealed class FileSender(VolumeReads reads)
{
    // Whoever takes less than that keeps a place that others wait for.
    private static readonly MinDataRate Slowest = new(bytesPerSecond: 10_000, gracePeriod: TimeSpan.FromSeconds(30));

    private readonly Downloads downloads = new();

    /// <summary>The answer with a file; a problem when there is none, or too many are sent already.</summary>
    /// <param name="name">The name under which a browser keeps it.</param>
    /// <param name="open">Opens it, on a thread of its own.</param>
    /// <exception cref="TimeoutException">The volume gives no answer.</exception>
    /// <exception cref="IOException">The volume failed.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public async Task<IResult> SendAsync(HttpContext context, ServedFile kind, string name, Func<PlainFile?> open)
    {
        if (kind.IsLarge && !downloads.TryBegin())
        {
            context.Response.Headers.RetryAfter = "10";
            return TypedResults.Problem(
                $"{Downloads.Most} files are being sent already. Try again in a moment.",
                title: "Too many downloads", statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        var isSent = false;
        try
        {
            if (await reads.RunAsync(open, context.RequestAborted) is not { } file)
                return NotThere("The project has no such file.");
            isSent = true;
            if (kind.IsLarge && context.Features.Get<IHttpMinResponseDataRateFeature>() is { } pace)
                pace.MinDataRate = Slowest;
            context.Response.Headers.ContentSecurityPolicy = kind.Policy;
            var stream = new VolumeStream(file, reads, ended: () => End(kind));
            return new Sent(TypedResults.Stream(
                stream,
                kind.Type,
                kind.IsAttachment ? name : null,
                file.Modified,
                new EntityTagHeaderValue($"\"{file.Modified.UtcTicks:x}-{file.Length:x}\""),
                enableRangeProcessing: true));
        }
        finally
        {
            if (!isSent)
                End(kind);
        }
    }

    public static IResult NotThere(string words) =>
        TypedResults.Problem(words, title: "Not found", statusCode: StatusCodes.Status404NotFound);

    private void End(ServedFile kind)
    {
        if (kind.IsLarge)
            downloads.End();
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
