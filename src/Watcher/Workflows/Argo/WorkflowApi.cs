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
    public async Task<WorkflowSighting> CreateAsync(RunRecord record, CancellationToken cancellationToken)
    {
        var manifest = WorkflowManifest.For(record, options, cluster.Namespace);
        using var answer = await cluster.CallAsync(
            $"create Workflow {record.Run}",
            (k, token) => k.CustomObjects.CreateNamespacedCustomObjectWithHttpMessagesAsync<WorkflowMetadata>(
                manifest, Workflow.Group, Workflow.Version, cluster.Namespace, Workflow.Plural,
                customHeaders: Accepting(OneAccept), cancellationToken: token),
            cancellationToken);
        return WorkflowSighting.Of(answer.Body.Metadata);
    }

    /// <summary>A Workflow's metadata; null when there is none of that name.</summary>
    public Task<WorkflowSighting?> FindAsync(string name, CancellationToken cancellationToken) =>
        NullWhenNotFoundAsync(async () =>
        {
            using var answer = await cluster.CallAsync(
                $"get Workflow {name}",
                (k, token) => k.CustomObjects.GetNamespacedCustomObjectWithHttpMessagesAsync<WorkflowMetadata>(
                    Workflow.Group, Workflow.Version, cluster.Namespace, Workflow.Plural, name,
                    Accepting(OneAccept), token),
                cancellationToken);
            return WorkflowSighting.Of(answer.Body.Metadata);
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

    /// <summary>The parameters of the WorkflowTemplate; null when there is no template.</summary>
    public Task<WorkflowTemplateSighting?> FindTemplateAsync(CancellationToken cancellationToken) =>
        NullWhenNotFoundAsync(async () =>
        {
            return await cluster.CallAsync(
                $"get WorkflowTemplate {options.Template}",
                async (k, token) =>
                {
                    using var answer = await k.CustomObjects.GetNamespacedCustomObjectWithHttpMessagesAsync<JsonElement>(
                        Workflow.Group, Workflow.Version, cluster.Namespace, "workflowtemplates",
                        options.Template, cancellationToken: token);
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
