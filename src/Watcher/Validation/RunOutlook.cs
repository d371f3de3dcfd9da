using OfoWatcher.Metashape;
using OfoWatcher.Metashape.Configuration;

namespace OfoWatcher.Validation;

/// <summary>What a run of the imagery would be.</summary>
/// <param name="Photos">What it would process.</param>
/// <param name="Estimate">What it would take.</param>
/// <param name="Steps">What each of its steps would ask for, in order; none without a configuration.</param>
internal sealed record RunOutlook(PhotoAmount Photos, RunEstimate Estimate, IReadOnlyList<StepResources> Steps)
{
    /// <summary>The outlook of imagery that was looked at; without a configuration that of the default one.</summary>
    public static RunOutlook Of(ProjectImagery imagery)
    {
        var photos = AmountOf(imagery);
        var config = imagery.Configuration?.Values;
        return new RunOutlook(
            photos,
            RunEstimate.Of(photos, config ?? new ConfigValues(DefaultConfig.Values)),
            config is null ? [] : [.. EnabledSteps.Of(config).Select(step => StepResources.Of(config, step))]);
    }

    /// <summary>What the imagery's photos amount to.</summary>
    public static PhotoAmount AmountOf(ProjectImagery imagery)
    {
        var photos = imagery.Inventory.Photos;
        return new PhotoAmount(
            photos.Count,
            imagery.Inventory.PhotoBytes,
            photos.All(photo => photo.Metadata is not null)
                ? photos.Sum(photo => (double)photo.Metadata!.Width * photo.Metadata.Height)
                : null,
            imagery.Survey.Area,
            imagery.Survey.GroundSampleDistance?.Median);
    }
}
