using OfoWatcher.Markers;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Markers;

public sealed class ProductsTests
{
    [Fact]
    public void Products_are_the_files_with_content_that_are_neither_hidden_nor_links()
    {
        using var output = new TemporaryFolder();
        Assert.Empty(Products.Find(output["site", "run"]));
        Directory.CreateDirectory(output["site", "run", "output", "tiles"]);
        File.WriteAllText(output["site", "run", "output", "ortho.tif"], "1234");
        File.WriteAllText(output["site", "run", "output", "tiles", "a.tif"], "1");
        File.WriteAllText(output["site", "run", "output", ".hidden"], "1");
        File.WriteAllText(output["site", "run", "output", "empty.tif"], "");
        File.WriteAllText(output["site", "run", "run.json"], "{}");
        File.CreateSymbolicLink(output["site", "run", "output", "link.tif"], "/etc/hostname");

        Assert.Equal(
            [new Product("run/output/ortho.tif", 4), new Product("run/output/tiles/a.tif", 1)],
            Products.Find(output["site", "run"]));
    }
}
