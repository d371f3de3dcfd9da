using k8s;

namespace OfoWatcher.Tests.Fixtures.Cluster;

/// <summary>
/// A Kubernetes cluster with Argo's kinds, for tests: namespaces with the watcher's Role, users, pod logs, and a
/// network that can be broken. Nothing runs in it; <see cref="ArgoController"/> plays the controller.
/// </summary>
internal sealed partial class TestCluster : IAsyncDisposable
{
    /// <summary>What answers.</summary>
    public ClusterKind Kind => throw new NotImplementedException();

    /// <summary>The address for the program under test, in plain HTTP: that of the <see cref="Proxy"/>.</summary>
    public Uri Url => Proxy.Url;

    /// <summary>The network between the program under test and the API server.</summary>
    public FaultProxy Proxy => throw new NotImplementedException();

    /// <summary>The administrator's client, which does not go through the proxy.</summary>
    public Kubernetes Admin => throw new NotImplementedException();

    /// <summary>Plays Argo's controller and command line.</summary>
    public ArgoController Argo => throw new NotImplementedException();

    /// <summary>Starts one.</summary>
    public static Task<TestCluster> StartAsync(ClusterKind kind) => throw new NotImplementedException();

    /// <summary>Makes a namespace with a name of its own, the watcher's Role, and the Metashape template.</summary>
    public Task<string> MakeNamespaceAsync(bool withTemplate = true) => throw new NotImplementedException();

    /// <summary>Puts the Metashape template into a namespace, or back to what the repository holds.</summary>
    public Task ApplyTemplateAsync(string ns) => throw new NotImplementedException();

    public Task DeleteTemplateAsync(string ns) => throw new NotImplementedException();

    /// <summary>Deletes a namespace with all its content.</summary>
    public Task DeleteNamespaceAsync(string ns) => throw new NotImplementedException();

    /// <summary>Writes a kubeconfig file for a user of <see cref="TestUsers"/> and returns its path.</summary>
    public string Kubeconfig(string ns, string user) => throw new NotImplementedException();

    /// <summary>A client of a user, through the proxy.</summary>
    public Kubernetes Client(string ns, string user) => throw new NotImplementedException();

    /// <summary>Takes one verb on a resource out of the watcher's Role; returns once the server refuses it.</summary>
    public Task ForbidAsync(string ns, string verb, string resource) => throw new NotImplementedException();

    /// <summary>Gives it back; returns once the server allows it.</summary>
    public Task AllowAsync(string ns, string verb, string resource) => throw new NotImplementedException();

    /// <summary>Stops the API server; its data stay.</summary>
    public Task StopAsync() => throw new NotImplementedException();

    /// <summary>Starts it again at its address.</summary>
    public Task StartAgainAsync() => throw new NotImplementedException();

    /// <summary>Makes a pod whose container has printed those lines.</summary>
    public Task SetPodLogAsync(string ns, string pod, string container, IReadOnlyList<string> lines) =>
        throw new NotImplementedException();

    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
