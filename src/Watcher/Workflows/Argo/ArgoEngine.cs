using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using OfoWatcher.Telemetry;

namespace OfoWatcher.Workflows.Argo;

/// <summary>
/// Runs each project as a Workflow of Argo. The Workflow itself is all there is to a run: it is made under a derived
/// name, so that making it twice is a conflict; it is followed by the labels that Argo keeps; and it is read as a whole
/// now and then while it goes, and once when it has ended.
/// </summary>
internal sealed class ArgoEngine : IWorkflowEngine, IDisposable
{
    /// <summary>Its name in records and markers.</summary>
    public const string EngineName = "argo";

    /// <summary>What <see cref="NeedsConfig"/> says, without an engine at hand.</summary>
    public const bool AlwaysNeedsConfig = true;

    private readonly WorkflowApi api;
    private readonly WorkflowCache cache = new();
    private readonly WorkflowInformer informer;
    private readonly PodImages images;
    private readonly WorkflowReader reader;
    private readonly GoingRuns going;
    private readonly TemplateCheck template;

    // How ended Workflows went, by name, at the version that was read: until the watcher has dealt with them.
    private readonly ConcurrentDictionary<string, (string Version, Run Run)> ended = new(StringComparer.Ordinal);

    public ArgoEngine(
        ClusterConnection cluster, ArgoOptions options, HealthBoard health, TimeProvider time,
        ILogger<ArgoEngine> logger)
    {
        api = new WorkflowApi(cluster, options);
        informer = new WorkflowInformer(api, cache, health, time, logger);
        images = new PodImages(api);
        reader = new WorkflowReader(api, images);
        going = new GoingRuns(reader, time);
        template = new TemplateCheck(api, options, cluster.Namespace, time);
    }

    /// <summary>The Workflow that a run is; null when another engine executes it.</summary>
    public static string? WorkflowOf(RunRecord record) => record.Engine == EngineName ? record.WorkflowName : null;

    public string Name => EngineName;

    public bool NeedsConfig => AlwaysNeedsConfig;

    public bool KnowsProducts => true;

    public bool MakesWorkflows => true;

    /// <summary>Launches wait until the cluster tells of its Workflows: a run that somebody revived may be among them.</summary>
    public async Task<EngineReadiness> CheckAsync(CancellationToken cancellationToken)
    {
        await informer.FirstAttemptAsync(cancellationToken);
        return cache.IsListed && informer.Fault is null
            ? await template.CheckAsync(cancellationToken)
            : new EngineReadiness(NotListedWords);
    }

    public async Task<Run?> FindAsync(RunRecord record, CancellationToken cancellationToken)
    {
        await informer.FirstAttemptAsync(cancellationToken);
        var seen = cache.Find(record.WorkflowName) ?? await AskAsync(record, cancellationToken);
        if (seen is null)
        {
            Forget(record.WorkflowName);
            return null;
        }

        ThrowUnlessOf(seen, record);
        return seen.Phase switch
        {
            RunPhase.Pending => new Run(seen.Phase, StartedAt: seen.CreatedAt), // Argo has not looked at it yet.
            RunPhase.Running => await going.FindAsync(seen, record.Plan, cancellationToken),
            _ => await ReadOnceAsync(seen, record.Plan, cancellationToken),
        };
    }

    public async Task LaunchAsync(RunRecord record, CancellationToken cancellationToken)
    {
        if (cache.Of(record.Project).FirstOrDefault(other => !other.HasEnded && other.Name != record.Run) is { } other)
        {
            throw new WorkflowConflictException(
                $"Workflow {other.Name} of project {record.Project} is going: {record.Run} waits until it has ended");
        }

        try
        {
            cache.PutUnlessKnown(await api.CreateAsync(record, cancellationToken));
        }
        catch (ClusterException e) when (e.Fault == ClusterFault.Conflict)
        {
            // Made before, by this watcher or another, and that was not known here.
            if (await api.FindAsync(record.Run, cancellationToken) is not { } existing)
                throw;
            ThrowUnlessOf(existing, record);
        }
    }

    public Task StopAsync(RunRecord record, CancellationToken cancellationToken) =>
        api.StopAsync(record.WorkflowName, cancellationToken);

