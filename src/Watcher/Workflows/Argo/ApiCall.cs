namespace OfoWatcher.Workflows.Argo;

/// <summary>What a request asks of the Kubernetes API, in the words of its rules of access.</summary>
/// <param name="Verb">get, list, watch, create, update, patch or delete; "other" for anything else.</param>
/// <param name="Resource">Such as workflows, or "other".</param>
internal readonly record struct ApiCall(string Verb, string Resource)
{
    private const string Other = "other";

    public static ApiCall Of(HttpMethod method, Uri address)
    {
        var parts = address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).AsSpan();
        // A server behind another one has a path of its own before it.
        var root = parts.IndexOfAny("api", "apis");
        var version = root < 0 ? -1 : parts[root] == "apis" ? root + 2 : root + 1;
        if (version < 0 || version + 1 >= parts.Length)
            return new ApiCall(VerbOf(method, address, isNamed: true), Other);
        var rest = parts[(version + 1)..];
        if (rest is ["namespaces", _, _, ..])
            rest = rest[2..];
        return new ApiCall(VerbOf(method, address, isNamed: rest.Length > 1), rest[0]);
    }

    private static string VerbOf(HttpMethod method, Uri address, bool isNamed) => method.Method switch
    {
        "GET" when address.Query.Contains("watch=true", StringComparison.Ordinal) => "watch",
        "GET" => isNamed ? "get" : "list",
        "POST" => "create",
        "PUT" => "update",
        "PATCH" => "patch",
        "DELETE" => "delete",
        _ => Other,
    };
}
