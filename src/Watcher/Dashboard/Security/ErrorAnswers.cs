using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace OfoWatcher.Dashboard.Security;

/// <summary>
/// Gives each error a body: a problem under <c>/api</c>, a line of text elsewhere. What went wrong inside is for the
/// log; whoever asked hears of a volume's fault, without its place, and of any other one that there was one.
/// </summary>
internal sealed partial class ErrorAnswers(PublicWords words, ILogger<ErrorAnswers> logger)
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            return; // Whoever asked is gone, or the server ends.
        }
        catch (Exception e)
        {
            await AnswerFailureAsync(context, e);
            return;
        }

        var response = context.Response;
        if (!response.HasStarted && response.StatusCode >= StatusCodes.Status400BadRequest
            && response.ContentLength is null && string.IsNullOrEmpty(response.ContentType))
            await AnswerAsync(context, response.StatusCode, DetailOf(response.StatusCode));
    }

    /// <summary>Answers with an error in the form that fits the address.</summary>
    public static Task AnswerAsync(HttpContext context, int status, string detail) =>
        context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
            ? ApiProblem.AnswerAsync(context, status, detail)
            : Answer.TextAsync(context, detail + "\n", status);

    private async Task AnswerFailureAsync(HttpContext context, Exception e)
    {
        var (status, detail) = e switch
        {
            BadHttpRequestException bad => (bad.StatusCode, DetailOf(bad.StatusCode)),
            IOException or UnauthorizedAccessException or TimeoutException =>
                (StatusCodes.Status503ServiceUnavailable, words.Of(e.Message)),
            _ => (StatusCodes.Status500InternalServerError, "Something went wrong here; the watcher's log tells what."),
        };
        if (status == StatusCodes.Status500InternalServerError)
            TellFailure(context.Request.Method, context.Request.Path, e);
        if (context.Response.HasStarted)
        {
            context.Abort(); // Half an answer must not look whole.
            return;
        }

        context.Response.Clear();
        await AnswerAsync(context, status, detail);
    }

    private static string DetailOf(int status) => status switch
    {
        StatusCodes.Status404NotFound => "Nothing is found at this address.",
        StatusCodes.Status405MethodNotAllowed => "This address does not take requests of this method.",
        StatusCodes.Status413PayloadTooLarge => "The request's body is too large: none is needed.",
        _ => ReasonPhrases.GetReasonPhrase(status) + ".",
    };

    [LoggerMessage(620, LogLevel.Error, "{Method} {Path} could not be answered")]
    private partial void TellFailure(string method, string path, Exception exception);
}
