using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace OfoWatcher.Tests.Fixtures.Cluster.Double;

/// <summary>Gets, lists, watches and pod logs.</summary>
internal sealed class ReadRequests(ObjectStore store, ContainerLogs logs)
{
    /// <summary>How often a watch that wants bookmarks gets one when nothing happens.</summary>
    private static readonly TimeSpan BookmarkPeriod = TimeSpan.FromSeconds(10);

    public Task AnswerAsync(HttpContext context, ApiRequest request)
    {
        var kind = ApiKind.Find(request) ?? throw ApiFault.NoSuchPath;
        var ns = kind.Namespaced ? request.Namespace : null;
        var view = ObjectView.For(kind, context.Request);
        return request switch
        {
            { Subresource: "log" } when kind == ApiKind.Pods => AnswerLogAsync(context, request),
            { Subresource: not null } => throw ApiFault.NoSuchPath,
            { Name: { } name } =>
                AnswerAsync(context, writer => view.WriteObject(
                    writer, store.Find(kind, ns, name) ?? throw ApiFault.NotFound(kind, name))),
            { IsWatch: true } => WatchAsync(context, kind, ns, view),
            _ => AnswerAsync(context, writer => WriteList(writer, context.Request.Query, kind, ns, view)),
        };
    }

    private async Task WatchAsync(HttpContext context, ApiKind kind, string? ns, ObjectView view)
    {
        var query = context.Request.Query;
        var stream = new WatchStream(store, kind, ns, SelectorOf(query, kind), view);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        if (Number(query, "timeoutSeconds") is { } seconds)
            end.CancelAfter(TimeSpan.FromSeconds(seconds));
        TimeSpan? bookmarks = query["allowWatchBookmarks"].ToString() is "1" or "true" ? BookmarkPeriod : null;
        var since = Number(query, "resourceVersion") is { } version and > 0 ? version : (long?)null;
        await stream.RunAsync(context.Response, since, bookmarks, end.Token);
    }

    private void WriteList(
        Utf8JsonWriter writer, IQueryCollection query, ApiKind kind, string? ns, ObjectView view)
    {
        var selector = SelectorOf(query, kind);
        var (all, version) = store.List(kind, ns);
        var after = query["continue"].ToString() is { Length: > 0 } token
            ? Encoding.UTF8.GetString(Convert.FromBase64String(token))
            : null;
        var rest = all
            .Where(item => after is null || string.CompareOrdinal(item.Key, after) > 0)
            .Where(selector.Matches)
            .ToList();
        var page = Number(query, "limit") is { } limit and > 0 ? rest.Take((int)limit).ToList() : rest;
        var more = page.Count < rest.Count;
        var next = more ? Convert.ToBase64String(Encoding.UTF8.GetBytes(page[^1].Key)) : null;
        view.WriteList(writer, page, version, next, more && selector.IsEmpty ? rest.Count - page.Count : null);
    }

    private Task AnswerLogAsync(HttpContext context, ApiRequest request)
    {
        var (ns, name) = (request.Namespace!, request.Name!);
        var pod = store.Find(ApiKind.Pods, ns, name) ?? throw ApiFault.NotFound(ApiKind.Pods, name);
        var containers = pod.Json.Objects("spec", "containers").Select(item => item.Text("name")!).ToList();
        var query = context.Request.Query;
        var container = query["container"].ToString() is { Length: > 0 } told
            ? told
            : containers is [var only]
                ? only
                : throw ApiFault.BadRequest(
                    $"a container name must be specified for pod {name}, choose one of: "
                    + $"[{string.Join(' ', containers)}]");
        if (!containers.Contains(container))
            throw ApiFault.BadRequest($"container {container} is not valid for pod {name}");
        context.Response.ContentType = "text/plain";
        var tail = (int?)Number(query, "tailLines");
        return context.Response.WriteAsync(logs.Read(ns, name, container, tail) ?? "");
    }

    private static Selector SelectorOf(IQueryCollection query, ApiKind kind) =>
        Selector.Parse(kind, query["labelSelector"].ToString(), query["fieldSelector"].ToString());

    private static long? Number(IQueryCollection query, string name) =>
        long.TryParse(query[name], out var number) ? number : null;

    private static async Task AnswerAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        using var content = new MemoryStream();
        await using (var writer = new Utf8JsonWriter(content))
            write(writer);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = content.Length;
        await context.Response.Body.WriteAsync(content.ToArray(), context.RequestAborted);
    }
}
