using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace OfoWatcher.Tests.Fixtures.Cluster.Double;

/// <summary>
/// A stand-in for a Kubernetes API server, over real HTTP: enough of it for the watcher, Argo's controller as tests
/// play it, and leader election. The facts about the cluster hold for it and for a real server alike.
/// </summary>
internal sealed class ApiDouble : IClusterBackend
{
    private readonly AccessRules access;
    private readonly ReadRequests reads;
    private readonly WriteRequests writes;
    private LoopbackServer? server;
    private Uri? url;

    public ApiDouble()
    {
        access = new AccessRules(Store);
        reads = new ReadRequests(Store, Logs);
        writes = new WriteRequests(Store, access);
    }

    public Uri Url => url ?? throw new InvalidOperationException("The double was never started.");

    public ContainerLogs Logs { get; } = new();

    public ObjectStore Store { get; } = new();

    public async Task StartAsync()
    {
        server = await LoopbackServer.StartAsync(HandleAsync, url?.Port ?? 0);
        url = server.Url;
    }

    public async Task StopAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
        server = null;
    }

    public Task PrepareAsync(JsonApi admin) => Task.CompletedTask;

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task HandleAsync(HttpContext context)
    {
        try
        {
            await AnswerAsync(context);
        }
        catch (ApiFault fault) when (fault.IsText)
        {
            context.Response.StatusCode = fault.Code;
            await context.Response.WriteAsync(fault.Message + "\n");
        }
        catch (ApiFault fault) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, fault.Code, fault.ToStatus());
        }
        catch (JsonException e) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, 400, ApiFault.BadRequest(e.Message).ToStatus());
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            context.Abort();
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var user = UserOf(context.Request);
        var path = context.Request.Path.Value ?? "";
        var watch = context.Request.Query["watch"].ToString() is "1" or "true";
        var request = ApiRequest.Read(context.Request.Method, path, watch);
        if (request.Resource.Length == 0)
        {
            await AnswerOutsideAsync(context, path);
            return;
        }

        var asked = Named(request, context.Request.Query["fieldSelector"].ToString());
        if (!access.Allows(user, asked))
            throw ApiFault.Forbidden(asked, user);
        if (HttpMethods.IsGet(context.Request.Method))
            await reads.AnswerAsync(context, request);
        else
            await AnswerAsync(context, await writes.AnswerAsync(context.Request, request, user));
    }

    /// <summary>A list or watch of a single name is allowed to who may list or watch that name.</summary>
    private static ApiRequest Named(ApiRequest request, string fields)
    {
        const string field = "metadata.name=";
        return request.Name is null && fields.StartsWith(field, StringComparison.Ordinal) && !fields.Contains(',')
            ? request with { Name = fields[field.Length..].TrimStart('=') }
            : request;
    }

    private static string UserOf(HttpRequest request)
    {
        const string scheme = "Bearer ";
        var header = request.Headers.Authorization.ToString();
        if (header.Length == 0)
            return "system:anonymous";
        return header.StartsWith(scheme, StringComparison.Ordinal)
            && TestUsers.OfToken(header[scheme.Length..]) is { } user
            ? user
            : throw ApiFault.Unauthorized;
    }

    private static Task AnswerOutsideAsync(HttpContext context, string path) => path switch
    {
        "/readyz" or "/livez" or "/healthz" => context.Response.WriteAsync("ok"),
        "/version" => AnswerAsync(context, 200, new JsonObject
        {
            ["major"] = "1",
            ["minor"] = "20",
            ["gitVersion"] = "v1.20.2",
        }),
        _ => throw ApiFault.NoSuchPath,
    };

    private static Task AnswerAsync(HttpContext context, (int Status, JsonObject Json) answer) =>
        AnswerAsync(context, answer.Status, answer.Json);

    private static Task AnswerAsync(HttpContext context, int status, JsonObject json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json.ToJsonString());
    }
}
