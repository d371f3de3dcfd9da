using OfoWatcher.Metashape;

namespace OfoWatcher.Tests.Metashape;

public sealed class PhotoSelectionTests
{
    [Theory]
    [InlineData("a.jpg", true)]
    [InlineData("a.JPG", true)]
    [InlineData("a.tif", true)]
    [InlineData("a.TIF", true)]
    [InlineData("deep/er/a.JPG", true)]
    [InlineData("gcps/prepared/a.JPG", true)] // Photos of ground control points are loaded as well.
    [InlineData("a.b.jpg", true)]
    [InlineData("not_dem_usgs.tif", true)]
    [InlineData("dem_usgs.TIF", true)]
    [InlineData("dem_usgs.tif", false)]
    [InlineData("deep/dem_usgs.tif", false)]
    [InlineData("a.jpeg", false)]
    [InlineData("a.JPEG", false)]
    [InlineData("a.Jpg", false)]
    [InlineData("a.Tif", false)]
    [InlineData("a.tiff", false)]
    [InlineData("a.dng", false)]
    [InlineData("a.png", false)]
    [InlineData("a.jpg.txt", false)]
    [InlineData("jpg", false)]
    [InlineData("a.jpg ", false)]
    [InlineData("", false)]
    public void Only_four_extensions_written_exactly_so_are_picked_up(string path, bool picked) =>
        Assert.Equal(picked, PhotoSelection.PicksUp(path));

    [Theory]
    [InlineData("a.jpg", true)]
    [InlineData("a.JPG", true)]
    [InlineData("a.tif", false)]
    [InlineData("a.TIF", false)]
    public void Jpegs_are_told_by_their_extension(string path, bool jpeg) =>
        Assert.Equal(jpeg, PhotoSelection.IsJpeg(path));
}
