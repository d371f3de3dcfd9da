using OfoWatcher.Metashape.Configuration;

namespace OfoWatcher.Metashape;

/// <summary>Which steps of automate-metashape have something to do.</summary>
internal static class EnabledSteps
{
    /// <summary>The steps that a completed configuration enables, in the order in which they must run.</summary>
    /// <remarks>
    /// Setup and finalize always run; the secondary photos' steps run when there are secondary photos; the others have a
    /// section with <c>enabled</c>, or two of which one suffices.
    /// </remarks>
    public static IReadOnlyList<ProcessingStep> Of(ConfigValues config) =>
        [.. ProcessingStep.All.Where(step => IsEnabled(config, step))];

    private static bool IsEnabled(ConfigValues config, ProcessingStep step) => step.Name switch
    {
        "setup" or "finalize" => true,
        "build_dem_orthomosaic" => config.IsOn("build_dem") || config.IsOn("build_orthomosaic"),
        _ when step.Primary is not null => config.TextsOf("project", "photo_path_secondary").Count > 0,
        _ => config.IsOn(step.Name),
    };
}
