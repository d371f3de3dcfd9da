using System.Globalization;
using k8s.Models;
using OfoWatcher.Markers;

namespace OfoWatcher.Workflows.Argo;

/// <summary>Makes the Workflow of a run. Pure: the same run gives the same Workflow, so that it can be made
/// twice.</summary>
internal static class WorkflowManifest
{
    private static readonly IReadOnlyList<string> Common =
        ["project-name", "photo-path", "config-file", "project-path", "output-path", "upload-to"];

    // Any date before the first run does: only the order counts.
    private static readonly DateTimeOffset Beginning = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The parameters that a run's Workflow passes, each of which the WorkflowTemplate declares.</summary>
    public static IReadOnlyList<string> ParameterNames(ArgoPipeline pipeline) =>
        pipeline == ArgoPipeline.Steps ? [.. Common, .. StepParameters.Names] : Common;

    /// <param name="record">The run; its folders are told as the watcher sees them, and pods see them so too.</param>
    /// <param name="namespaceOrNone">The namespace; empty leaves it to whoever submits the manifest.</param>
    public static Workflow For(RunRecord record, ArgoOptions options, string namespaceOrNone) => new()
    {
        Metadata = new V1ObjectMeta
        {
            Name = record.Run,
            NamespaceProperty = namespaceOrNone.Length > 0 ? namespaceOrNone : null,
            Labels = new Dictionary<string, string>
            {
                [WorkflowLabels.ManagedBy] = WorkflowLabels.Manager,
                [WorkflowLabels.Instance] = options.Instance,
                [WorkflowLabels.Project] = WorkflowLabels.ValueOf(record.Project),
                [WorkflowLabels.Revision] = record.Revision,
                [WorkflowLabels.Attempt] = record.Attempt.ToString(CultureInfo.InvariantCulture),
                [WorkflowLabels.Run] = record.Run,
            },
            Annotations = new Dictionary<string, string> { [WorkflowLabels.ProjectName] = record.Project },
        },
        Spec = new WorkflowSpec
        {
            WorkflowTemplateRef = new WorkflowTemplateRef { Name = options.Template },
            Priority = PriorityOf(record),
            Arguments = new WorkflowArguments
            {
                Parameters = ParametersFor(record, options.Pipeline),
            },
        },
    };

    /// <summary>
    /// The place in Argo's queues for licences and processors, which falls by one with each second at which a launch was
    /// meant: a project that began is finished before a later one takes what it waits for, and less of the share is held
    /// by half-done ones. No two launches are meant in the same second: a step takes its places only when it is first in
    /// all their queues, and two that were equal could each be first in one of them for ever. A run that is resubmitted
    /// keeps its place, since the record keeps that time.
    /// </summary>
    internal static int PriorityOf(RunRecord record) =>
        (int)Math.Clamp(Math.Floor((Beginning - record.IntendedAt).TotalSeconds), int.MinValue, int.MaxValue);

    /// <summary>What a run passes; of a single pod no more than its folders, its name and where it is uploaded to.</summary>
    internal static IList<WorkflowParameter> ParametersFor(RunRecord record, ArgoPipeline pipeline) =>
    [
        .. ParametersOf(record, pipeline)
            .Select(parameter => new WorkflowParameter { Name = parameter.Name, Value = parameter.Value }),
    ];

    private static IEnumerable<(string Name, string Value)> ParametersOf(RunRecord record, ArgoPipeline pipeline)
    {
        IEnumerable<(string, string)> common = Common.Zip(
        [
            record.Project,
            record.Photos,
            record.ConfigFile,
            Products.ProjectFolderOf(record.Folder),
            Products.FolderOf(record.Folder),
            record.Plan?.UploadTo ?? "",
        ]);
        if (pipeline == ArgoPipeline.Single)
            return common;
        var plan = record.Plan ?? throw new InvalidOperationException($"{record.Run} has no plan of its steps");
        return common.Concat(StepParameters.Of(plan));
    }
}
