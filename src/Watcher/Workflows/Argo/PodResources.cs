using System.Globalization;
using System.Text.Json;
using OfoWatcher.Metashape.Configuration;

namespace OfoWatcher.Workflows.Argo;

/// <summary>
/// What a step's pod asks for, as the JSON of a container's <c>resources</c>, which the template patches its pod with.
/// Written by a serializer and never put together as text: part of it comes from a configuration on the share.
/// </summary>
internal static class PodResources
{
    /// <summary>How much more memory a step gets after it ran out of it.</summary>
    private const double MoreMemory = 1.5;

    /// <summary>
    /// What a node of 60 GB has beside the system, in bytes: more would wait for a node that does not come, and hold a
    /// licence meanwhile.
    /// </summary>
    private const double MostMemory = 52.0 * 1024 * Mebibyte;

    private const double Mebibyte = 1024 * 1024;

    /// <summary>What it asks for at first.</summary>
    public static string Of(PlannedStep step) => Json(step, step.Memory);

    /// <summary>What it asks for after it ran out of memory.</summary>
    public static string AfterOutOfMemory(PlannedStep step) => Json(step, MemoryAfterOutOfMemory(step));

    /// <summary>The memory that it asks for then, as a Kubernetes quantity.</summary>
    public static string MemoryAfterOutOfMemory(PlannedStep step)
    {
        if (ResourceQuantity.Parse(step.Memory) is not { } bytes)
            return step.Memory;
        // Who asks for more than that has larger nodes, of which nothing is known.
        if (bytes >= MostMemory)
            return step.Memory;
        var mebibytes = Math.Ceiling(Math.Min(bytes * MoreMemory, MostMemory) / Mebibyte);
        return mebibytes % 1024 == 0
            ? (mebibytes / 1024).ToString(CultureInfo.InvariantCulture) + "Gi"
            : mebibytes.ToString(CultureInfo.InvariantCulture) + "Mi";
    }

    private static string Json(PlannedStep step, string memory)
    {
        var resources = new SortedDictionary<string, SortedDictionary<string, string>>(StringComparer.Ordinal)
        {
            ["requests"] = new(StringComparer.Ordinal) { ["cpu"] = step.Cpu, ["memory"] = memory },
        };
        if (step.GpuResource is { } gpu)
        {
            resources["limits"] = new(StringComparer.Ordinal)
            {
                [gpu] = step.GpuCount.ToString(CultureInfo.InvariantCulture),
            };
        }

        return JsonSerializer.Serialize(resources);
    }
}
