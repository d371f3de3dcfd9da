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
    public async Task Request_without_a_name_or_for_no_resource_is_refused()
    {
        var workflow = Sample.Workflow("");
        workflow["metadata"] = new JsonObject();

        var nameless = await api.PostAsync(Sample.Workflows(ns), workflow);
        var versioned = Sample.Workflow("run-1");
        versioned["metadata"]!["resourceVersion"] = "5";

        Sample.Refused(
            nameless, 422, "Invalid",
            "Workflow.argoproj.io \"\" is invalid: metadata.name: Required value: name or generateName is required");
        Assert.Equal(500, (await api.PostAsync(Sample.Workflows(ns), versioned)).Status);
        Assert.Equal((404, "404 page not found\n"), await api.TextAsync("/apis/example.com/v1/things"));
    }

    [Fact]
    public async Task Deleted_object_is_gone()
    {
        await api.PostAsync(Sample.Workflows(ns), Sample.Workflow("run-1"));

        var deleted = await api.DeleteAsync($"{Sample.Workflows(ns)}/run-1");

        Assert.Equal("Success", deleted.Expect().Text("status"));
        Assert.Equal(404, (await api.GetAsync($"{Sample.Workflows(ns)}/run-1")).Status);
    }

    [Fact]
    public async Task Names_and_labels_that_break_the_rules_are_invalid()
    {
        var name = await api.PostAsync(Sample.Workflows(ns), Sample.Workflow("Run_1"));
        var longValue = await api.PostAsync(Sample.Workflows(ns), Sample.Workflow("run-1", new string('a', 64)));
        var space = await api.PostAsync(Sample.Workflows(ns), Sample.Workflow("run-1", "a b"));

        Sample.Refused(
            name, 422, "Invalid",
            "Workflow.argoproj.io \"Run_1\" is invalid: metadata.name: Invalid value: \"Run_1\": a lowercase RFC 1123 "
            + "subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an "
            + "alphanumeric character (e.g. 'example.com', regex used for validation is "
            + @"'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')");
        Sample.Refused(
            longValue, 422, "Invalid",
            $"Workflow.argoproj.io \"run-1\" is invalid: metadata.labels: Invalid value: \"{new string('a', 64)}\": "
            + "must be no more than 63 characters");
        Sample.Refused(
            space, 422, "Invalid",
            "Workflow.argoproj.io \"run-1\" is invalid: metadata.labels: Invalid value: \"a b\": a valid label must be "
            + "an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
            + "alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is "
            + "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')");
    }

    [Fact]
    public async Task Namespace_is_deleted_with_its_content()
    {
        await api.PostAsync(Sample.Workflows(ns), Sample.Workflow("run-1"));

        await cluster.DeleteNamespaceAsync(ns);
        var late = await api.PostAsync(Sample.Workflows(ns), Sample.Workflow("run-2"));

        Assert.Empty((await api.GetAsync(Sample.Workflows(ns))).Expect().Objects("items"));
        Sample.Refused(late, 404, "NotFound", $"namespaces \"{ns}\" not found");
    }

    [Fact]
    public async Task Template_is_there_until_it_is_deleted()
    {
        var path = $"/apis/argoproj.io/v1alpha1/namespaces/{ns}/workflowtemplates/{MetashapeTemplate.Name}";
        var parameters = (await api.GetAsync(path)).Expect().Objects("spec", "arguments", "parameters");

        await cluster.DeleteTemplateAsync(ns);

        Assert.Equal(
            ["project-name", "photo-path", "config-file", "project-path", "output-path"],
            parameters.Select(parameter => parameter.Text("name")));
        Assert.Equal(404, (await api.GetAsync(path)).Status);
        await cluster.ApplyTemplateAsync(ns);
        Assert.Equal(200, (await api.GetAsync(path)).Status);
    }

    private static string Details(JsonAnswer answer) => answer.Json["details"]!.ToJsonString();

    private static string Named(string name) => $$"""{"name":"{{name}}","group":"argoproj.io","kind":"workflows"}""";
}

[Collection(nameof(DoubleCluster))]
public sealed class DoubleObjectTests(DoubleCluster fixture) : ObjectTests(fixture);

[Collection(nameof(ApiServerCluster))]
public sealed class ApiServerObjectTests(ApiServerCluster fixture) : ObjectTests(fixture);
