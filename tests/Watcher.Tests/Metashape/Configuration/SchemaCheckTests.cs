using OfoWatcher.Metashape.Configuration;

namespace OfoWatcher.Tests.Metashape.Configuration;

public sealed class SchemaCheckTests
{
    [Theory]
    [InlineData("buid_dem: {}", "buid_dem is not a section, so it counts for nothing", "Did you mean “build_dem”?")]
    [InlineData("build_dem: {surfaces: []}", "surfaces is not a key of build_dem", "Did you mean “surface”?")]
    [InlineData("build_dem: {Enabled: True}", "Enabled is not a key of build_dem", "Did you mean “enabled”?")]
    [InlineData("build_dem: {face_count: x}", "face_count is not a key of build_dem", "It belongs under “build_mesh:”.")]
    [InlineData("build_dem: {colour: red}", "colour is not a key of build_dem", "Delete it.")]
    [InlineData("argo: {finalise: {}}", "finalise is not a key of argo", "Did you mean “finalize”?")]
    [InlineData("argo: {setup: {cpu: 1}}", "cpu is not a key of argo.setup", "Delete it.")]
    [InlineData("argo: {setup: {cpu_requests: 1}}", "cpu_requests is not a key of argo.setup", "Did you mean “cpu_request”?")]
    public void Unknown_keys_are_told_with_what_they_may_mean(string yaml, string message, string remedy)
    {
        var problem = Assert.Single(Configs.Problems(yaml), p => p.Kind == ConfigProblemKind.UnknownKey);

        Assert.Equal(1, problem.Line);
        Assert.StartsWith(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal(remedy, problem.Remedy);
    }

    [Theory]
    [InlineData("build_dem: {enabled: 'False'}", nameof(ConfigProblemKind.WrongType), "build_dem.enabled must be True or False, not the text “False”")]
    [InlineData("build_dem: {enabled: 1}", nameof(ConfigProblemKind.WrongType), "must be True or False, not the number 1")]
    [InlineData("build_dem: {enabled: }", nameof(ConfigProblemKind.WrongType), "must be True or False, not blank")]
    [InlineData("build_dem: {surface: DSM-mesh}", nameof(ConfigProblemKind.WrongType), "must be a list of some of")]
    [InlineData("build_dem: {surface: [DSM]}", nameof(ConfigProblemKind.WrongValue), "must be a list of some of \"DTM-ptcloud\"")]
    [InlineData("build_dem: {surface: [1, 2]}", nameof(ConfigProblemKind.WrongType), "not a list")]
    [InlineData("build_dem: {resolution: -1}", nameof(ConfigProblemKind.WrongValue), "a number from 0.0 to 1000.0, not the number -1")]
    [InlineData("build_dem: {resolution: .nan}", nameof(ConfigProblemKind.WrongValue), "not the number .nan")]
    [InlineData("match_photos: {downscale: 3}", nameof(ConfigProblemKind.WrongValue), "one of 0, 1, 2, 4, 8, 16, not the number 3")]
    [InlineData("build_depth_maps: {downscale: 0}", nameof(ConfigProblemKind.WrongValue), "one of 1, 2, 4, 8, 16")]
    [InlineData("build_depth_maps: {filter_mode: Metashape.Moderate}", nameof(ConfigProblemKind.WrongValue), "Metashape.ModerateFiltering")]
    [InlineData("build_depth_maps: {max_neighbors: 60.5}", nameof(ConfigProblemKind.WrongType), "a whole number from -1 to 10000")]
    [InlineData("build_point_cloud: {classes: Metashape.PointClass.Ground}", nameof(ConfigProblemKind.WrongValue), "\"ALL\" or a list")]
    [InlineData("build_point_cloud: {classes: []}", nameof(ConfigProblemKind.WrongValue), "\"ALL\" or a list")]
    [InlineData("project: {project_name: 000557}", nameof(ConfigProblemKind.WrongType), "a text or \"\", not the number 367")]
    [InlineData("project: {project_name: 2026-06-12}", nameof(ConfigProblemKind.WrongType), "2026-06-12, which reads as a date")]
    [InlineData("project: [a]", nameof(ConfigProblemKind.WrongType), "project must be a group of keys, not a list")]
    [InlineData("argo: {setup: 4}", nameof(ConfigProblemKind.WrongType), "argo.setup must be a group of keys, not the number 4")]
    [InlineData("argo: {match_photos: {gpu_count: 0}}", nameof(ConfigProblemKind.WrongValue), "a whole number from 1 to 16, or blank")]
    [InlineData("argo: {match_photos: {gpu_enabled: 'no'}}", nameof(ConfigProblemKind.WrongType), "true, false or blank")]
    [InlineData("own: {list: [1, 2]}", nameof(ConfigProblemKind.WrongType), "the list list holds the number 1")]
    [InlineData("own: {list: [[a]]}", nameof(ConfigProblemKind.WrongType), "holds a list")]
    public void Values_that_their_key_does_not_take_are_told(string yaml, string kind, string message)
    {
        var problem = Assert.Single(Configs.Problems(yaml), p => p.Kind is ConfigProblemKind.WrongType or ConfigProblemKind.WrongValue);

        Assert.Equal((kind, 1), (problem.Kind.ToString(), problem.Line));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.NotEmpty(problem.Remedy);
    }

    [Theory]
    [InlineData("build_dem: {enabled: off}")]
    [InlineData("build_dem: {surface: [DTM-ptcloud, DSM-ptcloud, DSM-mesh], resolution: 0.5, nodata: -9999}")]
    [InlineData("build_point_cloud: {classes: [Metashape.PointClass.Ground, Metashape.PointClass.HighVegetation]}")]
    [InlineData("build_point_cloud: {export_format: Metashape.PointCloudFormatLAZ}")]
    [InlineData("add_photos: {sensor_type: Metashape.Sensor.Type.Spherical}")]
    [InlineData("project: {load_project: , photo_path_secondary: }")]
    [InlineData("project: ")]
    [InlineData("argo: ")]
    [InlineData("argo: {defaults: , setup: {cpu_request: , memory_request: 2Gi}, match_photos: {gpu_enabled: yes, gpu_count: }, defaults: {cpu_request: 4, memory_request: 8Gi}}")]
    public void Values_that_their_key_takes_are_not_told(string yaml) =>
        Assert.DoesNotContain(
            Configs.Problems(yaml), p => p.Kind is ConfigProblemKind.WrongType or ConfigProblemKind.WrongValue);

    [Fact]
    public void A_text_that_looks_like_a_boolean_is_to_lose_its_quotes() =>
        Assert.Equal("Write enabled: False, without quotes.", Configs.Problems("build_dem: {enabled: 'no'}")[0].Remedy);

    [Fact]
    public void The_old_flat_format_is_named_and_nothing_else_is_said_of_it()
    {
        var resolved = Configs.Resolve("run_name: x\nphoto_path: /photos\nalignPhotos:\n  enabled: True\nbuildDem:\n  enabled: 7\n");

        var problem = Assert.Single(resolved.Problems);
        Assert.Equal((ConfigProblemKind.OldFormat, 1), (problem.Kind, problem.Line));
        Assert.Contains("run_name", problem.Message, StringComparison.Ordinal);
        Assert.Null(resolved.Text);
    }

    [Fact]
    public void Of_a_thousand_unknown_keys_twenty_are_told_and_the_rest_is_counted() =>
        Assert.Equal(21, Configs.Problems(string.Concat(Enumerable.Range(0, 1000).Select(n => $"k{n}: 1\n"))).Count);

    [Theory]
    [InlineData("build_mesh: 7\n", nameof(ConfigProblemKind.DuplicateKey))]
    [InlineData("own#: 7\n", nameof(ConfigProblemKind.UnknownKey))]
    [InlineData("#: 7\n", nameof(ConfigProblemKind.UnknownKey))]
    [InlineData("own#: \"Metashape()\"\n", nameof(ConfigProblemKind.Unsafe))]
    [InlineData("own#: [1]\n", nameof(ConfigProblemKind.WrongType))]
    public void Of_many_problems_of_a_kind_a_few_are_told_and_the_rest_is_counted(string line, string kind)
    {
        var yaml = string.Concat(Enumerable.Range(0, 500)
            .Select(n => line.Replace("#", $"{n}", StringComparison.Ordinal)));

        var told = Configs.Problems(yaml).Where(problem => problem.Kind.ToString() == kind).ToList();

        Assert.Equal(ConfigProblem.MostOfAKind + 1, told.Count);
        Assert.Contains(" more problems of this kind", told[^1].Message, StringComparison.Ordinal);
    }
}
