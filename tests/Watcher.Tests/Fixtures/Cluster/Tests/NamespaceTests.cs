using System.Text.Json.Nodes;
using OfoWatcher.Workflows.Argo;

namespace OfoWatcher.Tests.Fixtures.Cluster.Tests;

public abstract class NamespaceTests : IAsyncLifetime
{
    private readonly TestCluster cluster;
    private readonly JsonApi api;
    private string ns = "";

    private protected NamespaceTests(ClusterFixture fixture)
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
    public async Task Names_and_labels_that_break_the_rules_are_invalid()
    {
        var name = await api.PostAsync(Sample.Workflows(ns), Sample.Workflow("Run_1"));
        var longValue = await api.PostAsync(Sample.Workflows(ns), Sample.Workflow("run-1", new string('a', 64)));
        var space = await api.PostAsync(Sample.Workflows(ns), Sample.Workflow("run-1", "a b"));

        Sample.Refused(
            name, 422, "Invalid",
            "Workflow.argoproj.io \"Run_1\" is invalid: metadata.name: Invalid value: \"Run_1\": a lowercase RFC 1123 "
            + "subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with "
            + "an alphanumeric character (e.g. 'example.com', regex used for validation is "
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
            WorkflowManifest.ParameterNames(ArgoPipeline.Steps).Order(),
            parameters.Select(parameter => parameter.Text("name")).Order());
        Assert.Equal(404, (await api.GetAsync(path)).Status);
        await cluster.ApplyTemplateAsync(ns);
        Assert.Equal(200, (await api.GetAsync(path)).Status);
    }
}

[Collection(nameof(DoubleCluster))]
public sealed class DoubleNamespaceTests(DoubleCluster fixture) : NamespaceTests(fixture);

[Collection(nameof(ApiServerCluster))]
public sealed class ApiServerNamespaceTests(ApiServerCluster fixture) : NamespaceTests(fixture);
