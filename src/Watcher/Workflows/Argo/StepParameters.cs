using OfoWatcher.Metashape;

namespace OfoWatcher.Workflows.Argo;

/// <summary>
/// The parameters that tell the WorkflowTemplate of one pod a step what to do: of each step whether it runs, and on what
/// (<c>match-photos</c> is <c>off</c>, <c>cpu</c> or <c>gpu</c>), what its pod asks for, and what after it ran out of
/// memory. So no pod of the run has to read the configuration for that.
/// </summary>
internal static class StepParameters
{
    public const string Off = "off", Cpu = "cpu", Gpu = "gpu";

    private const string Resources = "-resources", MoreMemory = "-more-memory";

    /// <summary>The names of all of them.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. ProcessingStep.All.Select(step => NameOf(step.Name))
            .SelectMany(name => new[] { name, name + Resources, name + MoreMemory }),
    ];

    /// <summary>A step's name as a parameter or a task has it.</summary>
    public static string NameOf(string step) => step.Replace('_', '-');

    /// <summary>All of them with the values for a plan; a step that is not in it is off.</summary>
    public static IEnumerable<(string Name, string Value)> Of(RunPlan plan)
    {
        foreach (var name in ProcessingStep.All.Select(step => step.Name))
        {
            var step = plan.Steps.FirstOrDefault(planned => planned.Name == name);
            yield return (NameOf(name), step is null ? Off : step.GpuResource is null ? Cpu : Gpu);
            yield return (NameOf(name) + Resources, step is null ? "{}" : PodResources.Of(step));
            yield return (NameOf(name) + MoreMemory, step is null ? "{}" : PodResources.AfterOutOfMemory(step));
        }
    }
}
