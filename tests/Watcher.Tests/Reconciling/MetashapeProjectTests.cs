using OfoWatcher.Reconciling;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Reconciling;

public sealed class MetashapeProjectTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_project_goes_with_links_unfollowed_the_products_stay_and_asking_again_is_no_fault()
    {
        Directory.CreateDirectory(folder["run", "project", "oak.files", "0"]);
        Directory.CreateDirectory(folder["run", "output"]);
        File.WriteAllText(folder["run", "output", "oak_ortho.tif"], "x");
        Directory.CreateDirectory(folder["elsewhere"]);
        File.WriteAllText(folder["elsewhere", "kept"], "x");
        Directory.CreateSymbolicLink(folder["run", "project", "link"], folder["elsewhere"]);

        MetashapeProject.Delete(folder["run"]);
        MetashapeProject.Delete(folder["run"]);

        Assert.Equal([folder["run", "output"]], Directory.GetFileSystemEntries(folder["run"]));
        Assert.True(File.Exists(folder["run", "output", "oak_ortho.tif"]));
        Assert.True(File.Exists(folder["elsewhere", "kept"]));
    }

    [Fact]
    public void A_link_in_the_place_of_the_project_or_the_run_is_refused()
    {
        Directory.CreateDirectory(folder["real", "project"]);
        File.WriteAllText(folder["real", "project", "kept"], "x");
        Directory.CreateDirectory(folder["run"]);
        Directory.CreateSymbolicLink(folder["run", "project"], folder["real", "project"]);
        Directory.CreateSymbolicLink(folder["alias"], folder["real"]);

        Assert.ThrowsAny<IOException>(() => MetashapeProject.Delete(folder["run"]));
        Assert.ThrowsAny<IOException>(() => MetashapeProject.Delete(folder["alias"]));
        Assert.True(File.Exists(folder["real", "project", "kept"]));
    }
}
