using OfoWatcher.Metashape;
using OfoWatcher.Metashape.Configuration;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Metashape;

public sealed class ConfigLocationTests
{
    [Fact]
    public void The_nearest_configuration_is_taken()
    {
        using var share = new TemporaryFolder();
        string[] places =
        [
            share["site", "metashape.yml"], share["site", "config.yml"], share["configs", "site.yml"],
            share["config.yml"],
        ];
        Directory.CreateDirectory(share["site"]);
        Directory.CreateDirectory(share["configs"]);
        File.WriteAllText(share["configs", "other.yml"], "");
        Assert.Null(ConfigLocation.Find(share["site"]));

        foreach (var place in places.Reverse())
        {
            File.WriteAllText(place, "");
            Assert.Equal(place, ConfigLocation.Find(share["site"]));
        }
    }

    [Theory]
    [InlineData("ln -s ../../elsewhere.yml share/site/metashape.yml")]
    [InlineData("ln -s nowhere share/site/metashape.yml")]
    [InlineData("ln -s metashape.yml share/site/metashape.yml")]
    [InlineData("mkfifo share/site/metashape.yml")]
    [InlineData("mkdir share/site/metashape.yml")]
    public void What_nobody_may_open_still_keeps_the_next_place_from_being_read(string make)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["share", "site"]);
        File.WriteAllText(folder["elsewhere.yml"], "build_mesh: {enabled: True}");
        File.WriteAllText(folder["share", "config.yml"], "build_mesh: {enabled: True}");
        Shell.Run(folder.Path, make);

        var found = ConfigLocation.Find(folder["share", "site"]);
        var document = ConfigFile.Read(folder["share"], found!);

        Assert.Equal(folder["share", "site", "metashape.yml"], found);
        Assert.Null(document.Root);
        Assert.Equal(ConfigProblemKind.Unreadable, Assert.Single(document.Problems).Kind);
    }

    [Fact]
    public void A_link_within_the_share_is_as_good_as_its_file()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["share", "site"]);
        File.WriteAllText(folder["share", "good.yml"], "build_mesh: {enabled: True}");
        File.CreateSymbolicLink(folder["share", "config.yml"], "good.yml");

        var found = ConfigLocation.Find(folder["share", "site"]);

        Assert.Equal(folder["share", "config.yml"], found);
        Assert.NotNull(ConfigFile.Read(folder["share"], found!).Root);
    }

    [Fact]
    public void A_state_beside_is_told_from_others_even_of_a_link_that_leads_nowhere()
    {
        using var share = new TemporaryFolder();
        Directory.CreateDirectory(share["site"]);
        Assert.Equal(0ul, ConfigLocation.StampBeside(share["site"]));

        File.CreateSymbolicLink(share["config.yml"], "config.yml");
        var circle = ConfigLocation.StampBeside(share["site"]);
        Assert.NotEqual(0ul, circle);
        Assert.Equal(circle, ConfigLocation.StampBeside(share["site"]));
        File.Delete(share["config.yml"]);
        Assert.Equal(0ul, ConfigLocation.StampBeside(share["site"]));
    }
}
