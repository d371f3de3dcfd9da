using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace OfoWatcher.Tests.Fixtures.Cluster;

/// <summary>Namespaces with the watcher's Roles and the Metashape template, as an operator sets them up.</summary>
internal sealed class TestNamespaces(JsonApi admin)
{
    private const string Core = "/api/v1/namespaces";
    private const string Access = "/apis/rbac.authorization.k8s.io/v1/namespaces";
    private const string Argo = "/apis/argoproj.io/v1alpha1/namespaces";
    private const string Coordination = "/apis/coordination.k8s.io/v1/namespaces";

    private readonly ConcurrentDictionary<string, WatcherRole> roles = new();

    public static string NewName() =>
        "test-" + RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 8);

    public async Task<string> MakeAsync(bool withTemplate, string ns)
    {
        (await admin.PostAsync(Core, new JsonObject { ["metadata"] = new JsonObject { ["name"] = ns } })).Expect();
        var role = roles[ns] = new WatcherRole();
        foreach (var binding in role.Bindings)
            (await admin.PostAsync($"{Access}/{ns}/rolebindings", binding)).Expect();
        foreach (var item in role.Roles)
            (await admin.PostAsync($"{Access}/{ns}/roles", item)).Expect();
        if (withTemplate)
            await ApplyTemplateAsync(ns);
        await SettledAsync(ns, "create", "workflows", allowed: true);
        return ns;
    }

    public async Task ApplyTemplateAsync(string ns)
    {
        await DeleteTemplateAsync(ns);
        (await admin.PostAsync($"{Argo}/{ns}/workflowtemplates", MetashapeTemplate.Make())).Expect();
    }

    public async Task DeleteTemplateAsync(string ns) =>
        (await admin.DeleteAsync($"{Argo}/{ns}/workflowtemplates/{MetashapeTemplate.Name}")).ExpectOr(404);

    /// <summary>Does what the namespace controller does as well, which no test cluster has.</summary>
    public async Task DeleteAsync(string ns)
    {
        var gone = (await admin.DeleteAsync($"{Core}/{ns}")).Expect();
        string[] content =
        [
            $"{Argo}/{ns}/workflows", $"{Argo}/{ns}/workflowtemplates", $"{Core}/{ns}/pods",
            $"{Coordination}/{ns}/leases", $"{Access}/{ns}/rolebindings", $"{Access}/{ns}/roles",
        ];
        foreach (var path in content)
        {
            var items = (await admin.GetAsync(path)).Expect().Objects("items").ToList();
            foreach (var name in items.Select(item => item.Text("metadata", "name")))
                (await admin.DeleteAsync($"{path}/{name}?gracePeriodSeconds=0")).ExpectOr(404);
        }

        gone = (await admin.GetAsync($"{Core}/{ns}")).Expect();
        gone.Child("spec")["finalizers"] = new JsonArray();
        (await admin.PutAsync($"{Core}/{ns}/finalize", gone)).Expect();
        await Poll.UntilAsync(
            async () => (await admin.GetAsync($"{Core}/{ns}")).Status == 404, $"the namespace {ns} is gone");
    }

    public Task ForbidAsync(string ns, string verb, string resource)
    {
        roles[ns].Forbid(verb, resource);
        return ChangeAsync(ns, verb, resource, allowed: false);
    }

    public Task AllowAsync(string ns, string verb, string resource)
    {
        roles[ns].Allow(verb, resource);
        return ChangeAsync(ns, verb, resource, allowed: true);
    }

    private async Task ChangeAsync(string ns, string verb, string resource, bool allowed)
    {
        foreach (var role in roles[ns].Roles)
            (await admin.PutAsync($"{Access}/{ns}/roles/{role.Text("metadata", "name")}", role)).Expect();
        await SettledAsync(ns, verb, resource, allowed);
    }

    /// <summary>A server hears of changed Roles a moment after it has stored them.</summary>
    private Task SettledAsync(string ns, string verb, string resource, bool allowed)
    {
        var parts = resource.Split('/');
        var (group, name) = roles[ns].Find(verb, resource);
        var review = new JsonObject
        {
            ["apiVersion"] = "authorization.k8s.io/v1",
            ["kind"] = "SubjectAccessReview",
            ["spec"] = new JsonObject
            {
                ["user"] = TestUsers.Watcher,
                ["resourceAttributes"] = new JsonObject
                {
                    ["namespace"] = ns,
                    ["verb"] = verb,
                    ["group"] = group,
                    ["resource"] = parts[0],
                    ["subresource"] = parts.ElementAtOrDefault(1) ?? "",
                    ["name"] = name ?? "",
                },
            },
        };
        return Poll.UntilAsync(
            async () =>
            {
                var answer = await admin.PostAsync("/apis/authorization.k8s.io/v1/subjectaccessreviews", review.Copy());
                return answer.Expect().At("status", "allowed")!.GetValue<bool>() == allowed;
            },
            $"the watcher {(allowed ? "may" : "may not")} {verb} {resource} in {ns}");
    }
}
