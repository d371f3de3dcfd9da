using System.Globalization;
using OfoWatcher.Metashape;
using OfoWatcher.Metashape.Configuration;
using OfoWatcher.Platform;

namespace OfoWatcher.Validation.Rules;

/// <summary>What a run will take is held against what there is.</summary>
internal sealed class CapacityRule : FindingRule
{
    /// <summary>A run that takes longer than this is told, so that nobody waits for it.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromHours(24);

    protected override IEnumerable<Finding> Find(ProjectImagery imagery)
    {
        if (imagery.Configuration?.Values is not { } config || imagery.Inventory.Photos.Count == 0)
            return [];
        var estimate = RunEstimate.Of(RunOutlook.AmountOf(imagery), config);
        return FindSpace(imagery, estimate).Concat(FindMemory(imagery, config, estimate)).Concat(FindTime(imagery, estimate));
    }

    private static IEnumerable<Finding> FindSpace(ProjectImagery imagery, RunEstimate estimate)
    {
        if (imagery.FreeOutputBytes is not { } free || free >= estimate.DiskBytes * RunEstimate.DiskDoubt)
            yield break;
        var surely = free < estimate.DiskBytes / RunEstimate.DiskDoubt;
        yield return Found(
            surely ? FindingCodes.OutputSpace : FindingCodes.OutputSpaceTight,
            $"The run will write about {Size(estimate.DiskBytes)} (a rough estimate), and the output volume has "
                + $"{Words.Size(free)} left.",
            "Make room on the output volume, or tell its operator.");
    }

    private static IEnumerable<Finding> FindMemory(ProjectImagery imagery, ConfigValues config, RunEstimate estimate)
    {
        var largest = ProcessingStep.All.Where(step => step.Primary is null)
            .Select(step => StepResources.Of(config, step)).MaxBy(step => step.MemoryBytes ?? 0)!;
        if (largest.MemoryBytes is not { } bytes || bytes >= estimate.MemoryBytes)
            yield break;
        yield return ConfigRule.Told(
            imagery, FindingCodes.MemoryShort, StepResources.LineOf(config, largest.Step, "memory_request"),
            $"{Words.Count(imagery.Inventory.Photos.Count, "photo")} take about {Size(estimate.MemoryBytes)} of memory, and the "
                + $"most that a step asks for is {largest.Memory} ({largest.Step.Name})",
            "Raise memory_request of build_point_cloud and build_dem_orthomosaic under “argo:”.");
    }

    private static IEnumerable<Finding> FindTime(ProjectImagery imagery, RunEstimate estimate)
    {
        if (estimate.Time <= Long)
            yield break;
        yield return Found(
            FindingCodes.LongRun,
            $"A run of {Words.Count(imagery.Inventory.Photos.Count, "photo")} takes about "
                + $"{Math.Round(estimate.Time.TotalHours).ToString(CultureInfo.InvariantCulture)} h.",
            "Nothing needs to be done; several smaller projects would be ready sooner.");
    }

    private static string Size(double bytes) => Words.Size((long)Math.Min(bytes, 9e18));
}
