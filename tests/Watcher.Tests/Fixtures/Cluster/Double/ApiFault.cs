using System.Text.Json.Nodes;

namespace OfoWatcher.Tests.Fixtures.Cluster.Double;

/// <summary>A refusal, worded as a real API server words it.</summary>
internal sealed class ApiFault(int code, string reason, string message, JsonObject? details = null)
    : Exception(message)
{
    public int Code => code;

    /// <summary>Whether it is answered with its message alone, and no Status object.</summary>
    public bool IsText { get; private init; }

    public static ApiFault Unauthorized => new(401, "Unauthorized", "Unauthorized");

    /// <summary>A path that leads to nothing, which is answered with text.</summary>
    public static ApiFault NoSuchPath => new(404, "NotFound", "404 page not found") { IsText = true };

    public static ApiFault NotFound(ApiKind kind, string name) =>
        new(404, "NotFound", $"{kind.QualifiedPlural} \"{name}\" not found", Details(kind.Group, kind.Plural, name));

    public static ApiFault AlreadyExists(ApiKind kind, string name) =>
        new(409, "AlreadyExists", $"{kind.QualifiedPlural} \"{name}\" already exists",
            Details(kind.Group, kind.Plural, name));

    public static ApiFault Conflict(ApiKind kind, string name) =>
        new(409, "Conflict",
            $"Operation cannot be fulfilled on {kind.QualifiedPlural} \"{name}\": the object has been modified; "
            + "please apply your changes to the latest version and try again",
            Details(kind.Group, kind.Plural, name));

    public static ApiFault Terminating(ApiKind kind, string name, string ns)
    {
        var details = Details(kind.Group, kind.Plural, name);
        details["causes"] = new JsonArray(new JsonObject
        {
            ["reason"] = "NamespaceTerminating",
            ["message"] = $"namespace {ns} is being terminated",
            ["field"] = "metadata.namespace",
        });
        return new ApiFault(403, "Forbidden",
            $"{kind.QualifiedPlural} \"{name}\" is forbidden: unable to create new content in namespace {ns} "
            + "because it is being terminated",
            details);
    }

    public static ApiFault Forbidden(ApiRequest request, string user)
    {
        var plural = request.Group.Length == 0 ? request.Resource : $"{request.Resource}.{request.Group}";
        var subject = request.Name is null ? plural : $"{plural} \"{request.Name}\"";
        var place = request.Namespace is null ? "at the cluster scope" : $"in the namespace \"{request.Namespace}\"";
        return new ApiFault(403, "Forbidden",
            $"{subject} is forbidden: User \"{user}\" cannot {request.Verb} resource \"{request.FullResource}\" "
            + $"in API group \"{request.Group}\" {place}",
            Details(request.Group, request.Resource, request.Name));
    }

    /// <summary>An update that must tell which version it is of.</summary>
    public static ApiFault VersionMissing(ApiKind kind, string name) => Invalid(
        kind.QualifiedPlural, Details(kind.Group, kind.Plural, name), name,
        [("metadata.resourceVersion", "Invalid value: 0x0: must be specified for an update")]);

    /// <param name="causes">Each with the field and what is wrong with its value.</param>
    public static ApiFault Invalid(
        ApiKind kind, string name, IReadOnlyList<(string Field, string Message)> causes) =>
        Invalid(kind.QualifiedKind, Details(kind.Group, kind.Kind, name.Length == 0 ? null : name), name, causes);

    private static ApiFault Invalid(
        string subject, JsonObject details, string name, IReadOnlyList<(string Field, string Message)> causes)
    {
        details["causes"] = new JsonArray([.. causes.Select(cause => new JsonObject
        {
            ["reason"] = cause.Message.StartsWith("Required", StringComparison.Ordinal)
                ? "FieldValueRequired"
                : "FieldValueInvalid",
            ["message"] = cause.Message,
            ["field"] = cause.Field,
        })]);
        var all = causes.Select(cause => $"{cause.Field}: {cause.Message}").ToList();
        var told = all.Count == 1 ? all[0] : $"[{string.Join(", ", all)}]";
        return new ApiFault(422, "Invalid", $"{subject} \"{name}\" is invalid: {told}", details);
    }

    public static ApiFault BadRequest(string message) => new(400, "BadRequest", message);

    public static ApiFault UnsupportedMediaType =>
        new(415, "UnsupportedMediaType",
            "the body of the request was in an unknown format - accepted media types include: "
            + "application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml");

    public static ApiFault VersionOfNothing =>
        new(500, "", "resourceVersion should not be set on objects to be created");

    public static ApiFault Expired(long asked, long oldest) =>
        new(410, "Expired", $"too old resource version: {asked} ({oldest})");

    /// <summary>The Status object.</summary>
    public JsonObject ToStatus()
    {
        var status = new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Failure",
            ["message"] = Message,
            ["reason"] = reason,
        };
        if (details is not null)
            status["details"] = details.DeepClone();
        status["code"] = code;
        return status;
    }

    private static JsonObject Details(string group, string kind, string? name)
    {
        var details = new JsonObject();
        if (name is not null)
            details["name"] = name;
        if (group.Length > 0)
            details["group"] = group;
        details["kind"] = kind;
        return details;
    }
}
