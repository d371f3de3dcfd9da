namespace OfoWatcher.Workflows.Argo;

/// <summary>
/// Whether Workflows could be made now: the cluster answers, the WorkflowTemplate is there and takes what the
/// watcher passes, and there are licences. A Workflow that refers to a missing one would be accepted and fail later.
/// </summary>
/// <remarks>
/// An answer is kept for a while, so that many launches in a row cost one look. While runs are refused it is not kept for
/// long, however good it looks: whoever mends the template wants to see runs go.
/// </remarks>
internal sealed class TemplateCheck(WorkflowApi api, ArgoOptions options, string space, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim oneAtATime = new(1);
    private EngineReadiness? known;
    private long knownAt;
    private volatile bool isDoubted;

    /// <summary>Learns whether the latest run to end was refused for what the template says.</summary>
    public void NoteEnd(Run run) => isDoubted = run.IsSpecificationWrong;

    public async Task<EngineReadiness> CheckAsync(CancellationToken cancellationToken)
    {
        await oneAtATime.WaitAsync(cancellationToken);
        try
        {
            var keep = known?.Obstacle is null && !isDoubted ? Long : Short;
            if (known is null || time.GetElapsedTime(knownAt) >= keep)
                (known, knownAt) = (await LookAsync(cancellationToken), time.GetTimestamp());
            return known;
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    /// <summary>Asks afresh whether the template is there: a namespace without it proves nothing about its Workflows.</summary>
    /// <exception cref="ClusterException">It is not, or that cannot be known.</exception>
    public async Task ThrowIfMissingAsync(CancellationToken cancellationToken)
    {
        if (await api.FindTemplateAsync(cancellationToken) is null)
            throw new ClusterException(ClusterFault.NotFound, MissingWords);
    }

    public void Dispose() => oneAtATime.Dispose();

    private string MissingWords =>
        $"the WorkflowTemplate {options.Template} is missing in namespace {space}, or Argo Workflows is not "
        + $"installed there: kubectl apply -k deploy";

    private async Task<EngineReadiness> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await api.FindTemplateAsync(cancellationToken) is not { } template)
                return new EngineReadiness(MissingWords);
            if (template.Misfit(options.Pipeline) is { } misfit)
            {
                return new EngineReadiness(
                    $"the WorkflowTemplate {options.Template} in namespace {space} {misfit}: it comes from deploy/{options.Manifest}, with the ConfigMaps that it needs: kubectl apply -k deploy",
                    template.ResourceVersion);
            }

            var licences = LicenceLimit.Parse(
                await api.FindSettingAsync(LicenceLimit.ConfigMap, WaitWords.Licences, cancellationToken));
            return new EngineReadiness(
                licences == 0 ? LicenceLimit.NoneWords : null, template.ResourceVersion, MostRuns: licences);
        }
        catch (ClusterException e)
        {
            return new EngineReadiness(e.Message);
        }
    }
}
