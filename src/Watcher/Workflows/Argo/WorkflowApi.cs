using System.Globalization;
using System.Text;
using System.Text.Json;
using k8s.Models;

namespace OfoWatcher.Workflows.Argo;

/// <summary>The calls about Workflows. Each may throw a <see cref="ClusterException"/>.</summary>
internal sealed class WorkflowApi(ClusterConnection cluster, ArgoOptions options)
{
    private const int Page = 500;
    private const string OneAccept = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";
    private const string ListAccept = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";

    // The server closes a watch after this time, so that none outlives the credentials it was opened with for long.
    private static readonly TimeSpan WatchTime = TimeSpan.FromMinutes(10);

    // Bookmarks come about once a minute; with none for this long the connection is dead, whatever it looks like.
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(5);

    private readonly string selector = WorkflowLabels.Selector(options.Instance);

    /// <summary>Creates a run's Workflow.</summary>
    /// <exception cref="ClusterException">Among others a conflict, when there is one of that name already.</exception>
    public Task<WorkflowSighting> CreateAsync(RunRecord record, CancellationToken cancellationToken) =>
        CreateAsync(WorkflowManifest.For(record, options, cluster.Namespace), cancellationToken);

    /// <summary>Creates what follows a run.</summary>
    /// <inheritdoc cref="CreateAsync(RunRecord, CancellationToken)" path="/exception"/>
    public Task CreateFollowUpAsync(RunRecord record, string template, CancellationToken cancellationToken) =>
        CreateAsync(FollowUpManifest.For(record, template, cluster.Namespace), cancellationToken);

    private async Task<WorkflowSighting> CreateAsync(Workflow manifest, CancellationToken cancellationToken)
    {
        using var answer = await cluster.CallAsync(
            $"create Workflow {manifest.Metadata.Name}",
            (k, token) => k.CustomObjects.CreateNamespacedCustomObjectWithHttpMessagesAsync<WorkflowMetadata>(
                manifest, Workflow.Group, Workflow.Version, cluster.Namespace, Workflow.Plural,
                customHeaders: Accepting(OneAccept), cancellationToken: token),
            cancellationToken);
        return WorkflowSighting.Of(answer.Body.Metadata);
    }

    /// <summary>A Workflow's metadata; null when there is none of that name.</summary>
    public async Task<WorkflowSighting?> FindAsync(string name, CancellationToken cancellationToken) =>
        await FindMetadataAsync(name, cancellationToken) is { } metadata ? WorkflowSighting.Of(metadata) : null;

    /// <inheritdoc cref="FindAsync"/>
    public Task<V1ObjectMeta?> FindMetadataAsync(string name, CancellationToken cancellationToken) =>
        NullWhenNotFoundAsync(async () =>
        {
            using var answer = await cluster.CallAsync(
                $"get Workflow {name}",
                (k, token) => k.CustomObjects.GetNamespacedCustomObjectWithHttpMessagesAsync<WorkflowMetadata>(
                    Workflow.Group, Workflow.Version, cluster.Namespace, Workflow.Plural, name,
                    Accepting(OneAccept), token),
                cancellationToken);
            return answer.Body.Metadata;
        });

    /// <summary>The whole Workflow, which may be large; null when there is none of that name.</summary>
    public Task<WholeWorkflow?> ReadAsync(string name, CancellationToken cancellationToken) =>
        NullWhenNotFoundAsync(async () =>
        {
            return await cluster.CallAsync(
                $"get Workflow {name}",
                async (k, token) =>
                {
                    using var answer = await k.CustomObjects.GetNamespacedCustomObjectWithHttpMessagesAsync<JsonElement>(
                        Workflow.Group, Workflow.Version, cluster.Namespace, Workflow.Plural, name,
                        cancellationToken: token);
                    return WholeWorkflow.Parse(answer.Body);
                },
                cancellationToken);
        });

    /// <summary>All of this watcher's Workflows.</summary>
    /// <returns>They, and the version from which a watch goes on.</returns>
    public async Task<(IReadOnlyList<WorkflowSighting> All, string ResourceVersion)> ListAsync(
        CancellationToken cancellationToken)
    {
        var all = new List<WorkflowSighting>();
        string? next = null;
        while (true)
        {
            using var answer = await cluster.CallAsync(
                "list Workflows",
                (k, token) => k.CustomObjects.ListNamespacedCustomObjectWithHttpMessagesAsync<WorkflowMetadataList>(
                    Workflow.Group, Workflow.Version, cluster.Namespace, Workflow.Plural, continueParameter: next,
                    labelSelector: selector, limit: Page, customHeaders: Accepting(ListAccept),
                    cancellationToken: token),
                cancellationToken);
            all.AddRange((answer.Body.Items ?? []).Select(item => WorkflowSighting.Of(item.Metadata)));
            next = answer.Body.Metadata.ContinueProperty;
            if (string.IsNullOrEmpty(next))
                return (all, answer.Body.Metadata.ResourceVersion);
        }
    }

