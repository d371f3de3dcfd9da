using System.Net;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using k8s;
using k8s.Autorest;

namespace OfoWatcher.Workflows.Argo;

/// <summary>
/// The way to the Kubernetes API: every call goes through it, so that each has a time limit, is repeated as the server
/// asks, is made with credentials of the day, and fails with a <see cref="ClusterException"/> in words for people.
/// </summary>
internal sealed class ClusterConnection : IDisposable
{
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LeastBetweenRenewals = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly Func<KubernetesClientConfiguration> configure;
    private readonly TimeProvider time;
    private Kubernetes client;
    private long renewedAt;

    /// <summary>Reads the configuration; nothing is asked of the cluster yet.</summary>
    /// <param name="configure">Reads the configuration, again and again: tokens and certificates expire.</param>
    /// <exception cref="IOException">There is no configuration, or it cannot be used.</exception>
    public ClusterConnection(Func<KubernetesClientConfiguration> configure, string namespaceOrNone, TimeProvider time)
    {
        this.configure = configure;
        this.time = time;
        var configuration = Read();
        Namespace = namespaceOrNone.Length > 0 ? namespaceOrNone : Or(configuration.Namespace, "default");
        Host = configuration.Host;
        client = Connect(configuration);
    }

    /// <summary>The namespace in which runs are made and the Lease stands.</summary>
    public string Namespace { get; }

    /// <summary>The server's address.</summary>
    public string Host { get; }

    /// <summary>Whether the program runs in a pod of a cluster.</summary>
    public static bool IsInCluster => KubernetesClientConfiguration.IsInCluster();

    /// <summary>
    /// The configuration of the pod the program runs in, or else of the kubeconfig (<c>KUBECONFIG</c>, or
    /// <c>~/.kube/config</c>), which wins where <c>KUBECONFIG</c> is set.
    /// </summary>
    public static KubernetesClientConfiguration FromSurroundings()
    {
        // Only the library's default reads the variable, which may name several files; it looks at a file before the pod.
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable("KUBECONFIG")))
            return KubernetesClientConfiguration.BuildDefaultConfig();
        return IsInCluster
            ? KubernetesClientConfiguration.InClusterConfig()
            : KubernetesClientConfiguration.BuildConfigFromConfigFile();
    }

    /// <summary>Makes a call, once more with fresh credentials when the server does not know the present ones.</summary>
    /// <param name="what">What is done, for the message of a failure, such as "create Workflow oak-1".</param>
    /// <exception cref="ClusterException">It failed.</exception>
    /// <exception cref="OperationCanceledException">It was called off.</exception>
    public async Task<T> CallAsync<T>(
        string what, Func<IKubernetes, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(CallLimit);
        try
        {
            return await WithFreshCredentialsAsync(call, limit.Token);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e) when (ClusterFaults.Understand(what, Host, e) is { } understood)
        {
            throw understood;
        }
    }

    /// <summary>
    /// Opens a watch and gives its events as they come, until the server closes it, which it does after some minutes.
    /// </summary>
    /// <remarks>
    /// Not by the client library's own watch: that one reports its opening only with the first event, which on a quiet
    /// cluster may be minutes away, so that nobody could tell a slow server from a quiet one.
    /// </remarks>
    /// <param name="path">Path and query on the server, without a slash at the beginning.</param>
    /// <param name="accept">The representation that is asked for.</param>
    /// <param name="silence">After this time without any event the connection counts as broken.</param>
    /// <param name="opened">Called once the server has begun to answer.</param>
    /// <inheritdoc cref="CallAsync" path="/exception"/>
    public async IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(
        string what, string path, string accept, TimeSpan silence, Action opened,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await CallAsync(
            what, (k, token) => OpenAsync((Kubernetes)k, path, accept, token), cancellationToken);
        opened();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (await ReadLineAsync(reader, what, silence, cancellationToken) is { } line)
        {
            if (line.Length > 0)
                yield return WatchEvent<T>.Parse(what, line);
        }
    }

    public void Dispose() => client.Dispose();

    private static async Task<HttpResponseMessage> OpenAsync(
        Kubernetes kubernetes, string path, string accept, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(kubernetes.BaseUri, path))
        {
            Version = HttpVersion.Version20,
        };
        request.Headers.TryAddWithoutValidation("Accept", accept);
        if (kubernetes.Credentials is { } credentials)
            await credentials.ProcessHttpRequestAsync(request, cancellationToken);
        var response = await kubernetes.HttpClient.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
        {
            throw new HttpOperationException(response.ReasonPhrase)
            {
                Response = new HttpResponseMessageWrapper(
                    response, await response.Content.ReadAsStringAsync(cancellationToken)),
            };
        }
    }

    private async Task<string?> ReadLineAsync(
        StreamReader reader, string what, TimeSpan silence, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(silence);
        try
        {
            return await reader.ReadLineAsync(limit.Token);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e) when (ClusterFaults.Understand(what, Host, e) is { } understood)
        {
            throw understood;
        }
    }

    private async Task<T> WithFreshCredentialsAsync<T>(
        Func<IKubernetes, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        var used = client;
        try
        {
            return await call(used, cancellationToken);
        }
        catch (Exception e) when (MeansStaleCredentials(e) && Renew(used))
        {
            return await call(client, cancellationToken);
        }
    }

    private static bool MeansStaleCredentials(Exception e) => e switch
    {
        HttpOperationException { Response.StatusCode: HttpStatusCode.Unauthorized } => true,
        HttpRequestException { InnerException: AuthenticationException } => true,
        _ => false,
    };

    /// <summary>Reads the configuration anew, unless somebody just did.</summary>
    /// <returns>Whether there is another client than the one that was used.</returns>
    private bool Renew(Kubernetes used)
    {
        lock (gate)
        {
            if (client != used)
                return true;
            if (renewedAt != 0 && time.GetElapsedTime(renewedAt) < LeastBetweenRenewals)
                return false;
            renewedAt = time.GetTimestamp();
            // The old one is not disposed: others may be in the middle of a call; it goes with its last call.
            client = Connect(Read());
            return true;
        }
    }

    private KubernetesClientConfiguration Read()
    {
        try
        {
            return configure();
        }
        catch (Exception e) when (e is k8s.Exceptions.KubernetesClientException or k8s.Exceptions.KubeConfigException
            or YamlDotNet.Core.YamlException or FormatException or System.Security.Cryptography.CryptographicException)
        {
            throw new IOException(
                $"There is no way to a Kubernetes cluster ({e.Message}): run in a pod, set KUBECONFIG, or set "
                + $"{WorkflowOptions.Section}:{nameof(WorkflowOptions.Engine)} to {nameof(EngineChoice.Local)}.", e);
        }
    }

    private Kubernetes Connect(KubernetesClientConfiguration configuration) =>
        new(configuration, new RepeatingHandler(time), new MeasuringHandler(time));

    private static string Or(string? text, string otherwise) => string.IsNullOrWhiteSpace(text) ? otherwise : text.Trim();
}
