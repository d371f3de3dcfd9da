using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using OfoWatcher.Validation.Report;

namespace OfoWatcher.Dashboard.Projects;

/// <summary>One project and its files, for its own page and for programs.</summary>
internal sealed partial class ProjectApi
{
    private static readonly string[] Head = [HttpMethods.Head];

    private readonly ProjectDetails details;
    private readonly ProjectFolder folder;
    private readonly FileSender sender;
    private readonly ILogger logger;
    private string told = "";

    private ProjectApi(ServedProjects projects, ILogger logger)
    {
        (details, folder, this.logger) = (projects.Details, projects.Folder, logger);
        sender = new FileSender(projects.Reads);
    }

    public static void Map(IEndpointRouteBuilder site, ServedProjects projects, ILogger logger) =>
        new ProjectApi(projects, logger).Map(site);

    private void Map(IEndpointRouteBuilder site)
    {
        var group = site.MapGroup("/api/v1/projects/{project}");
        group.WithTags("Projects").AddEndpointFilter(TellFaultAsync);
        group.MapGet("", FindAsync)
            .WithName("getProject").WithSummary("All that is known of one project")
            .Produces<ProjectDetail>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        MapFiles(group, ProjectReport.PageName, SendReportAsync, "getReport", "Its report, for people", "text/html");
        MapFiles(group, MapFile.FileName, SendMapAsync, "getMap", "The map of its photos", "image/svg+xml");
        MapFiles(
            group, "runs/{run}/config.yml", SendConfigAsync, "getConfig", "The configuration of a run", "text/plain");
        MapFiles(group, "runs/{run}/log.txt", SendLogAsync, "getLog", "The log of a run", "text/plain");
        MapFiles(
            group, "products/{**path}", SendProductAsync, "getProduct", "A file that its run made",
            "application/octet-stream");
    }

    private static void MapFiles(
        RouteGroupBuilder group, string path, Delegate answer, string name, string summary, string type)
    {
        group.MapMethods(path, Head, answer)
            .WithSummary($"{summary}, without its content")
            .Produces(StatusCodes.Status200OK)
            .Produces(StatusCodes.Status206PartialContent)
            .Produces(StatusCodes.Status304NotModified)
            .Produces(StatusCodes.Status404NotFound)
            .Produces(StatusCodes.Status416RangeNotSatisfiable)
            .Produces(StatusCodes.Status503ServiceUnavailable);
        group.MapGet(path, answer)
            .WithName(name).WithSummary(summary)
            .Produces<Stream>(StatusCodes.Status200OK, type)
            .Produces<Stream>(StatusCodes.Status206PartialContent, type)
            .Produces(StatusCodes.Status304NotModified)
            .Produces(StatusCodes.Status416RangeNotSatisfiable)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private async Task<IResult> FindAsync(string project, CancellationToken cancellationToken) =>
        await details.FindAsync(project, cancellationToken) is { } found
            ? TypedResults.Json(found, ProjectDetailJson.Default.ProjectDetail)
            : FileSender.NotThere("There is no project of that name.");

    private Task<IResult> SendReportAsync(string project, HttpContext context) => sender.SendAsync(
        context, ServedFile.Report, ProjectReport.PageName, () => folder.Open(project, ProjectReport.PageName));

    private Task<IResult> SendMapAsync(string project, HttpContext context) => sender.SendAsync(
        context, ServedFile.Map, MapFile.FileName, () => folder.Open(project, MapFile.FileName));

    private Task<IResult> SendConfigAsync(string project, string run, HttpContext context) => sender.SendAsync(
        context, ServedFile.Text, "config.yml", () => folder.OpenConfig(project, run));

    private Task<IResult> SendLogAsync(string project, string run, HttpContext context) => sender.SendAsync(
        context, ServedFile.Text, "log.txt", () => folder.OpenLog(project, run));

    private Task<IResult> SendProductAsync(string project, string? path, HttpContext context) => sender.SendAsync(
        context, ServedFile.Product, Path.GetFileName(path ?? ""), () => folder.OpenProduct(project, path ?? ""));

    /// <summary>What went wrong with a volume is for the log; whoever asks is told that it is no fault of theirs.</summary>
    private async ValueTask<object?> TellFaultAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        try
        {
            return await next(call);
        }
        catch (OperationCanceledException) when (call.HttpContext.RequestAborted.IsCancellationRequested)
        {
            return TypedResults.Empty; // Whoever asked is gone.
        }
        catch (Exception e) when (e is TimeoutException or IOException or UnauthorizedAccessException)
        {
            // Whoever asks again and again does not fill the log.
            if (Interlocked.Exchange(ref told, e.Message) != e.Message)
                TellUnreadable(call.HttpContext.GetRouteValue("project") as string ?? "", e.Message);
            return TypedResults.Problem(
                e is TimeoutException ? $"{e.Message}." : "The watcher’s log tells why.",
                title: "The project cannot be read now", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    [LoggerMessage(610, LogLevel.Warning, "{Project} cannot be shown: {Fault}")]
    private partial void TellUnreadable(string project, string fault);
}
