namespace OfoWatcher.Metashape.Configuration;

/// <summary>
/// Settings that do not go together, which automate-metashape would notice hours into a run. With a project to load,
/// what a step needs may be in it already, so nothing is said.
/// </summary>
internal static class ConflictCheck
{
    private static readonly string[] Classifiers = ["build_point_cloud", "build_dem"];

    public static IEnumerable<ConfigProblem> Find(ConfigValues config)
    {
        if (config.LoadsProject)
            return [];
        return FindForOrthomosaics(config)
            .Concat(FindForSurfaces(config, "build_dem", config.DemSurfaces))
            .Concat(FindForSurfaces(config, "build_orthomosaic", config.OrthomosaicSurfaces))
            .Concat(FindForMesh(config))
            .Concat(FindForSecondary(config));
    }

    private static IEnumerable<ConfigProblem> FindForOrthomosaics(ConfigValues config) =>
        config.OrthomosaicSurfaces.Where(surface => surface != "Mesh" && !config.DemSurfaces.Contains(surface))
            .Select(surface => Conflict(
                config.LineOf("build_orthomosaic", "surface"),
                $"build_orthomosaic.surface asks for “{surface}”, which build_dem does not build",
                config.IsOn("build_dem")
                    ? $"Add \"{surface}\" to build_dem.surface, or delete it here."
                    : "Write build_dem.enabled: True, or delete it here."));

    private static IEnumerable<ConfigProblem> FindForSurfaces(
        ConfigValues config, string section, IReadOnlyList<string> surfaces)
    {
        if (!config.IsOn("build_point_cloud") && surfaces.FirstOrDefault(ConfigValues.IsOfPointCloud) is { } cloud)
        {
            yield return Conflict(
                LineOf(config, section, "build_point_cloud"),
                $"{section}.surface asks for “{cloud}”, and build_point_cloud is off",
                "Write build_point_cloud.enabled: True, or delete the surface.");
        }

        if (!config.IsOn("build_mesh") && surfaces.FirstOrDefault(ConfigValues.IsOfMesh) is { } mesh)
        {
            yield return Conflict(
                LineOf(config, section, "build_mesh"), $"{section}.surface asks for “{mesh}”, and build_mesh is off",
                "Write build_mesh.enabled: True, or delete the surface.");
        }

        if (!ClassifiesGround(config) && surfaces.FirstOrDefault(ConfigValues.IsTerrain) is { } terrain)
        {
            yield return Conflict(
                LineOf(config, section, "build_point_cloud", "classify_ground_points"),
                $"{section}.surface asks for “{terrain}”, and no ground points are classified",
                "Write classify_ground_points: True under build_point_cloud or build_dem, or delete the surface.");
        }
    }

    /// <summary>The line that asks, or where the default does, the one that switches off.</summary>
    private static int LineOf(ConfigValues config, string section, string other, string key = "enabled") =>
        config.LineOf(section, "surface") is > 0 and var line ? line : config.LineOf(other, key);

    private static bool ClassifiesGround(ConfigValues config) =>
        Classifiers.Any(section => config.IsOn(section) && config.IsOn(section, "classify_ground_points"));

    private static IEnumerable<ConfigProblem> FindForMesh(ConfigValues config)
    {
        if (config.IsOn("build_point_cloud") && config.IsOn("build_mesh")
            && config["build_point_cloud", "keep_depth"] is YamlValue.Flag { Value: false } keep)
        {
            yield return Conflict(
                keep.Line, "build_point_cloud.keep_depth is False, and build_mesh needs the depth maps after it",
                "Write keep_depth: True, or build_mesh.enabled: False.");
        }
    }

    private static IEnumerable<ConfigProblem> FindForSecondary(ConfigValues config)
    {
        if (config.TextsOf("project", "photo_path_secondary").Count == 0)
            yield break;
        if (config["match_photos", "keep_keypoints"] is YamlValue.Flag { Value: false } keep)
        {
            yield return Conflict(
                keep.Line, "match_photos.keep_keypoints is False, and secondary photos are matched with those points",
                "Write keep_keypoints: True, or photo_path_secondary: \"\".");
        }

        if (config["align_cameras", "reset_alignment"] is YamlValue.Flag { Value: true } reset)
        {
            yield return Conflict(
                reset.Line,
                "align_cameras.reset_alignment is True, and would undo the alignment when the secondary photos come",
                "Write reset_alignment: False, or photo_path_secondary: \"\".");
        }
    }

    private static ConfigProblem Conflict(int line, string message, string remedy) =>
        new(ConfigProblemKind.Conflict, line, message, remedy);
}
