using OfoWatcher.Metashape.Configuration;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Metashape.Configuration;

public sealed class DefaultConfigTests
{
    [Fact]
    public void The_default_equals_the_example_of_automate_metashape()
    {
        var path = Repository.PathOf("..", "shared", "reference", "automate-metashape-config-example.yml");
        Assert.SkipUnless(File.Exists(path), $"The example is not at {path}.");

        var example = YamlReader.Read(File.ReadAllBytes(path)).Root!;

        Assert.Equal(PyYaml.Told(example), PyYaml.Told(DefaultConfig.Values));
    }

    [Fact]
    public void The_schema_knows_exactly_the_keys_of_the_default()
    {
        var sections = DefaultConfig.Values.Entries.Where(entry => entry.Key != ConfigSchema.Argo).ToList();

        Assert.Equal(sections.Select(section => section.Key), ConfigSchema.Sections.Keys);
        Assert.All(sections, section => Assert.Equal(
            ((YamlValue.Map)section.Value).Entries.Select(entry => entry.Key), ConfigSchema.Sections[section.Key].Keys));
        var argo = DefaultConfig.Values.Section(ConfigSchema.Argo);
        Assert.All(argo.Entries, entry => Assert.Contains(entry.Key, ConfigSchema.ArgoGroups.Concat(ConfigSchema.ArgoKeys.Keys)));
    }

    [Fact]
    public void Nothing_is_wrong_with_the_default_and_it_takes_the_sites_own_grid()
    {
        var resolved = ResolvedConfig.BuiltIn(Configs.Site);

        Assert.Empty(resolved.Problems);
        Assert.Equal("EPSG::32610", resolved.Values!.TextOf("project", "project_crs"));
        Assert.Empty(Configs.Problems(System.Text.Encoding.UTF8.GetString(DefaultConfig.Read())));
    }
}
