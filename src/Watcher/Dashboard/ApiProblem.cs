using Microsoft.AspNetCore.Http;

namespace OfoWatcher.Dashboard;

/// <summary>Errors of the API as RFC 9457 has them (<c>application/problem+json</c>).</summary>
internal static class ApiProblem
{
    /// <param name="status">The HTTP status.</param>
    /// <param name="detail">What is wrong and what to do, and nothing that only the operator may know.</param>
    public static Task AnswerAsync(HttpContext context, int status, string detail) =>
        TypedResults.Problem(detail, statusCode: status).ExecuteAsync(context);
}
