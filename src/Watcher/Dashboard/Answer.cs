using System.Text;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using OfoWatcher.Platform;

namespace OfoWatcher.Dashboard;

/// <summary>Answers whose bytes are known as a whole.</summary>
internal static class Answer
{
    public const string Text = "text/plain; charset=utf-8";
    public const string Json = "application/json; charset=utf-8";
    public const string Problem = "application/problem+json; charset=utf-8";

    /// <summary>A line of text.</summary>
    public static Task TextAsync(HttpContext context, string words, int status = StatusCodes.Status200OK) =>
        BytesAsync(context, Text, Encoding.UTF8.GetBytes(words), status);

    /// <summary>What is wrong, for programs (RFC 9457).</summary>
    /// <param name="detail">Words for whoever asked; nothing of the server's inside.</param>
    public static Task ProblemAsync(HttpContext context, int status, string detail) => BytesAsync(
        context,
        Problem,
        ReadableJson.Serialize(
            new ProblemDetails(ReasonPhrases.GetReasonPhrase(status), status, detail),
            ProblemJson.Default.ProblemDetails),
        status);

    public static async Task BytesAsync(
        HttpContext context, string type, ReadOnlyMemory<byte> body, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}

/// <summary>A problem as RFC 9457 writes it.</summary>
/// <param name="Title">The status in words.</param>
/// <param name="Status">The status of HTTP.</param>
/// <param name="Detail">What is wrong this time, and what to do.</param>
internal sealed record ProblemDetails(string Title, int Status, string Detail);

[JsonSerializable(typeof(ProblemDetails))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class ProblemJson : JsonSerializerContext;
