using System.Text.Json.Nodes;

namespace OfoWatcher.Tests.Fixtures.Cluster.Double;

/// <summary>Who may do what, by the Roles and RoleBindings that are stored.</summary>
internal sealed class AccessRules(ObjectStore store)
{
    public bool Allows(string user, ApiRequest request)
    {
        if (user == TestUsers.Admin || IsReviewOfOneself(request))
            return true;
        return request.Namespace is { } ns
            && store.List(ApiKind.RoleBindings, ns).Objects.Any(binding =>
                Binds(binding.Json, user)
                && RulesOf(binding.Json, ns).Any(rule => Covers(rule, request)));
    }

    private static bool IsReviewOfOneself(ApiRequest request) =>
        request is { Group: "authorization.k8s.io", Resource: "selfsubjectaccessreviews", Verb: "create" };

    private static bool Binds(JsonObject binding, string user) => binding.Objects("subjects").Any(subject =>
        subject.Text("kind") == "User" && subject.Text("name") == user);

    private IEnumerable<JsonObject> RulesOf(JsonObject binding, string ns) =>
        binding.Text("roleRef", "kind") == "Role" && binding.Text("roleRef", "name") is { } name
            ? store.Find(ApiKind.Roles, ns, name)?.Json.Objects("rules") ?? []
            : [];

    private static bool Covers(JsonObject rule, ApiRequest request)
    {
        var names = rule.Texts("resourceNames").ToList();
        return Holds(rule, "verbs", request.Verb)
            && Holds(rule, "apiGroups", request.Group)
            && Holds(rule, "resources", request.FullResource)
            && (names.Count == 0 || (request.Name is { } name && names.Contains(name)));
    }

    private static bool Holds(JsonObject rule, string list, string wanted) =>
        rule.Texts(list).Any(item => item == "*" || item == wanted);
}