    /// <summary>What happens to this watcher's Workflows, until the server ends the watch.</summary>
    /// <param name="since">The version to go on from.</param>
    /// <param name="opened">Called once the server has begun to answer.</param>
    public IAsyncEnumerable<WatchEvent<WorkflowMetadata>> WatchAsync(
        string since, Action opened, CancellationToken cancellationToken)
    {
        var seconds = WatchTime.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        return cluster.WatchAsync<WorkflowMetadata>(
            "watch Workflows",
            $"apis/{Workflow.Group}/{Workflow.Version}/namespaces/{cluster.Namespace}/{Workflow.Plural}?watch=true"
                + $"&allowWatchBookmarks=true&labelSelector={Uri.EscapeDataString(selector)}"
                + $"&resourceVersion={Uri.EscapeDataString(since)}&timeoutSeconds={seconds}",
            OneAccept,
            Silence,
            opened,
            cancellationToken);
    }

    /// <summary>Asks a Workflow to end, its exit handlers included; nothing happens when it is gone.</summary>
    public Task StopAsync(string name, CancellationToken cancellationToken) =>
        NullWhenNotFoundAsync(async () =>
        {
            using var answer = await cluster.CallAsync(
                $"stop Workflow {name}",
                (k, token) => k.CustomObjects.PatchNamespacedCustomObjectWithHttpMessagesAsync<WorkflowMetadata>(
                    new V1Patch("""{"spec":{"shutdown":"Stop"}}""", V1Patch.PatchType.MergePatch),
                    Workflow.Group, Workflow.Version, cluster.Namespace, Workflow.Plural, name,
                    customHeaders: Accepting(OneAccept), cancellationToken: token),
                cancellationToken);
            return answer.Body;
        });

    /// <summary>The end of a pod's log.</summary>
    /// <param name="lines">How many lines at the most.</param>
    public async Task<string> ReadLogAsync(string pod, int lines, CancellationToken cancellationToken) =>
        await cluster.CallAsync(
            $"read the log of pod {pod}",
            async (k, token) =>
            {
                using var answer = await k.CoreV1.ReadNamespacedPodLogWithHttpMessagesAsync(
                    pod, cluster.Namespace, container: "main", tailLines: lines, cancellationToken: token);
                using var reader = new StreamReader(answer.Body, Encoding.UTF8);
                return await reader.ReadToEndAsync(token);
            },
            cancellationToken);

    /// <summary>The images that the pods of a Workflow run or ran, as name and digest, of those that are still
    /// there.</summary>
    public async Task<IReadOnlyList<string>> ListImagesAsync(string workflow, CancellationToken cancellationToken)
    {
        using var answer = await cluster.CallAsync(
            $"list the pods of Workflow {workflow}",
            (k, token) => k.CoreV1.ListNamespacedPodWithHttpMessagesAsync(
                cluster.Namespace, labelSelector: $"{WorkflowLabels.Workflow}={workflow}", limit: Page,
                cancellationToken: token),
            cancellationToken);
        return
        [
            .. (answer.Body.Items ?? [])
                .SelectMany(pod => pod.Status?.ContainerStatuses ?? [])
                .Where(container => container.Name == "main")
                .Select(container => ContainerImage.Of(container.Image, container.ImageID))
                .OfType<string>(),
        ];
    }

    /// <summary>A text of a ConfigMap; null when there is none, or when the watcher may not read it.</summary>
    public async Task<string?> FindSettingAsync(string configMap, string key, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await cluster.CallAsync(
                $"get ConfigMap {configMap}",
                (k, token) => k.CoreV1.ReadNamespacedConfigMapWithHttpMessagesAsync(
                    configMap, cluster.Namespace, cancellationToken: token),
                cancellationToken);
            return answer.Body.Data is { } data && data.TryGetValue(key, out var value) ? value : null;
        }
        catch (ClusterException e) when (e.Fault is ClusterFault.NotFound or ClusterFault.Forbidden)
        {
            return null;
        }
    }

    /// <summary>The parameters of the WorkflowTemplate of runs; null when there is no template.</summary>
    public Task<WorkflowTemplateSighting?> FindTemplateAsync(CancellationToken cancellationToken) =>
        FindTemplateAsync(options.Template, cancellationToken);

    /// <summary>The parameters of a WorkflowTemplate; null when there is none of that name.</summary>
    public Task<WorkflowTemplateSighting?> FindTemplateAsync(string name, CancellationToken cancellationToken) =>
        NullWhenNotFoundAsync(async () =>
        {
            return await cluster.CallAsync(
                $"get WorkflowTemplate {name}",
                async (k, token) =>
                {
                    using var answer = await k.CustomObjects.GetNamespacedCustomObjectWithHttpMessagesAsync<JsonElement>(
                        Workflow.Group, Workflow.Version, cluster.Namespace, "workflowtemplates",
                        name, cancellationToken: token);
                    return WorkflowTemplateSighting.Parse(answer.Body);
                },
                cancellationToken);
        });

    private static async Task<T?> NullWhenNotFoundAsync<T>(Func<Task<T>> call)
        where T : class
    {
        try
        {
            return await call();
        }
        catch (ClusterException e) when (e.Fault == ClusterFault.NotFound)
        {
            return null;
        }
    }

    private static Dictionary<string, IReadOnlyList<string>> Accepting(string representation) =>
        new() { ["Accept"] = [representation] };
}
