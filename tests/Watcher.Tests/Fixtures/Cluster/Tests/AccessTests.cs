using System.Text.Json.Nodes;
using k8s;
using k8s.Models;

namespace OfoWatcher.Tests.Fixtures.Cluster.Tests;

public abstract class AccessTests : IAsyncLifetime
{
    private readonly TestCluster cluster;
    private readonly JsonApi watcher;
    private string ns = "";

    private protected AccessTests(ClusterFixture fixture)
    {
        cluster = fixture.Require();
        watcher = cluster.Api(TestUsers.Watcher);
    }

    public async ValueTask InitializeAsync() => ns = await cluster.MakeNamespaceAsync();

    public ValueTask DisposeAsync()
    {
        watcher.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Watcher_may_do_what_its_Role_says_and_no_more()
    {
        var made = await watcher.PostAsync(Sample.Workflows(ns), Sample.Workflow("run-1"));
        var deleted = await watcher.DeleteAsync($"{Sample.Workflows(ns)}/run-1");
        var elsewhere = await watcher.GetAsync(Sample.Workflows("default"));
        var nodes = await watcher.GetAsync("/api/v1/nodes");

        Assert.Equal(201, made.Status);
        Sample.Refused(
            deleted, 403, "Forbidden",
            "workflows.argoproj.io \"run-1\" is forbidden: User \"watcher\" cannot delete resource \"workflows\" in "
            + $"API group \"argoproj.io\" in the namespace \"{ns}\"");
        Sample.Refused(
            elsewhere, 403, "Forbidden",
            "workflows.argoproj.io is forbidden: User \"watcher\" cannot list resource \"workflows\" in API group "
            + "\"argoproj.io\" in the namespace \"default\"");
        Sample.Refused(
            nodes, 403, "Forbidden",
            "nodes is forbidden: User \"watcher\" cannot list resource \"nodes\" in API group \"\" at the cluster "
            + "scope");
        Assert.Equal("""{"kind":"nodes"}""", nodes.Json["details"]!.ToJsonString());
        Assert.Equal(
            """{"name":"run-1","group":"argoproj.io","kind":"workflows"}""", deleted.Json["details"]!.ToJsonString());
    }

    [Fact]
    public async Task Verb_is_taken_from_the_watcher_and_given_back()
    {
        await cluster.ForbidAsync(ns, "create", "workflows");
        var refused = await watcher.PostAsync(Sample.Workflows(ns), Sample.Workflow("run-1"));
        var listed = await watcher.GetAsync(Sample.Workflows(ns));
        await cluster.AllowAsync(ns, "create", "workflows");
        var made = await watcher.PostAsync(Sample.Workflows(ns), Sample.Workflow("run-1"));

        Sample.Refused(
            refused, 403, "Forbidden",
            "workflows.argoproj.io is forbidden: User \"watcher\" cannot create resource \"workflows\" in API group "
            + $"\"argoproj.io\" in the namespace \"{ns}\"");
        Assert.Equal(200, listed.Status);
        Assert.Equal(201, made.Status);
    }

    [Theory]
    [InlineData("watch", "leases")]
    [InlineData("get", "workflowtemplates")]
    [InlineData("get", "pods/log")]
    public async Task Every_right_of_the_Role_can_be_taken_and_given_back(string verb, string resource)
    {
        await cluster.ForbidAsync(ns, verb, resource);
        await cluster.AllowAsync(ns, verb, resource);
    }

    [Fact]
    public async Task Right_to_one_name_is_a_right_to_list_that_name_only()
    {
        const string role =
            """
            {"metadata":{"name":"one"},"rules":[{"apiGroups":["coordination.k8s.io"],"resources":["leases"],
            "resourceNames":["mine"],"verbs":["list"]}]}
            """;
        const string binding =
            """
            {"metadata":{"name":"one"},
            "roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":"one"},
            "subjects":[{"apiGroup":"rbac.authorization.k8s.io","kind":"User","name":"nobody"}]}
            """;
        using var admin = cluster.Api(TestUsers.Admin);
        using var nobody = cluster.Api(TestUsers.Nobody);
        var access = $"/apis/rbac.authorization.k8s.io/v1/namespaces/{ns}";
        (await admin.PostAsync($"{access}/roles", (JsonObject)JsonNode.Parse(role)!)).Expect();
        (await admin.PostAsync($"{access}/rolebindings", (JsonObject)JsonNode.Parse(binding)!)).Expect();
        var leases = Sample.Leases(ns);

        await Eventually.TrueAsync(
            async () => (await nobody.GetAsync($"{leases}?fieldSelector=metadata.name%3Dmine")).Status == 200,
            "the lease that is named can be listed");

        Assert.Equal(403, (await nobody.GetAsync(leases)).Status);
        Sample.Refused(
            await nobody.GetAsync($"{leases}?fieldSelector=metadata.name%3Dother"), 403, "Forbidden",
            "leases.coordination.k8s.io \"other\" is forbidden: User \"nobody\" cannot list resource \"leases\" in API "
            + $"group \"coordination.k8s.io\" in the namespace \"{ns}\"");
    }

    [Fact]
    public async Task Known_user_without_rights_and_unknown_ones_are_told_apart()
    {
        using var nobody = cluster.Api(TestUsers.Nobody);
        using var stranger = cluster.Api("stranger");
        using var anyone = cluster.Api(null);

        Assert.Equal(403, (await nobody.GetAsync(Sample.Workflows(ns))).Status);
        Sample.Refused(await stranger.GetAsync(Sample.Workflows(ns)), 401, "Unauthorized", "Unauthorized");
        Sample.Refused(
            await anyone.GetAsync(Sample.Workflows(ns)), 403, "Forbidden",
            "workflows.argoproj.io is forbidden: User \"system:anonymous\" cannot list resource \"workflows\" in API "
            + $"group \"argoproj.io\" in the namespace \"{ns}\"");
        Assert.Equal((200, "ok"), await anyone.TextAsync("/readyz"));
    }

    [Fact]
    public async Task Client_finds_the_cluster_by_a_kubeconfig()
    {
        var settings = KubernetesClientConfiguration.BuildConfigFromConfigFile(
            cluster.Kubeconfig(ns, TestUsers.Watcher));
        using var client = new Kubernetes(settings);
        var lease = new V1Lease
        {
            Metadata = new V1ObjectMeta { Name = "ofo-watcher" },
            Spec = new V1LeaseSpec { HolderIdentity = "a", AcquireTime = TimeProvider.System.GetUtcNow().UtcDateTime },
        };

        await client.CreateNamespacedLeaseAsync(
            lease, ns, cancellationToken: TestContext.Current.CancellationToken);
        var found = await client.ReadNamespacedLeaseAsync(
            "ofo-watcher", ns, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(ns, settings.Namespace);
        Assert.Equal("a", found.Spec.HolderIdentity);
        Assert.Equal(1, cluster.Proxy.Count("create", "leases"));
    }

    [Fact]
    public async Task Right_to_a_resource_can_be_asked_for()
    {
        using var client = cluster.Client(ns, TestUsers.Watcher);

        Assert.True(await MayAsync(client, "create"));
        Assert.False(await MayAsync(client, "deletecollection"));
    }

    private async Task<bool> MayAsync(Kubernetes client, string verb)
    {
        var review = await client.CreateSelfSubjectAccessReviewAsync(new V1SelfSubjectAccessReview
        {
            Spec = new V1SelfSubjectAccessReviewSpec
            {
                ResourceAttributes = new V1ResourceAttributes
                {
                    Group = "argoproj.io",
                    Resource = "workflows",
                    Verb = verb,
                    NamespaceProperty = ns,
                },
            },
        });
        return review.Status.Allowed;
    }
}

[Collection(nameof(DoubleCluster))]
public sealed class DoubleAccessTests(DoubleCluster fixture) : AccessTests(fixture);

[Collection(nameof(ApiServerCluster))]
public sealed class ApiServerAccessTests(ApiServerCluster fixture) : AccessTests(fixture);
