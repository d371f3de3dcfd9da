using System.Text.Json.Nodes;

namespace OfoWatcher.Tests.Fixtures.Cluster.Tests;

public abstract class ObjectTests : IAsyncLifetime
{
    private readonly TestCluster cluster;
    private readonly JsonApi api;
    private string ns = "";

    private protected ObjectTests(ClusterFixture fixture)
    {
        cluster = fixture.Require();
        api = cluster.Api(TestUsers.Admin);
    }

    public async ValueTask InitializeAsync() => ns = await cluster.MakeNamespaceAsync();

    public ValueTask DisposeAsync()
    {
        api.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Workflow_is_created_once()
    {
        var first = await api.PostAsync(Sample.Workflows(ns), Sample.Workflow("run-1"));
        var second = await api.PostAsync(Sample.Workflows(ns), Sample.Workflow("run-1"));

        Assert.Equal(201, first.Status);
        Assert.Equal(ns, first.Json.Text("metadata", "namespace"));
        Assert.NotNull(first.Json.Text("metadata", "uid"));
        Assert.NotNull(first.Json.Text("metadata", "creationTimestamp"));
        Assert.Equal(1, first.Json.At("metadata", "generation")!.GetValue<int>());
        Sample.Refused(second, 409, "AlreadyExists", "workflows.argoproj.io \"run-1\" already exists");
        Assert.Equal(Named("run-1"), Details(second));
    }

    [Fact]
    public async Task Name_is_made_from_a_prefix()
    {
        var workflow = Sample.Workflow("");
        workflow["metadata"] = new JsonObject { ["generateName"] = "run-" };

        var made = (await api.PostAsync(Sample.Workflows(ns), workflow)).Expect();

        Assert.Matches("^run-[a-z0-9]{5}$", made.Text("metadata", "name"));
    }

    [Fact]
    public async Task Missing_objects_and_namespaces_are_told_by_name()
    {
        var one = await api.GetAsync($"{Sample.Workflows(ns)}/none");
        var patched = await api.MergeAsync($"{Sample.Workflows(ns)}/none", []);
        var deleted = await api.DeleteAsync($"{Sample.Workflows(ns)}/none");
        var placeless = await api.PostAsync(Sample.Workflows("nowhere"), Sample.Workflow("run-1"));

        foreach (var answer in new[] { one, patched, deleted })
        {
            Sample.Refused(answer, 404, "NotFound", "workflows.argoproj.io \"none\" not found");
            Assert.Equal(Named("none"), Details(answer));
        }

        Sample.Refused(placeless, 404, "NotFound", "namespaces \"nowhere\" not found");
        Assert.Equal("""{"name":"nowhere","kind":"namespaces"}""", Details(placeless));
    }

    [Fact]
    public async Task Merge_patch_changes_and_removes()
    {
        await api.PostAsync(Sample.Workflows(ns), Sample.Workflow("run-1"));

        var patched = (await api.MergeAsync($"{Sample.Workflows(ns)}/run-1", new JsonObject
        {
            ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["project"] = null, ["phase"] = "Running" } },
            ["spec"] = new JsonObject { ["shutdown"] = "Stop" },
        })).Expect();

        Assert.Null(patched.Text("metadata", "labels", "project"));
        Assert.Equal("Running", patched.Text("metadata", "labels", "phase"));
        Assert.Equal("Stop", patched.Text("spec", "shutdown"));
        Assert.Equal(MetashapeTemplate.Name, patched.Text("spec", "workflowTemplateRef", "name"));
        Assert.Equal(2, patched.At("metadata", "generation")!.GetValue<int>());
    }

    [Fact]
    public async Task Change_that_changes_nothing_makes_no_new_version()
    {
        var made = (await api.PostAsync(Sample.Workflows(ns), Sample.Workflow("run-1"))).Expect();

        var patched = await api.MergeAsync($"{Sample.Workflows(ns)}/run-1", []);

        Assert.Equal(made.Text("metadata", "resourceVersion"), patched.Json.Text("metadata", "resourceVersion"));
    }

    [Fact]
    public async Task Update_of_an_older_version_is_a_conflict()
    {
        var first = (await api.PostAsync(Sample.Leases(ns), Sample.Lease("leader", "a"))).Expect();
        var path = $"{Sample.Leases(ns)}/leader";
        var taken = first.Copy();
        taken["spec"]!["holderIdentity"] = "b";

        var won = await api.PutAsync(path, taken);
        var lost = await api.PutAsync(path, first);
        var blind = await api.PutAsync(path, Sample.Lease("leader", "c"));

        Assert.Equal(200, won.Status);
        Assert.Equal("b", won.Json.Text("spec", "holderIdentity"));
        Sample.Refused(
            lost, 409, "Conflict",
            "Operation cannot be fulfilled on leases.coordination.k8s.io \"leader\": the object has been modified; "
            + "please apply your changes to the latest version and try again");
        Assert.Equal("""{"name":"leader","group":"coordination.k8s.io","kind":"leases"}""", Details(lost));
        Sample.Refused(
            blind, 422, "Invalid",
            "leases.coordination.k8s.io \"leader\" is invalid: metadata.resourceVersion: Invalid value: 0x0: "
            + "must be specified for an update");
    }

    [Fact]
    public async Task Update_of_a_lease_that_is_gone_makes_it_anew_unless_it_names_the_old_one()
    {
        var old = (await api.PostAsync(Sample.Leases(ns), Sample.Lease("leader", "a"))).Expect();
        var path = $"{Sample.Leases(ns)}/leader";
        await api.DeleteAsync(path);

        var named = await api.PutAsync(path, old.Copy());
        var missing = (await api.GetAsync(path)).Status;
        var anew = await api.PutAsync(path, Sample.Lease("leader", "b"));

        Assert.Equal((409, "Conflict"), (named.Status, named.Json.Text("reason")));
        Assert.Equal(404, missing);
        Assert.Equal(201, anew.Status);
    }

    [Fact]
    public async Task Patch_of_an_older_version_is_a_conflict()
    {
        await api.PostAsync(Sample.Workflows(ns), Sample.Workflow("run-1"));

        var patched = await api.MergeAsync($"{Sample.Workflows(ns)}/run-1", new JsonObject
        {
            ["metadata"] = new JsonObject { ["resourceVersion"] = "5" },
            ["spec"] = new JsonObject { ["shutdown"] = "Stop" },
        });

        Sample.Refused(
            patched, 409, "Conflict",
            "Operation cannot be fulfilled on workflows.argoproj.io \"run-1\": the object has been modified; please "
            + "apply your changes to the latest version and try again");
    }

    [Fact]
    public async Task Deleted_object_is_gone()
    {
        await api.PostAsync(Sample.Workflows(ns), Sample.Workflow("run-1"));

        var deleted = await api.DeleteAsync($"{Sample.Workflows(ns)}/run-1");

        Assert.Equal("Success", deleted.Expect().Text("status"));
        Assert.Equal(404, (await api.GetAsync($"{Sample.Workflows(ns)}/run-1")).Status);
    }

    private static string Details(JsonAnswer answer) => answer.Json["details"]!.ToJsonString();

    private static string Named(string name) => $$"""{"name":"{{name}}","group":"argoproj.io","kind":"workflows"}""";
}

[Collection(nameof(DoubleCluster))]
public sealed class DoubleObjectTests(DoubleCluster fixture) : ObjectTests(fixture);

[Collection(nameof(ApiServerCluster))]
public sealed class ApiServerObjectTests(ApiServerCluster fixture) : ObjectTests(fixture);
