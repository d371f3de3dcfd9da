using System.Text.Json.Nodes;
using OfoWatcher.Bench.Measuring;
using OfoWatcher.Tests.Fixtures.Cluster;
using OfoWatcher.Tests.Fixtures.Cluster.ApiServer;

namespace OfoWatcher.Bench.Launching;

/// <summary>
/// The tests' real API server, reached without anything between: namespaces with the watcher's Role, and the requests
/// that the server counts. Nothing runs in it.
/// </summary>
internal sealed class BenchCluster : IAsyncDisposable
{
    private readonly RealApiServer server;
    private readonly TestNamespaces namespaces;
    private readonly Kubeconfigs kubeconfigs;

    private BenchCluster(RealApiServer server)
    {
        this.server = server;
        Admin = NewAdmin();
        namespaces = new TestNamespaces(Admin);
        kubeconfigs = new Kubeconfigs(server.Url);
    }

    /// <summary>Why there can be none on this machine; null where there can.</summary>
    public static string? Missing => RealApiServer.Missing;

    /// <summary>The administrator's way to the server.</summary>
    public JsonApi Admin { get; }

    public static async Task<BenchCluster> StartAsync()
    {
        var server = new RealApiServer();
        try
        {
            await server.StartAsync();
            var cluster = new BenchCluster(server);
            await server.PrepareAsync(cluster.Admin);
            return cluster;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Another connection of the administrator's.</summary>
    public JsonApi NewAdmin() => new(server.Url, TestUsers.TokenOf(TestUsers.Admin));

    /// <summary>Makes a namespace with the watcher's Role and the WorkflowTemplate.</summary>
    public Task<string> MakeNamespaceAsync() => namespaces.MakeAsync(withTemplate: true, TestNamespaces.NewName());

    /// <summary>A kubeconfig by which the watcher, with the rights of its Role, reaches a namespace.</summary>
    public string WatcherKubeconfig(string ns) => kubeconfigs.PathOf(ns, TestUsers.Watcher);

    /// <summary>A kubeconfig of the administrator.</summary>
    public string AdminKubeconfig(string ns) => kubeconfigs.PathOf(ns, TestUsers.Admin);

    /// <summary>The path of a namespace's Workflows.</summary>
    public static string WorkflowsOf(string ns) => $"/apis/argoproj.io/v1alpha1/namespaces/{ns}/workflows";

    /// <summary>All Workflows of a namespace. The server counts it as a request like any other.</summary>
    public async Task<IReadOnlyList<JsonObject>> ListAsync(string ns) =>
        [.. (await Admin.GetAsync(WorkflowsOf(ns))).Expect().Objects("items")];

    /// <summary>The requests that the server has answered so far, but for those that ask for this.</summary>
    public async Task<RequestCounts> CountAsync()
    {
        var (status, text) = await Admin.TextAsync("/metrics");
        return status == 200
            ? RequestCounts.Parse(text)
            : throw new MeasuringException($"the API server's metrics cannot be read ({status})");
    }

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        kubeconfigs.Dispose();
        await server.DisposeAsync();
    }
}
