using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace OfoWatcher.Dashboard.Listing;

/// <summary>The list of all projects, page by page.</summary>
internal static class ProjectsApi
{
    private const string NoList =
        "Where the projects stand cannot be read now: the folder of the results fails or gives no answer. Ask again; "
        + "the watcher's log tells why.";

    public static void MapProjects(this IEndpointRouteBuilder site, ProjectIndex index)
    {
        var answers = new ListAnswers();
        site.MapGet("/api/v1/projects", Task (HttpContext context, CancellationToken cancellationToken) =>
                AnswerAsync(context, index, answers, cancellationToken))
            .WithName("listProjects")
            .WithSummary("All projects, page by page")
            .WithDescription(
                "How the projects stand, from memory. The version goes up whenever something shown has changed.")
            .WithTags("Projects")
            .Produces<ListPage>()
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .AddOpenApiOperationTransformer((operation, _, _) =>
            {
                ListParameters.AddTo(operation);
                return Task.CompletedTask;
            });
    }

    private static async Task AnswerAsync(
        HttpContext context, ProjectIndex index, ListAnswers answers, CancellationToken cancellationToken)
    {
        if (await index.GetAsync(cancellationToken) is not { } snapshot)
        {
            await ApiProblem.AnswerAsync(context, StatusCodes.Status503ServiceUnavailable, NoList);
            return;
        }

        if (answers.Find(snapshot, context.Request.QueryString) is not { } answer)
        {
            var faults = new List<string>();
            var query = ListQuery.Read(name => context.Request.Query[name], faults);
            if (faults.Count > 0)
            {
                await ApiProblem.AnswerAsync(context, StatusCodes.Status400BadRequest, string.Join("; ", faults) + ".");
                return;
            }

            answer = answers.Make(snapshot, context.Request.QueryString, query);
        }

        var tag = index.TagOf(snapshot);
        context.Response.Headers.ETag = tag;
        if (tag is not null && context.Request.Headers.IfNoneMatch == tag)
            context.Response.StatusCode = StatusCodes.Status304NotModified;
        else
            await Answer.BytesAsync(context, Answer.Json, answer);
    }
}
