using OfoWatcher.Metashape;
using OfoWatcher.Metashape.Configuration;

namespace OfoWatcher.Tests.Metashape.Configuration;

public sealed class StepResourcesTests
{
    [Fact]
    public void The_default_gives_each_step_what_its_example_says()
    {
        var config = ResolvedConfig.BuiltIn(Configs.Site).Values!;

        Assert.Equal(
            [
                "setup 500m 1.5Gi  0", "match_photos 4 8Gi nvidia.com/mig-1g.5gb 1", "align_cameras 14 23Gi  0",
                "build_depth_maps 8 16Gi nvidia.com/mig-1g.5gb 2", "build_point_cloud 11 34Gi  0", "build_mesh 8 22Gi  0",
                "build_dem_orthomosaic 7 35Gi  0", "match_photos_secondary 4 8Gi nvidia.com/mig-1g.5gb 1",
                "align_cameras_secondary 14 23Gi  0", "finalize 1 2Gi  0",
            ],
            ProcessingStep.All.Select(step => Told(config, step)));
    }

    [Theory]
    [InlineData("argo: {match_photos: {}}", "match_photos", "4 16Gi nvidia.com/gpu 1")]
    [InlineData("argo: {align_cameras: {}}", "align_cameras", "18 100Gi  0")]
    [InlineData("argo: {defaults: {cpu_request: 2, memory_request: 3Gi, gpu_resource: g, gpu_count: 3}}", "build_mesh", "2 3Gi g 3")]
    [InlineData("argo: {defaults: {cpu_request: 2}, build_mesh: {gpu_enabled: false, memory_request: 5Gi}}", "build_mesh", "2 5Gi  0")]
    [InlineData("argo: {match_photos: {cpu_request: 9, gpu_enabled: false}}", "match_photos_secondary", "9 100Gi  0")]
    [InlineData("argo: {match_photos: {cpu_request: 9}, match_photos_secondary: {cpu_request: 7}}", "match_photos_secondary", "7 16Gi nvidia.com/gpu 1")]
    [InlineData("argo: {defaults: {cpu_request: 2}, setup: {cpu_request: \"\"}}", "setup", "2 100Gi  0")]
    [InlineData("argo: {build_depth_maps: {gpu_enabled: false}}", "build_depth_maps", "4 16Gi nvidia.com/gpu 1")]
    public void A_step_takes_its_own_value_then_the_primary_steps_then_the_defaults(string yaml, string step, string told) =>
        Assert.Equal($"{step} {told}", Told(Configs.Values(yaml), ProcessingStep.All.Single(s => s.Name == step)));

    [Theory]
    [InlineData("4", 4.0)]
    [InlineData("500m", 0.5)]
    [InlineData("1.5Gi", 1610612736.0)]
    [InlineData("8G", 8e9)]
    [InlineData("128974848", 128974848.0)]
    [InlineData("129e6", 129e6)]
    [InlineData("123Mi", 128974848.0)]
    [InlineData("2Ei", 2305843009213693952.0)]
    [InlineData("", null)]
    [InlineData("8GB", null)]
    [InlineData("8 Gi", null)]
    [InlineData("eight", null)]
    [InlineData("1,5Gi", null)]
    [InlineData("8gi", null)]
    public void Quantities_are_read_as_Kubernetes_reads_them(string text, double? value) =>
        Assert.Equal(value, ResourceQuantity.Parse(text));

    [Theory]
    [InlineData("argo: {setup: {memory_request: 8GB, cpu_request: 1}}", nameof(ConfigProblemKind.Resources), "setup asks for “8GB” of memory")]
    [InlineData("argo: {setup: {memory_request: 8, cpu_request: 1}}", nameof(ConfigProblemKind.Resources), "setup asks for 8 of memory, with which")]
    [InlineData("argo: {setup: {memory_request: 900Mi, cpu_request: 1}}", nameof(ConfigProblemKind.Resources), "setup asks for 900Mi of memory")]
    [InlineData("argo: {setup: {memory_request: 2Gi, cpu_request: 0}}", nameof(ConfigProblemKind.Resources), "setup asks for “0” of cores")]
    [InlineData("argo: {setup: {memory_request: 2Gi, cpu_request: -1}}", nameof(ConfigProblemKind.Resources), "setup asks for “-1” of cores")]
    [InlineData("argo: {setup: {memory_request: 2Gi, cpu_request: .inf}}", nameof(ConfigProblemKind.Resources), "of cores, which is no quantity")]
    [InlineData("argo: {setup: {memory_request: 2Gi, cpu_request: 17}}", nameof(ConfigProblemKind.ResourcesLarge), "setup asks for 17 cores, and OFO's usual node has 16 cores")]
    [InlineData("argo: {defaults: {memory_request: 2Gi, cpu_request: 1}, build_depth_maps: {gpu_resource: gpu}}", nameof(ConfigProblemKind.Resources), "build_depth_maps asks for the graphics resource “gpu”, which no cluster can have")]
    [InlineData("argo: {setup: {memory_request: 60Gi, cpu_request: 2}}", nameof(ConfigProblemKind.ResourcesLarge), "setup asks for 60Gi of memory, and OFO's usual node has 60 GB")]
    public void Resources_that_cannot_be_are_told_with_their_line(string yaml, string kind, string message)
    {
        var problem = Assert.Single(Configs.Problems(yaml), p => p.Line == 1);

        Assert.Equal(kind, problem.Kind.ToString());
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_all_steps_have_from_one_line_is_told_once() =>
        Assert.Equal(
            [1, 2],
            Configs.Problems("argo: {defaults: {cpu_request: 99,\n memory_request: 99Gi}}").Select(p => p.Line));

    private static string Told(ConfigValues config, ProcessingStep step)
    {
        var resources = StepResources.Of(config, step);
        return $"{step.Name} {resources.Cpu} {resources.Memory} {resources.GpuResource} {resources.GpuCount}";
    }

    [Theory]
    [InlineData("nvidia.com/gpu", true)]
    [InlineData("nvidia.com/mig-1g.5gb", true)]
    [InlineData("amd.com/GPU_2", true)]
    [InlineData("gpu", false)]
    [InlineData("cpu", false)]
    [InlineData("nvidia.com/", false)]
    [InlineData("/gpu", false)]
    [InlineData("nvidia.com/gpu/1", false)]
    [InlineData("nvidia.com/gpu\n", false)]
    [InlineData("nvidia.com/{{workflow.name}}", false)]
    [InlineData("nvidia.com/-gpu", false)]
    [InlineData("Nvidia.com/gpu", false)]
    [InlineData("nvidia..com/gpu", false)]
    [InlineData("kubernetes.io/gpu", false)]
    [InlineData("x.kubernetes.io/gpu", false)]
    [InlineData("requests.nvidia.com/gpu", false)]
    public void A_graphics_resource_has_a_name_that_Kubernetes_takes(string name, bool isOne) =>
        Assert.Equal(isOne, ExtendedResource.IsName(name));

    [Fact]
    public void A_name_of_a_graphics_resource_has_an_end()
    {
        Assert.True(ExtendedResource.IsName($"nvidia.com/{new string('g', 63)}"));
        Assert.False(ExtendedResource.IsName($"nvidia.com/{new string('g', 64)}"));
        Assert.False(ExtendedResource.IsName($"{new string('n', 250)}/gpu"));
        Assert.False(ExtendedResource.IsName(new string('a', 10_000_000)));
    }
}
