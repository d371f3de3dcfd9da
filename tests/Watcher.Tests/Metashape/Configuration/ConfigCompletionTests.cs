using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OfoWatcher.Metashape.Configuration;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Metashape.Configuration;

public sealed class ConfigCompletionTests
{
    /// <summary>A little of everything that must come through unharmed.</summary>
    private const string Own = """
        # The oak site
        own_section:
          note: "two\nlines, a \"quote\", a back\\slash, 0x1F, é and 🌲"
          deeper: {a: 1, b: [x, "yes"]}
        build_orthomosaic:
          own_key: 0123
          surface: [Mesh]
        project:
          project_name: "000557"
          photo_path: ["/a", "/b"]
          project_crs:
        add_photos:
          separate_calibration_per_path: yes
        classify_ground_points:
          max_angle: 1.0e-7
          cell_size: 40
        build_point_cloud:
          classes: [Metashape.PointClass.Ground]
        argo:
          defaults: {memory_request: "8Gi", gpu_resource: }
          match_photos: {gpu_enabled: off}
        """;

    [Fact]
    public void A_configuration_is_completed_in_the_order_of_the_default_with_every_text_in_quotes() =>
        GoldenFile.Check("Configuration/completed.yml", Configs.Resolve(Own).Text!);

    [Fact]
    public void PyYAML_reads_back_what_was_meant()
    {
        using var folder = new TemporaryFolder();
        var resolved = Configs.Resolve(Own);
        File.WriteAllText(folder["config.yml"], resolved.Text);

        Assert.Equal(PyYaml.Told(resolved.Values!.Root), PyYaml.Load(folder["config.yml"]));
    }

    [Fact]
    public void The_completed_default_is_the_example_in_the_grid_of_the_site()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["config.yml"], ResolvedConfig.BuiltIn(Configs.Site).Text);

        Assert.Equal(
            PyYaml.Told(DefaultConfig.Values).Replace("\"project_crs\": str \"EPSG::26910\"", "\"project_crs\": str \"EPSG::32610\"", StringComparison.Ordinal),
            PyYaml.Load(folder["config.yml"]));
    }

    [Fact]
    public void Any_text_comes_back_as_it_was() =>
        Prop.ForAll<string>(text =>
        {
            var map = new YamlValue.Map([new YamlEntry("a", 0, new YamlValue.Text(text ?? "", 0))], 0);
            // A lone half of a pair of surrogates is no character that a file could hold.
            if (!(text ?? "").EnumerateRunes().Contains(Rune.ReplacementChar))
                Assert.Equal(PyYaml.Told(map), PyYaml.Told(Read(YamlWriter.Write(map, "remark"))));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Any_number_comes_back_as_it_was() =>
        Prop.ForAll<double, long>((real, whole) =>
        {
            var map = new YamlValue.Map(
                [new YamlEntry("a", 0, new YamlValue.Real(real, 0)), new YamlEntry("b", 0, new YamlValue.Whole(whole, 0))], 0);
            Assert.Equal(PyYaml.Told(map), PyYaml.Told(Read(YamlWriter.Write(map, "remark"))));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Theory]
    [InlineData("yes")]
    [InlineData("null")]
    [InlineData("12")]
    [InlineData("with space")]
    [InlineData("a:b")]
    [InlineData("")]
    [InlineData("<<")]
    public void Any_key_comes_back_as_it_was(string key)
    {
        var map = new YamlValue.Map([new YamlEntry(key, 0, new YamlValue.Whole(1, 0))], 0);

        Assert.Equal(PyYaml.Told(map), PyYaml.Told(Read(YamlWriter.Write(map, "remark"))));
    }

    [Fact]
    public void A_remark_cannot_break_out_of_its_comment() =>
        Assert.Equal("{}", PyYaml.Told(Read(YamlWriter.Write(new YamlValue.Map([], 0), "a\r\u0085b: 1\nc: 2") + "{}")));

    [Fact]
    public void Missing_keys_are_told_once_and_paths_that_the_watcher_gives_are_none()
    {
        var missing = Assert.Single(Configs.Resolve("project: {subdivide_task: False}").Problems);

        Assert.Equal((ConfigProblemKind.MissingKeys, 0), (missing.Kind, missing.Line));
        Assert.StartsWith(
            "project.load_project, project.photo_path_secondary, add_photos.enabled,", missing.Message, StringComparison.Ordinal);
        Assert.Contains("more are not given", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_watcher_gives_itself_is_replaced_and_told()
    {
        var resolved = Configs.Resolve(Own);

        var replaced = resolved.Problems.Where(p => p.Kind == ConfigProblemKind.Replaced).ToList();
        Assert.Equal([10, 9], replaced.Select(problem => problem.Line));
        Assert.Contains("separate_calibration_per_path", replaced[0].Message, StringComparison.Ordinal);
        Assert.Equal("", resolved.Values!.TextOf("project", "project_name"));
        Assert.Empty(resolved.Values.TextsOf("project", "photo_path"));
    }

    [Fact]
    public void A_section_for_the_cluster_is_not_mixed_with_the_defaults()
    {
        var own = Configs.Values("argo: {defaults: {cpu_request: 2, memory_request: 3Gi}}").Root.Section("argo");

        Assert.Equal(["defaults"], own.Entries.Select(entry => entry.Key));
        Assert.Equal(
            PyYaml.Told(DefaultConfig.Values.Section("argo")), PyYaml.Told(Configs.Values("argo:").Root.Section("argo")));
    }

    private static YamlValue.Map Read(string text) => YamlReader.Read(Encoding.UTF8.GetBytes(text)).Root!;
}
