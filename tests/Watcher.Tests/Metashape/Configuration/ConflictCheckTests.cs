using OfoWatcher.Metashape.Configuration;

namespace OfoWatcher.Tests.Metashape.Configuration;

public sealed class ConflictCheckTests
{
    public static readonly TheoryData<string, string[]> Conflicts = new()
    {
        {
            "build_dem: {surface: [DSM-ptcloud]}\nbuild_orthomosaic: {surface: [DSM-mesh, Mesh]}",
            ["build_orthomosaic.surface asks for “DSM-mesh”, which build_dem does not build"]
        },
        {
            "build_dem: {enabled: False}\nbuild_orthomosaic: {surface: [DSM-mesh]}",
            ["build_orthomosaic.surface asks for “DSM-mesh”, which build_dem does not build"]
        },
        {
            "build_point_cloud: {enabled: False}\nbuild_dem: {surface: [DSM-ptcloud]}\nbuild_orthomosaic: {surface: [Mesh]}",
            ["build_dem.surface asks for “DSM-ptcloud”, and build_point_cloud is off"]
        },
        {
            "build_mesh: {enabled: False}\nbuild_dem: {surface: [DSM-ptcloud, DSM-mesh]}\nbuild_orthomosaic: {surface: [Mesh]}",
            [
                "build_dem.surface asks for “DSM-mesh”, and build_mesh is off",
                "build_orthomosaic.surface asks for “Mesh”, and build_mesh is off",
            ]
        },
        {
            "build_point_cloud: {classify_ground_points: False}\nbuild_dem: {surface: [DTM-ptcloud]}\nbuild_orthomosaic: {enabled: False}",
            ["build_dem.surface asks for “DTM-ptcloud”, and no ground points are classified"]
        },
        {
            "build_mesh: {enabled: False}",
            [
                "build_dem.surface asks for “DSM-mesh”, and build_mesh is off",
                "build_orthomosaic.surface asks for “DSM-mesh”, and build_mesh is off",
            ]
        },
        { "build_point_cloud: {keep_depth: False}", ["build_point_cloud.keep_depth is False, and build_mesh needs"] },
        {
            "project: {photo_path_secondary: /x}\nmatch_photos: {keep_keypoints: False}\nalign_cameras: {reset_alignment: True}",
            ["match_photos.keep_keypoints is False", "align_cameras.reset_alignment is True"]
        },
    };

    [Theory]
    [MemberData(nameof(Conflicts))]
    public void Settings_that_do_not_go_together_are_told(string yaml, string[] messages)
    {
        var conflicts = Find(yaml);

        Assert.Equal(messages.Length, conflicts.Count);
        Assert.All(conflicts.Zip(messages), pair =>
            Assert.StartsWith(pair.Second, pair.First.Message, StringComparison.Ordinal));
        Assert.All(conflicts, conflict => Assert.True(conflict.Line > 0));
    }

    [Theory]
    [MemberData(nameof(Conflicts))]
    public void With_a_project_to_load_nothing_is_said(string yaml, string[] messages)
    {
        Assert.NotEmpty(messages);
        var loading = yaml.Contains("project: {", StringComparison.Ordinal)
            ? yaml.Replace("project: {", "project: {load_project: /x.psx, ", StringComparison.Ordinal)
            : "project: {load_project: /x.psx}\n" + yaml;

        Assert.Empty(Find(loading));
    }

    [Theory]
    [InlineData("build_dem: {enabled: False}\nbuild_orthomosaic: {surface: [Mesh]}")]
    [InlineData("build_orthomosaic: {enabled: False}\nbuild_dem: {surface: []}")]
    [InlineData("build_point_cloud: {classify_ground_points: False}\nbuild_dem: {classify_ground_points: True}")]
    [InlineData("build_point_cloud: {keep_depth: False}\nbuild_mesh: {enabled: False}\nbuild_dem: {surface: [DTM-ptcloud]}\nbuild_orthomosaic: {surface: [DTM-ptcloud]}")]
    [InlineData("match_photos: {keep_keypoints: False}\nalign_cameras: {reset_alignment: True}")]
    public void Settings_that_go_together_are_not_told(string yaml) => Assert.Empty(Find(yaml));

    private static List<ConfigProblem> Find(string yaml) =>
        [.. Configs.Resolve(yaml).Problems.Where(problem => problem.Kind == ConfigProblemKind.Conflict)];
}