    public async Task<string> FollowUpAsync(RunRecord record, string template, CancellationToken cancellationToken)
    {
        var name = FollowUpManifest.NameOf(record);
        await ThrowIfMissingAsync(template, cancellationToken);
        try
        {
            await api.CreateFollowUpAsync(record, template, cancellationToken);
        }
        catch (ClusterException e) when (e.Fault == ClusterFault.Conflict)
        {
            // Made before, unless somebody else has a Workflow of that name.
            var labels = (await api.FindMetadataAsync(name, cancellationToken))?.Labels;
            if (labels is null || !labels.TryGetValue(WorkflowLabels.Follows, out var followed) || followed != record.Run)
                throw;
        }

        return name;
    }

    public Task<RunGlimpse> GlimpseAsync(RunRecord record, int lines, CancellationToken cancellationToken) =>
        reader.GlimpseAsync(record, lines, cancellationToken);

    public Revival? FindRevival(string project, string? revision, IReadOnlyList<RunRecord> records)
    {
        var workflows = cache.Of(project);
        foreach (var seen in workflows)
            Forget(seen.Name); // No run is open: what was read of this one has been dealt with.
        return WorkflowRevivals.Find(workflows, revision, records);
    }

    public async IAsyncEnumerable<string> ChangesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var changes = Channel.CreateUnbounded<string>();
        var following = informer.RunAsync(changes.Writer, cancellationToken);
        _ = following.ContinueWith(
            task => changes.Writer.TryComplete(task.Exception?.InnerException), CancellationToken.None,
            TaskContinuationOptions.None, TaskScheduler.Default);
        await foreach (var project in changes.Reader.ReadAllAsync(cancellationToken))
            yield return project;
        await following;
    }

    /// <summary>The cluster's own name for a Workflow that the watch has told of; null when it has not.</summary>
    public string? UidOf(string workflow) => cache.Find(workflow)?.Uid;

    public void Dispose() => template.Dispose();

    private string NotListedWords => informer.Fault ?? "the cluster's Workflows are not known yet";

    /// <summary>
    /// Asks the cluster about a Workflow that the watch has not told of: one just made, or one that is gone.
    /// </summary>
    private async Task<WorkflowSighting?> AskAsync(RunRecord record, CancellationToken cancellationToken)
    {
        if (!cache.IsListed)
            throw new ClusterException(ClusterFault.Unavailable, NotListedWords);
        var seen = await api.FindAsync(record.WorkflowName, cancellationToken);
        // Not remembered: one that the watch does not tell of, as after somebody changed its labels, would stay as it is.
        if (seen is null && record.LaunchedAt is not null)
            await template.ThrowIfMissingAsync(cancellationToken);
        return seen;
    }

    /// <summary>How an ended Workflow went. It is read again only when it has changed since.</summary>
    private async Task<Run?> ReadOnceAsync(WorkflowSighting seen, RunPlan? plan, CancellationToken cancellationToken)
    {
        if (ended.TryGetValue(seen.Name, out var known) && known.Version == seen.ResourceVersion)
            return known.Run;
        if (await reader.ReadAsync(seen, plan, cancellationToken) is not { } run)
            return null;
        template.NoteEnd(run);
        ended[seen.Name] = (seen.ResourceVersion, run);
        going.Forget(seen.Name);
        return run;
    }

    private void Forget(string workflow)
    {
        ended.TryRemove(workflow, out _);
        going.Forget(workflow);
        images.Forget(workflow);
    }

    /// <summary>A Workflow that refers to a missing template would be taken, and fail where nobody looks.</summary>
    private async Task ThrowIfMissingAsync(string template, CancellationToken cancellationToken)
    {
        try
        {
            if (await api.FindTemplateAsync(template, cancellationToken) is null)
            {
                throw new ClusterException(
                    ClusterFault.NotFound, $"the WorkflowTemplate {template}, which is to follow runs, is missing");
            }
        }
        catch (ClusterException e) when (e.Fault == ClusterFault.Forbidden)
        {
            return; // The watcher's Role names the template of runs alone: then it is tried.
        }
    }

    private static void ThrowUnlessOf(WorkflowSighting seen, RunRecord record)
    {
        if (seen.IsOf(record))
            return;
        throw new WorkflowConflictException(
            $"the Workflow {seen.Name} in the cluster is not the one of project {record.Project}, revision "
            + $"{record.Revision} (its labels say “{seen.Project}”, “{seen.Revision}”): delete or rename it");
    }
}
