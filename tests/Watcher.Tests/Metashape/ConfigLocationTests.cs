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
            share["site", "metashape.yml"], share["site", "config.yml"], share["configs", "site.yml"], share["config.yml"],
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
}
