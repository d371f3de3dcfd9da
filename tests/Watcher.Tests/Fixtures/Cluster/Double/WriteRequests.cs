using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace OfoWatcher.Tests.Fixtures.Cluster.Double;

/// <summary>All requests that change something, and reviews of access, which are creations too.</summary>
internal sealed class WriteRequests(ObjectStore store, AccessRules access)
{
    private readonly ObjectEdits edits = new(store);

    /// <summary>Does it, and tells the HTTP status and what to answer.</summary>
    public async Task<(int Status, JsonObject Json)> AnswerAsync(HttpRequest http, ApiRequest request, string user)
    {
        var body = await ReadAsync(http);
        if (request is { Group: "authorization.k8s.io", Verb: "create" })
            return (201, Review(body, request.Resource == "selfsubjectaccessreviews" ? user : null));
        var kind = ApiKind.Find(request) ?? throw ApiFault.NoSuchPath;
        var ns = kind.Namespaced ? request.Namespace : null;
        if (request.Subresource == "finalize" && kind == ApiKind.Namespaces)
            return (200, edits.Finalize(request.Name!, body).Json);
        return (request.Verb, request.Name, request.Subresource) switch
        {
            ("create", null, null) => (201, edits.Create(kind, ns, body).Json),
            ("update", { } name, null) => Updated(kind, ns, name, body),
            ("patch", { } name, null) => (200, edits.Patch(kind, ns, name, MergePatch(http, body)).Json),
            ("delete", { } name, null) => (200, Deleted(kind, edits.Delete(kind, ns, name))),
            _ => throw new ApiFault(
                405, "MethodNotAllowed", "the server does not allow this method on the requested resource"),
        };
    }

    private (int Status, JsonObject Json) Updated(ApiKind kind, string? ns, string name, JsonObject body)
    {
        var isNew = store.Find(kind, ns, name) is null;
        return (isNew ? 201 : 200, edits.Replace(kind, ns, name, body).Json);
    }

    private static JsonObject MergePatch(HttpRequest http, JsonObject body)
    {
        var type = http.ContentType?.Split(';')[0] ?? "";
        return type == "application/merge-patch+json" ? body : throw ApiFault.UnsupportedMediaType;
    }

    private static JsonObject Deleted(ApiKind kind, StoredObject gone)
    {
        if (kind == ApiKind.Namespaces || kind == ApiKind.Pods)
            return gone.Json;
        return new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Success",
            ["details"] = new JsonObject
            {
                ["name"] = gone.Name,
                ["group"] = kind.Group,
                ["kind"] = kind.Plural,
                ["uid"] = gone.Json.Text("metadata", "uid"),
            },
        };
    }

    /// <summary>Answers whether somebody may do something.</summary>
    /// <param name="user">Who; null for the one whom the review names.</param>
    private JsonObject Review(JsonObject review, string? user)
    {
        var asked = review.At("spec", "resourceAttributes");
        var subresource = asked.Text("subresource") is { Length: > 0 } part ? part : null;
        var request = new ApiRequest(
            asked.Text("verb") ?? "", asked.Text("group") ?? "", asked.Text("version") ?? "", asked.Text("namespace"),
            asked.Text("resource") ?? "", asked.Text("name") is { Length: > 0 } name ? name : null, subresource);
        var answer = review.Copy();
        answer["status"] = new JsonObject
        {
            ["allowed"] = access.Allows(user ?? review.Text("spec", "user") ?? "", request),
        };
        return answer;
    }

    private static async Task<JsonObject> ReadAsync(HttpRequest http)
    {
        using var reader = new StreamReader(http.Body);
        var text = await reader.ReadToEndAsync();
        if (text.Length == 0)
            return [];
        return JsonNode.Parse(text) as JsonObject ?? throw ApiFault.BadRequest("the body of the request is no object");
    }
}
