using System.Text;
using Microsoft.AspNetCore.Http;

namespace OfoWatcher.Dashboard;

/// <summary>Answers whose bytes are known as a whole.</summary>
internal static class Answer
{
    public const string Text = "text/plain; charset=utf-8";
    public const string Json = "application/json; charset=utf-8";

    /// <summary>A line of text.</summary>
    public static Task TextAsync(HttpContext context, string words, int status = StatusCodes.Status200OK) =>
        BytesAsync(context, Text, Encoding.UTF8.GetBytes(words), status);

    public static async Task BytesAsync(
        HttpContext context, string type, ReadOnlyMemory<byte> body, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
