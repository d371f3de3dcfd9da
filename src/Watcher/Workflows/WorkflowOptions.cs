using FluentValidation;

namespace OfoWatcher.Workflows;

/// <summary>What executes runs.</summary>
internal sealed record WorkflowOptions
{
    public const string Section = "Workflows";

    /// <summary>The engine that runs are given to.</summary>
    public EngineChoice Engine { get; init; } = EngineChoice.Auto;
}

internal enum EngineChoice
{
    /// <summary>Argo within a Kubernetes cluster, Local elsewhere.</summary>
    Auto,

    /// <summary>Argo Workflows, in the cluster around the program or the one of the kubeconfig.</summary>
    Argo,

    /// <summary>Processes of this machine.</summary>
    Local,
}

internal sealed class WorkflowOptionsValidator : AbstractValidator<WorkflowOptions>;
