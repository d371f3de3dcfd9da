using FluentValidation;
using OfoWatcher.Platform;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Validation;

namespace OfoWatcher.Tests.Validation.Rules;

public sealed class CapacityRuleTests : IDisposable
{
    private readonly ConfiguredProject project = new();

    public CapacityRuleTests() => project.Write("config.yml", "project: {project_crs: auto}");

    public void Dispose() => project.Dispose();

    // The estimate for a thousand photos of 8.6 MB is some 38 GB.
    [Theory]
    [InlineData(null, null)]
    [InlineData(1_000_000_000_000L, null)]
    [InlineData(60_000_000_000L, FindingCodes.OutputSpaceTight)]
    [InlineData(20_000_000_000L, FindingCodes.OutputSpaceTight)]
    [InlineData(5_000_000_000L, FindingCodes.OutputSpace)]
    [InlineData(0L, FindingCodes.OutputSpace)]
    public void Room_is_held_against_what_the_run_will_write(long? free, string? code)
    {
        project.Imagery = project.Imagery with { FreeOutputBytes = free };

        var finding = project.Find(photos: 1000).SingleOrDefault();

        Assert.Equal(code, finding?.Code);
        if (code == FindingCodes.OutputSpace)
            Assert.Equal(Severity.Error, finding!.Severity);
    }

    [Fact]
    public void Memory_is_held_against_the_largest_request()
    {
        Assert.Empty(project.Find(photos: 3000)); // 34 GB, and the default asks for 35Gi.
        project.Write("config.yml", "argo:\n  defaults:\n    memory_request: 8Gi\n    cpu_request: 4\n");

        var finding = Assert.Single(project.Find(photos: 3000));

        Assert.Equal((FindingCodes.MemoryShort, Severity.Warning), (finding.Code, finding.Severity));
        Assert.Equal(
            "The share's config.yml line 3: 3000 photos take about 34.0 GB of memory, and the most that a step asks for is "
                + "8Gi (setup).",
            finding.Message);
    }

    [Fact]
    public void A_run_of_more_than_a_day_is_told()
    {
        project.Write("config.yml", "argo: {defaults: {memory_request: 50Gi, cpu_request: 4}}");

        var finding = Assert.Single(project.Find(photos: 13_000));

        Assert.Equal((FindingCodes.LongRun, Severity.Info), (finding.Code, finding.Severity));
        Assert.Equal("A run of 13000 photos takes about 30 h.", finding.Message);
    }

    [Fact]
    public void Without_a_configuration_that_can_be_read_nothing_is_estimated()
    {
        project.Write("config.yml", "");
        project.Imagery = project.Imagery with { FreeOutputBytes = 0 };

        Assert.Equal(FindingCodes.ConfigUnreadable, Assert.Single(project.Find(photos: 13_000)).Code);
    }

    [Fact]
    public void Free_space_is_that_of_the_folders_volume()
    {
        using var volume = SmallVolume.Mount();

        Assert.InRange(FreeSpace.At(volume.Path)!.Value, 1, 64 * 1024);
        Assert.Null(FreeSpace.At(Path.Combine(volume.Path, "missing")));
        Assert.Null(FreeSpace.At(null));
    }
}
