using static OfoWatcher.Metashape.Configuration.ValueRule;

namespace OfoWatcher.Metashape.Configuration;

/// <summary>
/// All keys that automate-metashape reads (commit 26f8aea) and what each takes. What is not here is read by nobody.
/// </summary>
internal static class ConfigSchema
{
    // Far beyond what is sensible: they keep out slips, such as a decimal point forgotten.
    private static readonly ValueRule Accuracy = Number(0, 10_000);
    private static readonly ValueRule Threshold = Number(0, 100);
    private static readonly ValueRule Neighbours = Whole(-1, 10_000);
    private static readonly ValueRule NoData = Number(-1e38, 1e38);
    private static readonly ValueRule Surfaces = SomeOf("DTM-ptcloud", "DSM-ptcloud", "DSM-mesh");

    public static readonly IReadOnlyDictionary<string, IReadOnlyDictionary<string, ValueRule>> Sections =
        new Dictionary<string, IReadOnlyDictionary<string, ValueRule>>
        {
            ["project"] = new Dictionary<string, ValueRule>
            {
                ["load_project"] = TextOrBlank,
                ["photo_path"] = TextsOrBlank,
                ["photo_path_secondary"] = TextsOrBlank,
                ["output_path"] = TextOrBlank,
                ["project_path"] = TextOrBlank,
                ["project_name"] = TextOrBlank,
                ["project_crs"] = TextOrBlank,
                ["subdivide_task"] = Flag,
            },
            ["add_photos"] = new Dictionary<string, ValueRule>
            {
                ["enabled"] = Flag,
                ["separate_calibration_per_path"] = Flag,
                ["multispectral"] = Flag,
                ["use_rtk"] = Flag,
                ["fix_accuracy"] = Accuracy,
                ["nofix_accuracy"] = Accuracy,
                ["sensor_type"] =
                    Name("Metashape.Sensor.Type.", "Frame", "Fisheye", "Spherical", "Cylindrical", "RPC"),
                ["apply_paired_altitude_offset"] = Flag,
                ["paired_altitude_offset"] = Number(-10_000, 10_000),
                ["lower_offset_folders"] = Texts,
                ["upper_offset_folders"] = Texts,
            },
            ["calibrate_reflectance"] = new Dictionary<string, ValueRule>
            {
                ["enabled"] = Flag,
                ["panel_filename"] = Text,
                ["use_reflectance_panels"] = Flag,
                ["use_sun_sensor"] = Flag,
            },
            ["match_photos"] = new Dictionary<string, ValueRule>
            {
                ["enabled"] = Flag,
                ["downscale"] = OneOf(0, 1, 2, 4, 8, 16),
                ["keep_keypoints"] = Flag,
                ["generic_preselection"] = Flag,
                ["reference_preselection"] = Flag,
                ["reference_preselection_mode"] =
                    Name("Metashape.ReferencePreselection", "Source", "Estimated", "Sequential"),
            },
            ["align_cameras"] = new Dictionary<string, ValueRule>
            {
                ["enabled"] = Flag,
                ["adaptive_fitting"] = Flag,
                ["reset_alignment"] = Flag,
            },
            ["add_gcps"] = new Dictionary<string, ValueRule>
            {
                ["enabled"] = Flag,
                ["gcp_crs"] = Text,
                ["marker_location_accuracy"] = Accuracy,
                ["marker_projection_accuracy"] = Accuracy,
                ["optimize_w_gcps_only"] = Flag,
            },
            ["filter_points_usgs"] = new Dictionary<string, ValueRule>
            {
                ["enabled"] = Flag,
                ["rec_thresh_percent"] = Threshold,
                ["rec_thresh_absolute"] = Accuracy,
                ["proj_thresh_percent"] = Threshold,
                ["proj_thresh_absolute"] = Accuracy,
                ["reproj_thresh_percent"] = Threshold,
                ["reproj_thresh_absolute"] = Accuracy,
            },
            ["optimize_cameras"] = new Dictionary<string, ValueRule>
            {
                ["enabled"] = Flag,
                ["adaptive_fitting"] = Flag,
            },
            ["export_cameras"] = new Dictionary<string, ValueRule> { ["enabled"] = Flag },
            ["build_depth_maps"] = new Dictionary<string, ValueRule>
            {
                ["enabled"] = Flag,
                ["downscale"] = OneOf(1, 2, 4, 8, 16),
                ["filter_mode"] =
                    Name("Metashape.", "NoFiltering", "MildFiltering", "ModerateFiltering", "AggressiveFiltering"),
                ["reuse_depth"] = Flag,
                ["max_neighbors"] = Neighbours,
            },
            ["build_point_cloud"] = new Dictionary<string, ValueRule>
            {
                ["enabled"] = Flag,
                ["keep_depth"] = Flag,
                ["max_neighbors"] = Neighbours,
                ["classify_ground_points"] = Flag,
                ["export"] = Flag,
                ["export_format"] = Name(
                    "Metashape.PointCloudFormat", "COPC", "LAZ", "LAS", "OBJ", "PLY", "XYZ", "Expe", "U3D", "PDF",
                    "E57", "OC3", "Potree", "CL3", "PTS", "PTX", "DXF", "Cesium", "PCD", "SLPK"),
                ["classes"] = AllOrNames(
                    "Metashape.PointClass.", "Ground", "Created", "Unclassified", "LowVegetation", "MediumVegetation",
                    "HighVegetation", "Building", "LowPoint", "ModelKeyPoint", "Water", "Rail", "RoadSurface",
                    "OverlapPoints", "WireGuard", "WireConductor", "TransmissionTower", "WireConnector", "BridgeDeck",
                    "HighNoise", "Car", "Manmade"),
                ["remove_after_export"] = Flag,
            },
            ["classify_ground_points"] = new Dictionary<string, ValueRule>
            {
                ["max_angle"] = Number(0, 90),
                ["max_distance"] = Number(0, 10_000),
                ["cell_size"] = Number(0, 10_000),
            },
            ["build_mesh"] = new Dictionary<string, ValueRule>
            {
                ["enabled"] = Flag,
                ["face_count"] =
                    Name("Metashape.", "LowFaceCount", "MediumFaceCount", "HighFaceCount", "CustomFaceCount"),
                ["face_count_custom"] = Whole(0, 10_000_000_000),
                ["export"] = Flag,
                ["export_extension"] = MeshExtension,
                ["shift_crs_to_cameras"] = Flag,
            },
            ["build_dem"] = new Dictionary<string, ValueRule>
            {
                ["enabled"] = Flag,
                ["classify_ground_points"] = Flag,
                ["surface"] = Surfaces,
                ["resolution"] = Number(0, 1000),
                ["export"] = Flag,
                ["tiff_big"] = Flag,
                ["tiff_tiled"] = Flag,
                ["nodata"] = NoData,
                ["tiff_overviews"] = Flag,
            },
            ["build_orthomosaic"] = new Dictionary<string, ValueRule>
            {
                ["enabled"] = Flag,
                ["surface"] = SomeOf("DTM-ptcloud", "DSM-ptcloud", "DSM-mesh", "Mesh"),
                ["blending"] = Name(
                    "Metashape.", "AverageBlending", "MosaicBlending", "MinBlending", "MaxBlending", "DisabledBlending"),
                ["fill_holes"] = Flag,
                ["refine_seamlines"] = Flag,
                ["export"] = Flag,
                ["tiff_big"] = Flag,
                ["tiff_tiled"] = Flag,
                ["nodata"] = NoData,
                ["tiff_overviews"] = Flag,
                ["remove_after_export"] = Flag,
            },
        };

