using System.Text.RegularExpressions;
using FluentValidation;
using OfoWatcher.Platform;

namespace OfoWatcher.Workflows.Argo;

/// <summary>How runs are executed by Argo Workflows.</summary>
internal sealed record ArgoOptions
{
    public const string Section = "Argo";

    public static readonly TimeSpan MinLeaseDuration = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan MaxLeaseDuration = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The namespace of the Workflows. Without it, the pod's own, or the one of the kubeconfig's current context.
    /// </summary>
    public string Namespace { get; init; } = "";

    /// <summary>How a run is divided into pods.</summary>
    public ArgoPipeline Pipeline { get; init; } = ArgoPipeline.Steps;

    /// <summary>
    /// The WorkflowTemplate that every run refers to. Empty is the one of deploy/ for that pipeline:
    /// <c>ofo-metashape</c> for Steps, <c>ofo-metashape-single</c> for Single.
    /// </summary>
    public string WorkflowTemplate { get; init; } = "";

    /// <summary>The name of the WorkflowTemplate that counts.</summary>
    public string Template => WorkflowTemplate.Length > 0
        ? WorkflowTemplate
        : Pipeline == ArgoPipeline.Steps ? "ofo-metashape" : "ofo-metashape-single";

    /// <summary>The file under deploy/ that a WorkflowTemplate of that pipeline comes from.</summary>
    public string Manifest => Pipeline == ArgoPipeline.Steps ? "workflow.yaml" : "workflow-single.yaml";

    /// <summary>
    /// Tells apart the watchers of one namespace: the name of the Lease by which one of several replicas leads, and a
    /// label of the Workflows.
    /// </summary>
    public string Instance { get; init; } = "ofo-watcher";

    /// <summary>How long after its last sign of life a leader that died is followed by another.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromMinutes(1);
}

internal enum ArgoPipeline
{
    /// <summary>A pod for each step of automate-metashape that the configuration enables.</summary>
    Steps,

    /// <summary>One pod for the whole run.</summary>
    Single,
}

internal sealed partial class ArgoOptionsValidator : AbstractValidator<ArgoOptions>
{
    private const string Allowed =
        "must be lower-case letters, digits and dashes, 63 at most, a letter or digit first and last";

    public ArgoOptionsValidator()
    {
        RuleFor(o => o.Namespace).Must(name => name.Length == 0 || Label().IsMatch(name))
            .WithMessage($"must be empty, or {Allowed["must be ".Length..]}");
        RuleFor(o => o.WorkflowTemplate).Must(name => name.Length == 0 || Label().IsMatch(name))
            .WithMessage($"must be empty, or {Allowed["must be ".Length..]}");
        RuleFor(o => o.Instance).Must(name => Label().IsMatch(name)).WithMessage(Allowed);
        RuleFor(o => o.LeaseDuration).Within(ArgoOptions.MinLeaseDuration, ArgoOptions.MaxLeaseDuration);
    }

    // A label of RFC 1123, as Kubernetes wants namespaces, names and label values alike.
    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\z")]
    private static partial Regex Label();
}
