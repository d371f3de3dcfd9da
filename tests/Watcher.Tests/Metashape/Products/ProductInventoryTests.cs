using OfoWatcher.Metashape.Products;
using OfoWatcher.Tests.Metashape.Configuration;

namespace OfoWatcher.Tests.Metashape.Products;

public sealed class ProductInventoryTests
{
    private static IReadOnlyList<string> Names(string yaml) =>
        [.. ProductInventory.Of(Configs.Values(yaml), "oak").Select(product => product.Name)];

    [Fact]
    public void A_configuration_that_exports_everything_promises_every_file_by_its_exact_name() =>
        Assert.Equal(
            [
                "oak_log.txt", "oak_metrics.yaml", "oak_cameras.xml", "oak_points.copc.laz", "oak_mesh.obj",
                "metadata.xml", "oak_dtm-ptcloud.tif", "oak_dsm-ptcloud.tif", "oak_dsm-mesh.tif",
                "oak_ortho-dtm-ptcloud.tif", "oak_ortho-mesh.tif", "oak_report.pdf", "oak.psx", "oak.files",
            ],
            Names(
                """
                align_cameras: {enabled: True}
                export_cameras: {enabled: True}
                build_point_cloud: {enabled: True, export: True, export_format: Metashape.PointCloudFormatCOPC}
                build_mesh: {enabled: True, export: True, export_extension: obj}
                build_dem: {enabled: True, export: True, surface: [DTM-ptcloud, DSM-ptcloud, DSM-mesh]}
                build_orthomosaic: {enabled: True, export: True, surface: [DTM-ptcloud, Mesh]}
                """));

    [Fact]
    public void What_is_off_or_not_exported_is_not_promised() =>
        Assert.Equal(
            ["oak_log.txt", "oak_metrics.yaml", "oak_report.pdf", "oak.psx", "oak.files"],
            Names(
                """
                export_cameras: {enabled: False}
                build_point_cloud: {enabled: True, export: False}
                build_mesh: {enabled: False, export: True}
                build_dem: {enabled: True, export: False, surface: [DTM-ptcloud]}
                build_orthomosaic: {enabled: False, export: True, surface: [DTM-ptcloud]}
                """));

    [Theory]
    [InlineData("COPC", "oak_points.copc.laz", nameof(ProductFormat.CloudOptimizedPointCloud))]
    [InlineData("LAZ", "oak_points.laz", nameof(ProductFormat.PointCloud))]
    [InlineData("LAS", "oak_points.laz", nameof(ProductFormat.PointCloud))]
    [InlineData("PLY", "oak_points.laz", nameof(ProductFormat.Other))]
    public void A_point_cloud_is_called_by_its_format(string format, string name, string kind) =>
        Assert.Contains(
            new ExpectedProduct(ProductFolder.Output, name, Enum.Parse<ProductFormat>(kind)),
            ProductInventory.Of(
                Configs.Values(
                    "build_point_cloud: {enabled: True, export: True, "
                    + $"export_format: Metashape.PointCloudFormat{format}}}"),
                "oak"));

    [Fact]
    public void A_choice_of_classes_is_a_plain_LAZ_under_the_name_that_was_asked_for() =>
        Assert.Contains(
            new ExpectedProduct(ProductFolder.Output, "oak_points.copc.laz", ProductFormat.PointCloud),
            ProductInventory.Of(
                Configs.Values(
                    "build_point_cloud: {enabled: True, export: True, classes: [Ground], "
                    + "export_format: Metashape.PointCloudFormatCOPC}"),
                "oak"));

    [Theory]
    [InlineData("align_cameras: {enabled: True}", true)]
    [InlineData("project: {photo_path_secondary: /second}", true)]
    [InlineData("align_cameras: {enabled: False}", false)]
    public void Cameras_are_promised_only_where_a_step_aligns_some(string yaml, bool arePromised) =>
        Assert.Equal(arePromised, Names($"export_cameras: {{enabled: True}}\n{yaml}").Contains("oak_cameras.xml"));
}
