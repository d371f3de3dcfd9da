using k8s;
using OfoWatcher.Tests.Fixtures.Cluster.ApiServer;
using OfoWatcher.Tests.Fixtures.Cluster.Double;

namespace OfoWatcher.Tests.Fixtures.Cluster;

/// <summary>
/// A Kubernetes cluster with Argo's kinds, for tests: namespaces with the watcher's Role, users, pod logs, and a
/// network that can be broken. Nothing runs in it; <see cref="ArgoController"/> plays the controller.
/// </summary>
internal sealed class TestCluster : IAsyncDisposable
{
    private readonly IClusterBackend backend;
    private readonly JsonApi api;
    private readonly TestNamespaces namespaces;
    private readonly TestPods pods;
    private readonly Kubeconfigs kubeconfigs;

    private TestCluster(ClusterKind kind, IClusterBackend backend, FaultProxy proxy)
    {
        Kind = kind;
        this.backend = backend;
        Proxy = proxy;
        Admin = new Kubernetes(new KubernetesClientConfiguration
        {
            Host = backend.Url.GetLeftPart(UriPartial.Authority),
            AccessToken = TestUsers.TokenOf(TestUsers.Admin),
            SkipTlsVerify = true,
        });
        Argo = new ArgoController(Admin);
        api = new JsonApi(backend.Url, TestUsers.TokenOf(TestUsers.Admin));
        namespaces = new TestNamespaces(api);
        pods = new TestPods(api, backend.Logs);
        kubeconfigs = new Kubeconfigs(proxy.Url);
    }

    /// <summary>What answers.</summary>
    public ClusterKind Kind { get; }

    /// <summary>The address for the program under test, in plain HTTP: that of the <see cref="Proxy"/>.</summary>
    public Uri Url => Proxy.Url;

    /// <summary>The network between the program under test and the API server.</summary>
    public FaultProxy Proxy { get; }

    /// <summary>The administrator's client, which does not go through the proxy.</summary>
    public Kubernetes Admin { get; }

    /// <summary>Plays Argo's controller and command line.</summary>
    public ArgoController Argo { get; }

    /// <summary>Starts one.</summary>
    public static async Task<TestCluster> StartAsync(ClusterKind kind)
    {
        IClusterBackend backend = kind == ClusterKind.Double ? new ApiDouble() : new RealApiServer();
        try
        {
            await backend.StartAsync();
            var cluster = new TestCluster(kind, backend, await FaultProxy.StartAsync(backend.Url));
            await backend.PrepareAsync(cluster.api);
            return cluster;
        }
        catch
        {
            await backend.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes a namespace with the watcher's Role and the Metashape template.</summary>
    /// <param name="name">Null for a name of its own.</param>
    public Task<string> MakeNamespaceAsync(bool withTemplate = true, string? name = null) =>
        namespaces.MakeAsync(withTemplate, name ?? NewNamespaceName());

    /// <summary>A name that no namespace has.</summary>
    public static string NewNamespaceName() => TestNamespaces.NewName();

    /// <summary>Puts the Metashape template into a namespace, or back to what the repository holds.</summary>
    public Task ApplyTemplateAsync(string ns) => namespaces.ApplyTemplateAsync(ns);

    public Task DeleteTemplateAsync(string ns) => namespaces.DeleteTemplateAsync(ns);

    /// <summary>Deletes a namespace with all its content.</summary>
    public Task DeleteNamespaceAsync(string ns) => namespaces.DeleteAsync(ns);

    /// <summary>Writes a kubeconfig file for a user of <see cref="TestUsers"/> and returns its path.</summary>
    public string Kubeconfig(string ns, string user) => kubeconfigs.PathOf(ns, user);

    /// <summary>A client of a user, through the proxy.</summary>
    public Kubernetes Client(string ns, string user) =>
        new(KubernetesClientConfiguration.BuildConfigFromConfigFile(Kubeconfig(ns, user)));

    /// <summary>The same on the wire; a null user has no token.</summary>
    public JsonApi Api(string? user) => new(Url, user is null ? null : TestUsers.TokenOf(user));

    /// <summary>Takes one verb on a resource out of the watcher's Role; returns once the server refuses it.</summary>
    public Task ForbidAsync(string ns, string verb, string resource) => namespaces.ForbidAsync(ns, verb, resource);

    /// <summary>Gives it back; returns once the server allows it.</summary>
    public Task AllowAsync(string ns, string verb, string resource) => namespaces.AllowAsync(ns, verb, resource);

    /// <summary>Stops the API server; its data stay.</summary>
    public Task StopAsync() => backend.StopAsync();

    /// <summary>Starts it again at its address.</summary>
    public Task StartAgainAsync() => backend.StartAsync();

    /// <summary>Makes a pod whose container has printed those lines.</summary>
    public Task SetPodLogAsync(string ns, string pod, string container, IReadOnlyList<string> lines) =>
        pods.SetLogAsync(ns, pod, container, lines);

    /// <summary>Makes a pod of a Workflow whose container <c>main</c> has that image.</summary>
    public Task MakePodAsync(string ns, string pod, string workflow, string image, string imageId) =>
        pods.MakeAsync(ns, pod, workflow, image, imageId);

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        api.Dispose();
        await Proxy.DisposeAsync();
        await backend.DisposeAsync();
        kubeconfigs.Dispose();
    }
}
