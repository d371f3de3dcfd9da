using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OfoWatcher.Dashboard.Security;
using OfoWatcher.Markers;
using OfoWatcher.Platform;

namespace OfoWatcher.Dashboard.Actions;

/// <summary>
/// Retrying and stopping projects, for those who have the token. Nothing of it rests on cookies, so no other page can
/// have a browser do it; and what comes from another page is refused even with the token. Each try is told in the log;
/// of many from those without the token, the first ones and how many more they were.
/// </summary>
internal sealed partial class ActionsApi : IDisposable
{
    private const int RefusalsOneByOne = 10;

    private readonly RequestDesk desk;
    private readonly TokenCheck token;
    private readonly OtherSites sites;
    private readonly PublicWords words;
    private readonly ILogger logger;
    private readonly RepeatedRefusals refusals;

    public ActionsApi(
        RequestDesk desk,
        TokenCheck token,
        OtherSites sites,
        PublicWords words,
        TimeProvider time,
        ILogger<ActionsApi> logger)
    {
        (this.desk, this.token, this.sites, this.words, this.logger) = (desk, token, sites, words, logger);
        refusals = new RepeatedRefusals(time, RefusalsOneByOne, TellFurther);
    }

    public async Task AnswerAsync(HttpContext context, string project, RequestKind kind)
    {
        var address = AddressKey.Exact(context);
        var from = address.ToString();
        var (status, text) = Refusal(context);
        var isTold = true;
        if (status == StatusCodes.Status202Accepted)
            (status, text) = Of(await desk.AskAsync(project, kind, from));
        else
            isTold = refusals.IsNews(address);
        text = words.Of(text);
        if (status != StatusCodes.Status202Accepted)
        {
            if (isTold)
                TellRefused(from, kind, project, status, text);
            await ApiProblem.AnswerAsync(context, status, text);
            return;
        }

        TellAccepted(from, kind, project, text);
        var json = ReadableJson.Serialize(new ActionTaken(text), ActionJson.Default.ActionTaken);
        await Answer.BytesAsync(context, Answer.Json, json, status);
    }

    public void Dispose() => refusals.Dispose();

    /// <summary>Whether the one who asks may; then the status is 202.</summary>
    private (int Status, string Text) Refusal(HttpContext context)
    {
        if (sites.Sent(context.Request))
            return (StatusCodes.Status403Forbidden, "The request comes from a page of another site.");
        switch (token.Judge(context))
        {
            case TokenVerdict.NotSet:
                return (StatusCodes.Status404NotFound, "This watcher takes no requests: no token is set.");
            case TokenVerdict.Right:
                return (StatusCodes.Status202Accepted, "");
            case TokenVerdict.TooMany:
                context.Response.Headers.RetryAfter = "60";
                return (
                    StatusCodes.Status429TooManyRequests, "There were too many wrong tokens: try again in a minute.");
            case TokenVerdict.TooOften:
                context.Response.Headers.RetryAfter = "1";
                return (
                    StatusCodes.Status429TooManyRequests, "There are too many requests with this token: try again later.");
            case TokenVerdict.Wrong:
                context.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
                return (StatusCodes.Status401Unauthorized, "The token is not the right one.");
            default:
                context.Response.Headers.WWWAuthenticate = "Bearer";
                return (StatusCodes.Status401Unauthorized, "The token is missing: Authorization: Bearer TOKEN.");
        }
    }

    private static (int Status, string Text) Of(DeskAnswer answer) => answer switch
    {
        DeskAnswer.Taken => (StatusCodes.Status202Accepted, answer.Words),
        DeskAnswer.Refused => (StatusCodes.Status409Conflict, answer.Words),
        DeskAnswer.Unknown => (StatusCodes.Status404NotFound, answer.Words),
        _ => (StatusCodes.Status503ServiceUnavailable, answer.Words),
    };

    [LoggerMessage(621, LogLevel.Information, "{From} asks to {Kind} {Project}: accepted, {Words}")]
    private partial void TellAccepted(string from, RequestKind kind, string project, string words);

    [LoggerMessage(622, LogLevel.Warning, "{From} asks to {Kind} {Project}: refused ({Status}), {Words}")]
    private partial void TellRefused(string from, RequestKind kind, string project, int status, string words);

    [LoggerMessage(730, LogLevel.Warning, "{From} was refused {Count} further requests to retry or stop within a minute")]
    private partial void TellFurther(string from, int count);
}

internal static class ActionsMapping
{
    public static void MapActions(
        this IEndpointRouteBuilder site,
        RequestDesk desk,
        TokenCheck token,
        OtherSites sites,
        PublicWords words,
        TimeProvider time,
        ILoggerFactory loggers)
    {
        var api = new ActionsApi(desk, token, sites, words, time, loggers.CreateLogger<ActionsApi>());
        site.ServiceProvider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopped.Register(api.Dispose);
        Map(
            site.MapPost("/api/v1/projects/{project}/retry", Task (HttpContext context, string project) =>
                api.AnswerAsync(context, project, RequestKind.Retry)),
            "retryProject", "Run an ended or held project again");
        Map(
            site.MapPost("/api/v1/projects/{project}/stop", Task (HttpContext context, string project) =>
                api.AnswerAsync(context, project, RequestKind.Stop)),
            "stopProject", "Stop a project's run");
    }

    private static void Map(RouteHandlerBuilder endpoint, string name, string summary) =>
        endpoint.WithName(name).WithSummary(summary)
            .WithDescription("Needs the token of the settings, as Authorization: Bearer TOKEN, and takes no body.")
            .WithTags("Actions")
            .Produces<ActionTaken>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
}

/// <param name="Words">What will be done.</param>
internal sealed record ActionTaken(string Words);

[JsonSerializable(typeof(ActionTaken))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class ActionJson : JsonSerializerContext;