    /// <summary>The section for the cluster.</summary>
    public const string Argo = "argo";

    /// <summary>What <c>argo</c> takes beside one group of keys a step.</summary>
    public static readonly IReadOnlyDictionary<string, ValueRule> ArgoKeys = new Dictionary<string, ValueRule>
    {
        ["s3_imagery_zip_download"] = TextsOrBlank,
        ["cleanup_downloaded_imagery"] = FlagOrBlank,
    };

    /// <summary>What a step of <c>argo</c> takes; <c>defaults</c> takes all but <c>gpu_enabled</c>.</summary>
    public static readonly IReadOnlyDictionary<string, ValueRule> ArgoStepKeys = new Dictionary<string, ValueRule>
    {
        ["gpu_enabled"] = FlagOrBlank,
        ["gpu_resource"] = TextOrBlank,
        ["gpu_count"] = WholeOrBlank(1, 16),
        ["cpu_request"] = Quantity,
        ["memory_request"] = Quantity,
    };

    /// <summary>The groups of keys within <c>argo</c>.</summary>
    public static readonly IReadOnlyList<string> ArgoGroups =
        ["defaults", .. ProcessingStep.All.Select(step => step.Name)];

    /// <summary>Keys of a flat configuration as automate-metashape took it until 2025.</summary>
    public static readonly IReadOnlySet<string> OldKeys = new HashSet<string>
    {
        "run_name", "photo_path", "output_path", "project_path", "project_crs", "load_project", "subdivide_task",
        "multispectral", "use_cuda", "gpu_multiplier", "addPhotos", "calibrateReflectance", "alignPhotos", "addGCPs",
        "filterPointsUSGS", "optimizeCameras", "buildDepthMaps", "buildDenseCloud", "buildPointCloud",
        "classifyGroundPoints", "buildMesh", "buildModel", "buildDem", "buildOrthomosaic", "exportCameras",
    };
}
