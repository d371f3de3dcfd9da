using OfoWatcher.Metashape;
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

    [Fact]
    public void What_is_no_file_within_the_share_is_no_configuration()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["share", "site"]);
        File.WriteAllText(folder["elsewhere.yml"], "");
        File.CreateSymbolicLink(folder["share", "site", "metashape.yml"], folder["elsewhere.yml"]);
        Shell.Run(folder.Path, "mkfifo share/site/config.yml");
        Assert.Null(ConfigLocation.Find(folder["share", "site"]));

        File.WriteAllText(folder["share", "good.yml"], "");
        File.CreateSymbolicLink(folder["share", "config.yml"], "good.yml");
        Assert.Equal(folder["share", "config.yml"], ConfigLocation.Find(folder["share", "site"]));
    }
}
