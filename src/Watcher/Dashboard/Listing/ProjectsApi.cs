using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace OfoWatcher.Dashboard.Listing;

/// <summary>The list of all projects, for programs.</summary>
internal static class ProjectsApi
{
    public static void MapProjects(this IEndpointRouteBuilder site, CurrentReport report) =>
        site.MapGet("/api/v1/projects", context => AnswerAsync(context, report));

    private static async Task AnswerAsync(HttpContext context, CurrentReport report)
    {
        try
        {
            var current = await report.GetAsync(context.RequestAborted);
            await Answer.BytesAsync(context, Answer.Json, current.ToJson());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or TimeoutException)
        {
            await Answer.TextAsync(context, e.Message + "\n", StatusCodes.Status503ServiceUnavailable);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return; // Whoever asked is gone.
        }
    }
}
