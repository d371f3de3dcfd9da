namespace OfoWatcher.Metashape;

/// <summary>A step of automate-metashape, which the cluster runs as a pod of its own.</summary>
/// <param name="Name">As <c>--step</c> and the section <c>argo</c> of a configuration call it.</param>
/// <param name="Gpu">What a graphics processor is to it.</param>
/// <param name="Primary">The name of the step whose resources it takes over; null when it stands for itself.</param>
internal sealed record ProcessingStep(string Name, GpuUse Gpu = GpuUse.Never, string? Primary = null)
{
    /// <summary>All steps in the order in which they must run.</summary>
    public static readonly IReadOnlyList<ProcessingStep> All =
    [
        new("setup"),
        new("match_photos", GpuUse.Switchable),
        new("align_cameras"),
        new("build_depth_maps", GpuUse.Always),
        new("build_point_cloud"),
        new("build_mesh", GpuUse.Switchable),
        new("build_dem_orthomosaic"),
        new("match_photos_secondary", GpuUse.Switchable, "match_photos"),
        new("align_cameras_secondary", Primary: "align_cameras"),
        new("finalize"),
    ];
}

/// <summary>Whether a step runs on a graphics processor.</summary>
internal enum GpuUse
{
    Never,

    /// <summary>It does unless the configuration switches that off.</summary>
    Switchable,

    Always,
}
