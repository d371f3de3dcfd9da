using OfoWatcher.Metashape;
using OfoWatcher.Metashape.Configuration;
using OfoWatcher.Tests.Metashape.Configuration;

namespace OfoWatcher.Tests.Metashape;

public sealed class RunEstimateTests
{
    private static readonly ConfigValues Default = ResolvedConfig.BuiltIn(Configs.Site).Values!;

    [Theory]
    [InlineData(1100, 3.1, 3.4, 16, 16)]
    [InlineData(3000, 8, 9, 32, 36)]
    [InlineData(13_000, 30, 30, 42, 42)]
    public void Time_and_memory_are_those_that_were_measured(int photos, double least, double most, double lowest, double highest)
    {
        var estimate = Estimate(photos);

        Assert.InRange(estimate.Time.TotalHours, least - 1e-6, most + 1e-6);
        Assert.InRange(estimate.MemoryBytes / 1e9, lowest - 1e-6, highest + 1e-6);
    }

    [Fact]
    public void More_photos_never_take_less()
    {
        var estimates = Enumerable.Range(0, 400).Select(n => Estimate(n * 60)).ToList();

        Assert.All(estimates.Zip(estimates.Skip(1)), pair =>
        {
            Assert.True(pair.First.Time < pair.Second.Time);
            Assert.True(pair.First.MemoryBytes < pair.Second.MemoryBytes);
            Assert.True(pair.First.DiskBytes < pair.Second.DiskBytes);
        });
        Assert.Equal((TimeSpan.Zero, 0.0), (estimates[0].Time, estimates[0].MemoryBytes));
        Assert.InRange(Estimate(int.MaxValue).Time.TotalHours, 1000, 1e6);
    }

    [Theory]
    [InlineData("build_orthomosaic: {enabled: False}")]
    [InlineData("build_orthomosaic: {surface: [Mesh]}")]
    [InlineData("build_orthomosaic: {export: False}")]
    [InlineData("build_dem: {enabled: False}")]
    [InlineData("build_dem: {export: False}")]
    [InlineData("build_mesh: {enabled: False}")]
    [InlineData("build_point_cloud: {export: False}")]
    [InlineData("match_photos: {keep_keypoints: False}")]
    [InlineData("build_depth_maps: {downscale: 8}")]
    public void What_is_not_made_takes_no_room(string yaml) =>
        Assert.True(Disk(Configs.Values(yaml)) < Disk(Default));

    [Fact]
    public void Orthomosaics_that_stay_in_the_project_take_room_there_too() =>
        Assert.True(Disk(Configs.Values("build_orthomosaic: {remove_after_export: False}")) > Disk(Default));

    [Fact]
    public void An_orthomosaic_takes_four_bytes_a_cell_and_a_third_for_its_overviews()
    {
        var one = RunEstimate.Of(Amount, Configs.Values("build_orthomosaic: {surface: [Mesh]}"));
        var two = RunEstimate.Of(Amount, Configs.Values("build_orthomosaic: {surface: [Mesh, DSM-mesh]}"));

        // 1 km² at 5 cm is 400 million cells.
        Assert.Equal(400e6 * 4 * 4 / 3, two.DiskBytes - one.DiskBytes, 1.0);
    }

    private static readonly PhotoAmount Amount = new(1000, 8_600_000_000, 20e9, 1e6, 0.05);

    private static double Disk(ConfigValues config) => RunEstimate.Of(Amount, config).DiskBytes;

    private static RunEstimate Estimate(int photos) =>
        RunEstimate.Of(new PhotoAmount(photos, photos * 8_600_000L, null, null, null), Default);
}
