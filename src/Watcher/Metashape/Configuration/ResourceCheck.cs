using System.Globalization;

namespace OfoWatcher.Metashape.Configuration;

/// <summary>Whether every step's pod can be had and can do its work.</summary>
internal static class ResourceCheck
{
    /// <summary>Cores of the node that OFO processes on (Jetstream2 m3.large).</summary>
    public const double NodeCores = 16;

    /// <summary>Bytes of memory of that node: 60 GB.</summary>
    public const double NodeMemory = 60e9;

    /// <summary>Below 1 GiB Metashape does not even start.</summary>
    private const double LeastMemory = 1024.0 * 1024 * 1024;

    /// <summary>What several steps have from one line of the file is told once.</summary>
    public static IEnumerable<ConfigProblem> Find(ConfigValues config)
    {
        var hasSecondary = config.TextsOf("project", "photo_path_secondary").Count > 0;
        var steps = ProcessingStep.All.Where(step => hasSecondary || step.Primary is null)
            .Select(step => StepResources.Of(config, step)).ToList();
        return steps.Select(step => JudgeCores(config, step)).OfType<ConfigProblem>().DistinctBy(p => (p.Line, p.Kind))
            .Concat(steps.Select(step => JudgeMemory(config, step)).OfType<ConfigProblem>()
                .DistinctBy(p => (p.Line, p.Kind)))
            .Concat(steps.Select(step => JudgeGpu(config, step)).OfType<ConfigProblem>()
                .DistinctBy(p => (p.Line, p.Kind)));
    }

    private static ConfigProblem? JudgeCores(ConfigValues config, StepResources asked)
    {
        var line = StepResources.LineOf(config, asked.Step, "cpu_request");
        if (asked.Cores is not (> 0 and <= 100_000))
            return Impossible(line, asked.Step, "cores", asked.Cpu, "4 or \"500m\"");
        return asked.Cores > NodeCores ? Large(line, asked.Step, $"{asked.Cpu} cores", $"{NodeCores} cores") : null;
    }

    private static ConfigProblem? JudgeMemory(ConfigValues config, StepResources asked)
    {
        var line = StepResources.LineOf(config, asked.Step, "memory_request");
        if (asked.MemoryBytes is not (> 0 and <= 1e15))
            return Impossible(line, asked.Step, "memory", asked.Memory, "\"8Gi\"");
        if (asked.MemoryBytes < LeastMemory)
        {
            return new ConfigProblem(
                ConfigProblemKind.Resources, line,
                $"{asked.Step.Name} asks for {YamlValue.Shorten(asked.Memory)} of memory, with which Metashape does not start",
                "Write memory_request: \"1Gi\" or more; a number without a suffix is bytes.");
        }

        return asked.MemoryBytes > NodeMemory
            ? Large(
                line, asked.Step, $"{asked.Memory} of memory",
                $"{(NodeMemory / 1e9).ToString(CultureInfo.InvariantCulture)} GB")
            : null;
    }

    private static ConfigProblem? JudgeGpu(ConfigValues config, StepResources asked) =>
        asked.GpuResource is not { } name || ExtendedResource.IsName(name)
            ? null
            : new ConfigProblem(
                ConfigProblemKind.Resources, StepResources.LineOf(config, asked.Step, "gpu_resource"),
                $"{asked.Step.Name} asks for the graphics resource “{YamlValue.Shorten(name)}”, which no cluster can have",
                "Write a resource as the cluster's nodes name it, such as \"nvidia.com/gpu\".");

    private static ConfigProblem Impossible(
        int line, ProcessingStep step, string what, string written, string example) => new(
            ConfigProblemKind.Resources, line,
            $"{step.Name} asks for “{YamlValue.Shorten(written)}” of {what}, which is no quantity that a pod can have",
            $"Write a quantity of Kubernetes such as {example}.");

    private static ConfigProblem Large(int line, ProcessingStep step, string asked, string node) => new(
        ConfigProblemKind.ResourcesLarge, line,
        $"{step.Name} asks for {asked}, and OFO's usual node has {node}: its pod may wait for ever",
        "Ask for less, unless the cluster has a larger node.");
}
