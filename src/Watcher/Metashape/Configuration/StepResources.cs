namespace OfoWatcher.Metashape.Configuration;

/// <summary>What the pod of one step asks the cluster for.</summary>
/// <param name="Step">The step.</param>
/// <param name="Cpu">Cores as a Kubernetes quantity, such as "500m" or "14".</param>
/// <param name="Memory">Bytes as a Kubernetes quantity, such as "8Gi".</param>
/// <param name="GpuResource">The name of the graphics resource; null when the step runs without one.</param>
/// <param name="GpuCount">How many of them; 0 without one.</param>
internal sealed record StepResources(ProcessingStep Step, string Cpu, string Memory, string? GpuResource, int GpuCount)
{
    private const string GpuOfLastResort = "nvidia.com/gpu";

    /// <summary>Cores; null when the quantity is none.</summary>
    public double? Cores => ResourceQuantity.Parse(Cpu);

    /// <summary>Null when the quantity is none.</summary>
    public double? MemoryBytes => ResourceQuantity.Parse(Memory);

    /// <summary>
    /// What counts for a step by the section <c>argo</c>: its own value, for a secondary step that of its primary one,
    /// the section's defaults, and in the end what OFO's workflow itself holds.
    /// </summary>
    public static StepResources Of(ConfigValues config, ProcessingStep step)
    {
        var argo = config.Root.Section(ConfigSchema.Argo);
        YamlValue.Map[] own = step.Primary is null
            ? [argo.Section(step.Name)]
            : [argo.Section(step.Name), argo.Section(step.Primary)];
        YamlValue.Map[] all = [.. own, argo.Section("defaults")];
        var usesGpu = step.Gpu switch
        {
            GpuUse.Always => true,
            GpuUse.Switchable => First(own, "gpu_enabled") is not YamlValue.Flag { Value: false },
            _ => false,
        };
        return new StepResources(
            step,
            ResourceQuantity.TextOf(First(all, "cpu_request")) ?? (usesGpu ? "4" : "18"),
            ResourceQuantity.TextOf(First(all, "memory_request")) ?? (usesGpu ? "16Gi" : "100Gi"),
            usesGpu ? ResourceQuantity.TextOf(First(all, "gpu_resource")) ?? GpuOfLastResort : null,
            usesGpu ? (int)Math.Clamp((First(all, "gpu_count") as YamlValue.Whole)?.Value ?? 1, 1, int.MaxValue) : 0);
    }

    /// <summary>Where a request of a step stands in the file; 0 when it comes from nowhere in it.</summary>
    public static int LineOf(ConfigValues config, ProcessingStep step, string key)
    {
        var argo = config.Root.Section(ConfigSchema.Argo);
        return First([argo.Section(step.Name), argo.Section(step.Primary ?? step.Name), argo.Section("defaults")], key)
            ?.Line ?? 0;
    }

    private static YamlValue? First(IEnumerable<YamlValue.Map> groups, string key) =>
        groups.Select(group => group[key]).FirstOrDefault(
            value => value is not (null or YamlValue.Null or YamlValue.Text { Value.Length: 0 }));
}
