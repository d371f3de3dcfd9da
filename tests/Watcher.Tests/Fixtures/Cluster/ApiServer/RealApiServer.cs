using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace OfoWatcher.Tests.Fixtures.Cluster.ApiServer;

/// <summary>etcd and kube-apiserver on this machine, on ports and in a folder of their own.</summary>
internal sealed class RealApiServer : IClusterBackend
{
    /// <summary>Names the folder of etcd and kube-apiserver, as controller-runtime's envtest does.</summary>
    private const string Variable = "KUBEBUILDER_ASSETS";

    private readonly string folder = Directory.CreateTempSubdirectory("ofo-test-").FullName;
    private readonly Uri etcdUrl = new($"http://127.0.0.1:{FreePort()}");
    private readonly Uri peerUrl = new($"http://127.0.0.1:{FreePort()}");
    private readonly Kubelet kubelet;
    private ServerProcess? etcd;
    private ServerProcess? server;

    public RealApiServer() => kubelet = new Kubelet(Logs);

    public Uri Url { get; } = new($"https://127.0.0.1:{FreePort()}");

    public ContainerLogs Logs { get; } = new();

    /// <summary>Why there can be none on this machine; null where there can.</summary>
    public static string? Missing => string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable))
        ? $"{Variable} does not name a folder with etcd and kube-apiserver"
        : null;

    private static string Assets => Environment.GetEnvironmentVariable(Variable)!;

    public async Task StartAsync()
    {
        if (etcd is null)
        {
            WriteCredentials();
            etcd = new ServerProcess(In("etcd.log"), Path.Combine(Assets, "etcd"), EtcdArguments(), leavings: folder);
        }

        server ??= new ServerProcess(
            In("server.log"), Path.Combine(Assets, "kube-apiserver"), ServerArguments());
        await ReadyAsync();
    }

    public async Task StopAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
        server = null;
    }

    public async Task PrepareAsync(JsonApi admin)
    {
        (await admin.PostAsync("/api/v1/nodes", await kubelet.StartAsync())).Expect();
        await ArgoKinds.DefineAsync(admin);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (etcd is not null)
            await etcd.DisposeAsync();
        await kubelet.DisposeAsync();
    }

    private async Task ReadyAsync()
    {
        using var anyone = new JsonApi(Url, TestUsers.TokenOf(TestUsers.Admin));
        var deadline = TimeProvider.System.GetTimestamp();
        while (!await IsReadyAsync(anyone))
        {
            if (TimeProvider.System.GetElapsedTime(deadline) > TimeSpan.FromMinutes(3))
                throw new TimeoutException($"The API server is not ready. It said:\n{server!.LastWords}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    private static async Task<bool> IsReadyAsync(JsonApi api)
    {
        try
        {
            return await api.TextAsync("/readyz") is (200, "ok");
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void WriteCredentials()
    {
        using var key = RSA.Create(2048);
        File.WriteAllText(In("sa.key"), key.ExportRSAPrivateKeyPem());
        File.WriteAllLines(In("tokens.csv"), TestUsers.All.Select(user =>
            $"{TestUsers.TokenOf(user)},{user},{user}" + (user == TestUsers.Admin ? $",\"{TestUsers.Masters}\"" : "")));
    }

    private string[] EtcdArguments() =>
    [
        $"--data-dir={In("etcd")}",
        $"--listen-client-urls={Plain(etcdUrl)}",
        $"--advertise-client-urls={Plain(etcdUrl)}",
        $"--listen-peer-urls={Plain(peerUrl)}",
        $"--initial-advertise-peer-urls={Plain(peerUrl)}",
        $"--initial-cluster=default={Plain(peerUrl)}",
        "--unsafe-no-fsync",
    ];

    private string[] ServerArguments() =>
    [
        $"--etcd-servers={Plain(etcdUrl)}",
        $"--cert-dir={In("certs")}",
        $"--secure-port={Url.Port}",
        "--bind-address=127.0.0.1",
        "--service-account-issuer=https://localhost",
        $"--service-account-key-file={In("sa.key")}",
        $"--service-account-signing-key-file={In("sa.key")}",
        "--service-cluster-ip-range=10.0.0.0/24",
        "--authorization-mode=RBAC",
        $"--token-auth-file={In("tokens.csv")}",
        "--disable-admission-plugins=ServiceAccount",
    ];

    private string In(string name) => Path.Combine(folder, name);

    private static string Plain(Uri url) => url.GetLeftPart(UriPartial.Authority);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
