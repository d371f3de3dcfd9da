namespace OfoWatcher.Tests.Fixtures.Cluster;

/// <summary>What a request to a Kubernetes API asks for, read from its method, path and query.</summary>
/// <param name="Verb">
/// As a Role names it: create, get, list, watch, update, patch, delete, deletecollection; empty outside of resources.
/// </param>
/// <param name="Group">The API group, empty for the core.</param>
/// <param name="Version">The version in the group.</param>
/// <param name="Namespace">Null for what lies in none.</param>
/// <param name="Resource">The plural, such as <c>workflows</c>; empty for paths such as <c>/readyz</c>.</param>
/// <param name="Name">Null when the request is about all of them.</param>
/// <param name="Subresource">Such as <c>log</c>.</param>
internal sealed record ApiRequest(
    string Verb,
    string Group,
    string Version,
    string? Namespace,
    string Resource,
    string? Name,
    string? Subresource)
{
    /// <summary>As a Role names it, such as <c>pods/log</c>.</summary>
    public string FullResource => Subresource is null ? Resource : $"{Resource}/{Subresource}";

    public bool IsWatch => Verb == "watch";

    public static ApiRequest Read(string method, string path, bool watch)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts switch
        {
            ["api", var version, .. var rest] when rest.Length > 0 => Read(method, "", version, rest, watch),
            ["apis", var group, var version, .. var rest] when rest.Length > 0 =>
                Read(method, group, version, rest, watch),
            _ => new ApiRequest("", "", "", null, "", null, null),
        };
    }

    private static ApiRequest Read(string method, string group, string version, string[] rest, bool watch)
    {
        string? ns = null;
        if (rest is ["namespaces", var within, _, ..] && rest[2] is not ("status" or "finalize"))
        {
            ns = within;
            rest = rest[2..];
        }
        else if (group.Length == 0 && rest is ["namespaces", var itself, ..])
        {
            // A Role is asked about a namespace as if the namespace lay within itself.
            ns = itself;
        }

        var name = rest.ElementAtOrDefault(1);
        return new ApiRequest(
            VerbOf(method, name, watch), group, version, ns, rest[0], name, rest.ElementAtOrDefault(2));
    }

    private static string VerbOf(string method, string? name, bool watch) => method switch
    {
        "POST" => "create",
        "PUT" => "update",
        "PATCH" => "patch",
        "DELETE" => name is null ? "deletecollection" : "delete",
        _ when watch => "watch",
        _ => name is null ? "list" : "get",
    };
}
