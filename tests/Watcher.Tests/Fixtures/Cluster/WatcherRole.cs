using System.Text.Json.Nodes;

namespace OfoWatcher.Tests.Fixtures.Cluster;

/// <summary>
/// The rights of <see cref="TestUsers.Watcher"/> in one namespace: those of the Roles in the repository's
/// <c>deploy/rbac.yaml</c> that are bound to whoever may create Workflows, less what a test forbids.
/// </summary>
internal sealed class WatcherRole
{
    private readonly HashSet<(string Verb, string Resource)> forbidden = [];
    private readonly List<JsonObject> roles = Shipped();

    /// <summary>The API group of a resource, and the name to which a rule limits a verb on it, if one does.</summary>
    public (string Group, string? Name) Find(string verb, string resource)
    {
        var rules = roles.SelectMany(role => role.Objects("rules"))
            .Where(rule => rule.Texts("resources").Contains(resource)).ToList();
        var rule = rules.FirstOrDefault(rule => rule.Texts("verbs").Contains(verb)) ?? rules[0];
        return (rule.Texts("apiGroups").First(), rule.Texts("resourceNames").FirstOrDefault());
    }

    public void Forbid(string verb, string resource) => forbidden.Add((verb, resource));

    public void Allow(string verb, string resource) => forbidden.Remove((verb, resource));

    /// <summary>The Roles as they are now.</summary>
    public IEnumerable<JsonObject> Roles => roles.Select(role => new JsonObject
    {
        ["apiVersion"] = role["apiVersion"]!.DeepClone(),
        ["kind"] = "Role",
        ["metadata"] = new JsonObject { ["name"] = role.Text("metadata", "name") },
        ["rules"] = new JsonArray([.. role.Objects("rules").SelectMany(Less)]),
    });

    /// <summary>What binds them to the user.</summary>
    public IEnumerable<JsonObject> Bindings => roles.Select(role => new JsonObject
    {
        ["apiVersion"] = role["apiVersion"]!.DeepClone(),
        ["kind"] = "RoleBinding",
        ["metadata"] = new JsonObject { ["name"] = role.Text("metadata", "name") },
        ["roleRef"] = new JsonObject
        {
            ["apiGroup"] = "rbac.authorization.k8s.io",
            ["kind"] = "Role",
            ["name"] = role.Text("metadata", "name"),
        },
        ["subjects"] = new JsonArray(new JsonObject
        {
            ["apiGroup"] = "rbac.authorization.k8s.io",
            ["kind"] = "User",
            ["name"] = TestUsers.Watcher,
        }),
    });

    /// <summary>A rule as one for each of its resources, without the verbs that are forbidden.</summary>
    private IEnumerable<JsonObject> Less(JsonObject rule)
    {
        foreach (var resource in rule.Texts("resources"))
        {
            var one = rule.Copy();
            one["resources"] = new JsonArray(resource);
            var verbs = rule.Texts("verbs").Where(verb => !forbidden.Contains((verb, resource)))
                .Select(verb => (JsonNode?)verb).ToArray();
            one["verbs"] = new JsonArray(verbs);
            if (verbs.Length > 0)
                yield return one;
        }
    }

    private static List<JsonObject> Shipped()
    {
        var shipped = Manifests.Read(Repository.PathOf("deploy", "rbac.yaml"));
        if (shipped.Count == 0)
            return [Smallest()];
        var bindings = shipped.Where(item => item.Text("kind") == "RoleBinding").ToList();
        var roles = shipped.Where(item => item.Text("kind") == "Role").ToList();
        var launcher = roles.First(role => role.Objects("rules").Any(rule =>
            rule.Texts("resources").Contains("workflows") && rule.Texts("verbs").Contains("create")));
        var subjects = bindings.Where(binding => Refers(binding, launcher)).SelectMany(Subjects).ToHashSet();
        return [.. roles.Where(role => role == launcher
            || bindings.Any(binding => Refers(binding, role) && Subjects(binding).Any(subjects.Contains)))];
    }

    private static bool Refers(JsonObject binding, JsonObject role) =>
        binding.Text("roleRef", "name") == role.Text("metadata", "name");

    private static IEnumerable<string?> Subjects(JsonObject binding) =>
        binding.Objects("subjects").Select(subject => subject.Text("name"));

    private static JsonObject Smallest() => new()
    {
        ["apiVersion"] = "rbac.authorization.k8s.io/v1",
        ["kind"] = "Role",
        ["metadata"] = new JsonObject { ["name"] = "ofo-watcher" },
        ["rules"] = new JsonArray(
            Rule("argoproj.io", "workflows", "create", "get", "list", "watch", "patch"),
            Rule("argoproj.io", "workflowtemplates", "get"),
            Rule("", "configmaps", "get"),
            Rule("", "pods", "list"),
            Rule("", "pods/log", "get"),
            Rule("coordination.k8s.io", "leases", "create", "get", "update", "watch")),
    };

    private static JsonObject Rule(string group, string resource, params string[] verbs) => new()
    {
        ["apiGroups"] = new JsonArray(group),
        ["resources"] = new JsonArray(resource),
        ["verbs"] = new JsonArray([.. verbs.Select(verb => (JsonNode?)verb)]),
    };
}
